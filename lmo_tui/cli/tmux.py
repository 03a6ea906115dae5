"""The tmux around the program: its buffer, and the clipboard of the terminal around it."""

import subprocess
from typing import Final

from lmo_tui.domain.copying import Outer

PATIENCE: Final = 1.0
"""Seconds that tmux gets for an answer; it takes milliseconds."""


class TmuxBuffer:
    """Fits Tmux: asks the program of that name, which finds its server by TMUX in the environment."""

    def take(self, text: str) -> Outer | None:
        """Put the text into the buffer; and to the terminal where tmux is new enough (3.2) and knows how."""
        if asked("load-buffer", "-w", "-", text=text) is not None:
            return self.outer()
        return Outer.NONE if asked("load-buffer", "-", text=text) is not None else None

    def outer(self) -> Outer:
        """Whether tmux knows a clipboard of the terminal around it: its capability Ms says so.

        Measured with 3.3a: `load-buffer -w` then hands text on whatever `set-clipboard` is, unlike a sequence of ours.
        """
        client = asked("display-message", "-p", "#{client_name}")
        if client is not None and not client.strip():  # Nobody is attached.
            return Outer.NONE
        terminals = asked("show-messages", "-T")
        if client is None or terminals is None:
            return Outer.UNKNOWN
        ours = False
        for line in terminals.splitlines():
            if line.startswith("Terminal "):
                ours = f" for {client.strip()}," in line
            elif ours and " Ms: " in line:
                return Outer.NONE if "[missing]" in line else Outer.ASKED
        return Outer.UNKNOWN


def asked(*arguments: str, text: str = "") -> str | None:
    """What tmux answers; None where it refuses, does not answer, or is not there."""
    try:
        ended = subprocess.run(  # noqa: S603 - no shell, and nothing foreign among the arguments
            ("tmux", *arguments),  # noqa: S607 - the one that the person uses, wherever it is
            input=text.encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ended.stdout.decode(errors="replace") if ended.returncode == 0 else None
