import sys

import pytest

from lmo_tui.credentials.command import CommandStore
from lmo_tui.credentials.printing import LONGEST
from lmo_tui.domain.secrets import SecretStoreError, StoreState
from tests.credentials.traces import SECRET

SAYS = (sys.executable, "-S", "-c")


def printing(what: str, patience: float = 20.0) -> CommandStore:
    return CommandStore("acme", (*SAYS, f"import sys, time; {what}", "{name}", "{profile}"), patience)


def test_what_it_prints_is_the_secret() -> None:
    assert printing("print(*sys.argv[1:])").fetch("client_secret") == "client_secret acme"
    assert CommandStore("acme", ("printf", "%s", "$HOME;`id`\r\n")).fetch("x") == "$HOME;`id`", "no shell is near it"


def test_it_has_no_terminal_to_ask_on() -> None:
    asks = "import os; print(sys.stdin.read() == '' and os.getsid(0) == os.getpid() and 'GPG_TTY' not in os.environ)"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GPG_TTY", "/dev/pts/0")
        assert printing(asks).fetch("x") == "True"


@pytest.mark.parametrize(
    ("store", "state", "next_step"),
    [
        (CommandStore("acme", ()), StoreState.NO_STORE, "credential_command ="),
        (CommandStore("acme", ("no-such-program",)), StoreState.NO_STORE, "Install it"),
        (CommandStore("acme", ("/",)), StoreState.DENIED, "Check credential_command"),
        (CommandStore("acme", ("a\0b",)), StoreState.DENIED, "Check credential_command"),
        (CommandStore("acme", ("false",)), StoreState.BROKEN, "Run `false` in a shell"),
        (CommandStore("acme", ("true",)), StoreState.BROKEN, "Look at `true`"),
        (CommandStore("acme", ("printf", r"\377\376")), StoreState.BROKEN, "no text"),
        (CommandStore("acme", ("yes",)), StoreState.TOO_LONG, "Look at `yes`"),
        (CommandStore("acme", ("sleep", "60"), 0.05), StoreState.TIMED_OUT, "agent remembers"),
    ],
)
def test_what_can_go_wrong_is_told_with_the_next_step(store: CommandStore, state: StoreState, next_step: str) -> None:
    with pytest.raises(SecretStoreError) as told:
        store.fetch("refresh_token")
    assert told.value.state is state
    assert next_step in str(told.value)


def test_it_only_reads() -> None:
    store = printing(f"print({SECRET!r})")
    store.keep("refresh_token", SECRET)  # It is there already.
    store.forget("refresh_token")
    with pytest.raises(SecretStoreError, match="only reads") as told:
        store.keep("refresh_token", "another")
    assert told.value.state is StoreState.DENIED
    assert "another store" in told.value.remedy


def test_the_longest_secret_fits() -> None:
    assert printing(f"sys.stdout.write('x' * {LONGEST})").fetch("x") == "x" * LONGEST
