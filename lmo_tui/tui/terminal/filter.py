"""The last wall before the terminal: a control character that slipped through everything else is dropped here."""

from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from lmo_tui.domain.text import FORBIDDEN

_DROPPED: Final = dict.fromkeys(FORBIDDEN)
"""`clean` shows controls as pictures; here nothing foreign should be left, so what is left just goes."""


class ControlFilter(LineFilter):
    """Takes every code point that `domain.text.clean` forbids out of each line that widgets render."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without control, bidi and invisible characters."""
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(segment.text.translate(_DROPPED), segment.style)
            for segment in segments
        ]
