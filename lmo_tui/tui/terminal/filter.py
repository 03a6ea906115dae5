"""The last walls before the terminal: control characters that slipped through, and what it cannot show, end here."""

from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from lmo_tui.domain.fit import Colors, Fit
from lmo_tui.domain.text import FORBIDDEN
from lmo_tui.tui.render.ascii import to_ascii

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


class AsciiFilter(LineFilter):
    """Leaves nothing but ASCII in each line, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in ASCII."""
        del background
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(to_ascii(segment.text), segment.style, segment.control)
            for segment in segments
        ]


class NoColors(LineFilter):
    """Takes every color out, the terminal's own too, whose codes are colors; what was filled is reversed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with attributes only."""
        return [
            segment
            if segment.style is None
            else Segment(segment.text, _attributes(segment.style, background.rgb), segment.control)
            for segment in segments
        ]


@lru_cache(maxsize=1024)
def _attributes(style: Style, ground: tuple[int, int, int]) -> Style:
    """The attributes of a style; without colors, reverse is all that tells what stands on another ground."""
    behind = style.bgcolor
    filled = behind is not None and not behind.is_default and tuple(behind.get_truecolor()) != ground
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=bool(style.reverse) != filled or None,
        meta=style.meta or None,
    )


def walls(fit: Fit) -> tuple[LineFilter, ...]:
    """What every line passes last; made once, for Textual knows by them which lines it has filtered already."""
    colors = (NoColors(),) if fit.colors is Colors.NONE else ()
    return (ControlFilter(), *colors, *((AsciiFilter(),) if fit.ascii else ()))
