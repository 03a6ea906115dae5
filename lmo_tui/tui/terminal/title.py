"""The terminal's own title, so that a window list tells which org is open."""

from typing import Final

from lmo_tui.domain.text import clean

KEEP: Final = "\x1b[22;2t"
"""Asks the terminal to remember its present title (xterm's stack; others ignore it)."""
GIVE_BACK: Final = "\x1b[23;2t"
"""Asks for the remembered title again."""


def titled(text: str) -> str:
    """The sequence that sets the title; what others wrote cannot end it early."""
    return f"\x1b]2;{clean(text, 80)}\x07"
