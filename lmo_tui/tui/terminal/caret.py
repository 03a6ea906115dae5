"""The terminal's own cursor: it stands where the keys act, for screen readers, magnifiers and braille lines."""

from collections.abc import Mapping
from typing import Any, Final

from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input

from lmo_tui.tui.widgets.painted import Painted

_NO_SHAPES: Final = ("linux", "vt", "screen", "ansi", "cons25", "sun")
"""Terminals that might write the end of the sequence for shapes on the screen; tmux goes by `screen` as well."""


def caret(screen: Screen[Any]) -> Offset | None:
    """Where it belongs: on the row or the letter that has the keys, or else where the dialog begins; None as it is."""
    focused = screen.focused
    if isinstance(focused, Painted):
        return None if focused.caret is None else focused.region.offset + focused.caret
    if isinstance(focused, Input):
        at_end = focused.cursor_position == len(focused.value)  # There Textual 8.2.8 tells one cell too many.
        return focused.cursor_screen_offset - Offset(int(at_end), 0)
    panel = next(iter(screen.children), None)
    return panel.region.offset if panel is not None and screen.is_modal else None


def shown(environment: Mapping[str, str]) -> str:
    """Shows the cursor as a line below its cell, which neither blinks nor covers what is selected."""
    return "\x1b[?25h" + ("\x1b[4 q" if _has_shapes(environment) else "")


def as_before(environment: Mapping[str, str]) -> str:
    """Gives it the shape that the person is used to."""
    return "\x1b[0 q" if _has_shapes(environment) else ""


def _has_shapes(environment: Mapping[str, str]) -> bool:
    return not environment.get("TERM", "").startswith(_NO_SHAPES)
