"""What the checklist says of this machine."""

import pytest

from lmo_tui.domain.checks.check import Standing
from lmo_tui.domain.checks.machine import Surroundings, machine_checks
from lmo_tui.domain.secrets import StoreKind

USUAL = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}


@pytest.mark.parametrize(
    ("name", "around", "standing", "said"),
    [
        ("locale", Surroundings({}, "utf-8"), Standing.OK, "every name"),
        ("locale", Surroundings({"LANG": "C"}, "ANSI_X3.4-1968"), Standing.WARNING, "ANSI_X3.4-1968, not UTF-8"),
        ("terminal", Surroundings(USUAL, on_terminal=True, size=(120, 40)), Standing.OK, "120x40"),
        ("terminal", Surroundings({"TERM": "dumb"}, on_terminal=True, size=(80, 24)), Standing.WARNING, "TERM"),
        ("terminal", Surroundings(USUAL, on_terminal=True, size=(70, 20)), Standing.NOTE, "70x20"),
        ("tmux", Surroundings({"TMUX": "x"}), Standing.NOTE, "In tmux"),
        ("clipboard", Surroundings({"SSH_TTY": "/dev/pts/1"}), Standing.NOTE, "over SSH"),
        ("proxy", Surroundings({"HTTPS_PROXY": "http://eve:hush@proxy.example:3128"}), Standing.NOTE, "proxy.example"),
        ("proxy", Surroundings({"https_proxy": "http://[::"}), Standing.NOTE, "not an address"),
        ("secrets", Surroundings({}, stores=((StoreKind.KEYRING, ""),)), Standing.OK, "keyring"),
        (
            "secrets",
            Surroundings({}, stores=((StoreKind.KEYRING, "locked"), (StoreKind.FILE, ""))),
            Standing.NOTE,
            "file",
        ),
        ("secrets", Surroundings({}, stores=((StoreKind.MEMORY, ""),)), Standing.NOTE, "Nothing is kept"),
    ],
)
def test_each_thing_of_the_machine(name: str, around: Surroundings, standing: Standing, said: str) -> None:
    checks = {check.id: check for check in (look() for look in machine_checks(lambda: around))}
    assert checks[name].standing is standing
    assert said in checks[name].finding.said
    assert "hush" not in repr(checks)
