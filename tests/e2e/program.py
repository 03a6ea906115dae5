"""The installed program on a demo LMO: how it is started, and what a person does first."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lmo_tui.demo.server import DemoLmo
from tests.e2e.terminal import Terminal

_SCRIPT = Path(sys.executable).with_name("lmo-tui")

PROGRAM: tuple[str, ...] = (str(_SCRIPT),) if _SCRIPT.exists() else (sys.executable, "-m", "lmo_tui")
"""The console script beside this Python, or the module in a bare checkout."""


def session(lmo: DemoLmo, folder: Path) -> tuple[str, ...]:
    """The options that lead to this demo LMO."""
    token = folder / "token"
    token.write_text(lmo.token)
    token.chmod(0o600)
    return ("--instance-url", lmo.url, "--access-token-file", str(token))


def terminal(arguments: Sequence[str], *, columns: int = 120, lines: int = 40) -> Terminal:
    """The program in a terminal of this size."""
    return Terminal((*PROGRAM, *arguments), columns=columns, lines=lines, environment=os.environ)


def at_the_desk(lmo: DemoLmo, folder: Path, *, columns: int = 120, lines: int = 40) -> Terminal:
    """The desk over this demo LMO, loaded."""
    return terminal(session(lmo, folder), columns=columns, lines=lines).expect("^▌L-").expect("synced")


def go(desk: Terminal, name: str) -> None:
    """Put the cursor on a license."""
    desk.type("g").expect("│ +Go to").type(name).expect(f" {name}  ").type("enter").expect(f"^▌{name} ")
