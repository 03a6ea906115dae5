"""Every keyring that is known to be met, by its message; the real ones of Linux are in test_real_keyring."""

import subprocess
import threading
from collections.abc import Callable

import pytest
from keyring import core, errors

from lmo_tui.credentials.ladder import best_kind, offers, open_store
from lmo_tui.credentials.os_keyring import SERVICE, Backend, KeyringStore, allowed
from lmo_tui.credentials.patience import Wait
from lmo_tui.domain.secrets import SecretStoreError, StoreKind, StoreState
from tests.cli.program import ROOT, run_python
from tests.credentials.backends import (
    NO_RECOMMENDED,
    Keeps,
    Loses,
    chain,
    finding,
    mac,
    named,
    raising,
    windows,
)
from tests.credentials.traces import SECRET

S = StoreState

PATIENT = Wait(silent=40)
"""No test is judged by the speed of the machine."""

MET: list[tuple[str, Callable[[], Backend], StoreState, str]] = [
    ("no backend at all", raising(NO_RECOMMENDED), S.NO_STORE, "credential command"),
    ("never unlocked", raising(errors.InitError("Prompt dismissed..")), S.LOCKED, "gnome-keyring-daemon --unlock"),
    ("locked", raising(errors.KeyringLocked("Failed to unlock!")), S.LOCKED, "gnome-keyring-daemon --unlock"),
    ("bus gone", raising(FileNotFoundError(2, "No such file")), S.NO_STORE, "Log in on the desktop"),
    ("bus cut", raising(ConnectionResetError(104, "reset")), S.NO_STORE, "Log in on the desktop"),
    ("asks on the terminal", raising(EOFError("EOF when reading")), S.DENIED, "store = memory"),
    ("pass with a passphrase", raising(subprocess.CalledProcessError(2, "pass")), S.LOCKED, "agent"),
    ("no such backend", raising(ModuleNotFoundError("nosuch")), S.NO_STORE, "PYTHON_KEYRING_BACKEND"),
    ("macOS over SSH, get", raising(mac(-25308, errors.KeyringError)), S.LOCKED, "security unlock-keychain"),
    ("macOS over SSH, set", raising(mac(-25308, errors.PasswordSetError)), S.LOCKED, "security unlock-keychain"),
    ("macOS, canceled", raising(mac(-128, errors.KeyringLocked)), S.DENIED, "allow it"),
    ("macOS, wrong password", raising(mac(-25293, errors.KeyringError)), S.DENIED, "unlock-keychain"),
    (
        "Windows over SSH",
        raising(windows(1312, "CredWrite", "no such logon session")),
        S.NO_STORE,
        "credential command",
    ),
    ("Windows, long", raising(windows(1783, "CredWrite", "stub received bad data")), S.TOO_LONG, "encrypted file"),
    ("Windows, denied", raising(windows(5, "CredRead", "Access is denied")), S.DENIED, "encrypted file"),
    ("Windows, else", raising(windows(31, "CredRead", "A device")), S.BROKEN, "store = memory"),
    ("refused", raising(errors.PasswordSetError("no")), S.DENIED, "store = memory"),
    ("a bug of a backend", raising(ZeroDivisionError(SECRET)), S.BROKEN, "store = memory"),
    ("loses what it keeps", finding("keyring.backends.libsecret", "Keyring", Loses), S.BROKEN, "store = memory"),
    ("null", finding("keyring.backends.null", "Keyring", Loses), S.NO_STORE, "PYTHON_KEYRING_BACKEND"),
    ("keyrings.alt, plaintext", finding("keyrings.alt.file", "PlaintextKeyring"), S.NO_STORE, "Uninstall it"),
    ("keyrings.alt, encrypted", finding("keyrings.alt.file", "EncryptedKeyring"), S.NO_STORE, "Uninstall it"),
    ("cryptfile", finding("keyrings.cryptfile.cryptfile", "CryptFileKeyring"), S.NO_STORE, "Uninstall it"),
    ("keyring-pass", finding("keyring_pass", "PasswordStoreBackend"), S.NO_STORE, "credential command"),
    ("a chain of these", lambda: allowed(chain(named("keyrings.alt.file", "PlaintextKeyring"))), S.NO_STORE, "SSH"),
]


def store(find: Callable[[], Backend], wait: Wait | None = None) -> KeyringStore:
    return KeyringStore("acme", wait or PATIENT, find)


@pytest.mark.parametrize(("find", "state", "next_step"), [met[1:] for met in MET], ids=[met[0] for met in MET])
def test_each_is_told_by_what_it_is_and_what_to_do(
    find: Callable[[], Backend], state: StoreState, next_step: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SecretStoreError) as told:
        store(find).keep("refresh_token", SECRET)

    assert told.value.state is state
    assert told.value.headline.endswith(".")
    assert next_step in str(told.value)
    assert "keyrings.alt package" not in str(told.value), "keyring's own advice leads to plain text"
    assert SECRET not in str(told.value)
    assert told.value.__suppress_context__, "what it replaces may quote the secret"
    assert capfd.readouterr() == ("", ""), "the terminal is the desk's"


def test_without_dbus_and_with_a_backend_that_python_was_told_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real keyring library in this process."""
    states = {}
    for variables in (
        {},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        {"PYTHON_KEYRING_BACKEND": "nosuch.Keyring"},
    ):
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(core, "_keyring_backend", None)
        with pytest.raises(SecretStoreError) as told:
            open_store(StoreKind.KEYRING, profile="acme", wait=PATIENT).keep("refresh_token", SECRET)
        states[" ".join(variables.values())] = told.value.headline, told.value.state
    assert states == {
        "": ("There is no keyring in this session.", S.NO_STORE),
        "unix:path=/nonexistent": ("There is no keyring in this session.", S.NO_STORE),
        "keyring.backends.null.Keyring": (
            "The keyring that is set for Python is not one that keeps secrets.",
            S.NO_STORE,
        ),
        "nosuch.Keyring": ("The keyring that is set for Python is not installed.", S.NO_STORE),
    }


def test_what_is_kept_comes_back_and_nothing_else_is_left() -> None:
    keyring = named("keyring.backends.Windows", "WinVaultKeyring")
    kept = store(lambda: allowed(chain(named("keyrings.alt.file", "PlaintextKeyring"), keyring)))

    assert kept.fetch("refresh_token") is None
    kept.keep("refresh_token", SECRET)
    assert keyring.kept == {(SERVICE, "acme/refresh_token"): SECRET}, "the canary is gone, and the chain was opened"
    assert keyring.persist == "local machine", "a secret of this machine does not roam"
    assert kept.fetch("refresh_token") == SECRET
    kept.forget("refresh_token")
    kept.forget("refresh_token")
    assert keyring.kept == {}


def test_profiles_never_share_an_entry() -> None:
    keyring = named("keyring.backends.libsecret", "Keyring")
    for profile, name in (("a", "b/c"), ("a/b", "c"), ("a%2Fb", "c")):
        KeyringStore(profile, PATIENT, lambda: allowed(keyring)).keep(name, f"{profile} {name}")
    assert len(keyring.kept) == 3


def test_a_prompt_that_is_answered_too_late_writes_nothing() -> None:
    answered, done = threading.Event(), threading.Event()

    def waits(self: Keeps, service: str, username: str, password: str) -> None:
        answered.wait()
        Keeps.set_password(self, service, username, password)

    def deletes(self: Keeps, service: str, username: str) -> None:
        Keeps.delete_password(self, service, username)
        done.set()

    methods = {"set_password": waits, "delete_password": deletes}
    keyring = named("keyring.backends.SecretService", "Keyring", Keeps, **methods)
    asked: list[str] = []

    def tell(words: str) -> bool:
        asked.append(words)
        return True

    with pytest.raises(SecretStoreError) as told:
        store(lambda: allowed(keyring), Wait(0.01, 0.02, tell)).keep("refresh_token", SECRET)

    assert told.value.state is S.TIMED_OUT
    assert "store = memory" in told.value.remedy
    assert [each for each in asked if "prompt" in each] == asked != []
    answered.set()
    assert done.wait(20)
    for thread in threading.enumerate():
        if thread.name == "lmo-secrets":
            thread.join(20)
    assert keyring.kept == {}


def test_a_keyring_that_never_answers_does_not_hold_up_the_end_of_the_program() -> None:
    script = """
import logging, threading
from lmo_tui.credentials.os_keyring import KeyringStore
from lmo_tui.credentials.patience import Wait
from lmo_tui.domain.secrets import SecretStoreError
try:
    KeyringStore("acme", Wait(0.05), threading.Event().wait).fetch("refresh_token")
except SecretStoreError as error:
    print(error.state, threading.active_count())
try:
    KeyringStore("acme", Wait(40)).fetch("refresh_token")
except SecretStoreError as error:
    print(error.state)
logging.getLogger("keyring.backend").error("Error initializing plugin")
"""
    ran = run_python("-c", script)
    assert (ran.code, ran.out, ran.err) == (0, "timed out 2\nno store\n", ""), (
        "its thread was still there, and was left"
    )


def test_the_rungs_are_offered_with_what_is_wrong_and_the_highest_that_works_is_best() -> None:
    here = offers(wait=PATIENT, command=("cat",), find=finding("keyring.backends.macOS", "Keyring"))
    assert [each.kind for each in here] == list(StoreKind)
    assert best_kind(here) is StoreKind.KEYRING

    with_command = offers(wait=PATIENT, command=("cat",), find=raising(errors.KeyringLocked()))
    assert best_kind(with_command) is StoreKind.COMMAND
    assert with_command[0].problem is not None
    assert with_command[0].problem.state is S.LOCKED

    nothing = offers(wait=PATIENT, find=raising(NO_RECOMMENDED))
    assert best_kind(nothing) is StoreKind.MEMORY
    assert [each.works for each in nothing] == [False, False, False, True]


def test_no_backend_of_somebody_else_comes_with_the_program() -> None:
    locks = [path.read_text() for path in (ROOT / "requirements").glob("*.txt")]
    assert sum("\nkeyring==" in lock for lock in locks) == 2
    assert [lock for lock in locks if "\nkeyrings" in lock or "\nkeyring-" in lock] == []
