import pytest

from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world


@pytest.mark.parametrize("command", [("ls",), ("show", "L-00001"), ("set", "L-00001", "--seats", "1")])
def test_every_command_needs_to_know_the_org(lmo_tui: CommandLine, command: tuple[str, ...]) -> None:
    ran = lmo_tui(*command)
    assert (ran.code, ran.out) == (2, "")
    assert "No org is known." in ran.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--instance-url", "https://a.example"), "belong together"),
        (("--access-token-file", "t"), "belong together"),
        (("--org", "acme"), "No org is known as “acme”"),
        (("--org", "demo", "--instance-url", "https://a.example"), "two orgs"),
    ],
)
def test_half_an_address_is_none(lmo_tui: CommandLine, arguments: tuple[str, ...], sentence: str) -> None:
    ran = lmo_tui("ls", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert lmo_tui.world.opened == []


def test_the_address_may_come_from_the_environment(lmo_tui: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMO_TUI_INSTANCE_URL", "https://a.example")
    monkeypatch.setenv("LMO_TUI_ACCESS_TOKEN_FILE", "t")
    assert lmo_tui("ls", "--json").code == 0
    assert lmo_tui("ls", "--json", "--org", "demo").code == 0
    assert [(each.org, each.instance_url) for each in lmo_tui.world.opened] == [
        (None, "https://a.example"),
        ("demo", None),
    ]


def test_a_token_is_never_an_argument_or_a_variable(lmo_tui: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMO_TUI_ACCESS_TOKEN", "00Dx!secret")
    assert lmo_tui("ls", "--instance-url", "https://a.example").code == 2
    assert lmo_tui("ls", "--access-token", "00Dx!secret").code == 2


def test_read_only_and_no_input_count_wherever_they_stand(in_world: Typing) -> None:
    lmo_tui = in_world(a_world(somebody=True))
    lmo_tui("--read-only", "ls", "--org", "demo", "--no-input")
    (choice,) = lmo_tui.world.opened
    assert choice.read_only
    assert choice.no_input


def test_help_names_the_session_options_for_every_command(lmo_tui: CommandLine) -> None:
    for command in ((), ("ls",), ("show",), ("set",), ("demo",)):
        ran = lmo_tui(*command, "--help")
        assert ran.code == 0
        for option in ("--instance-url", "--access-token-file", "--read-only", "--no-input"):
            assert option in ran.out
