"""Lines of styled text as the fewest plain sequences that draw them."""

from collections.abc import Iterable

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from lmo_tui.tui.terminal.pen import change, erasable, on_background


class Pen:
    """Draws line after line; it starts, and ends each `line`, as after a reset."""

    def __init__(self, colors: ColorSystem | None) -> None:
        self._colors = colors

    def line(self, y: int, segments: Iterable[Segment]) -> str:
        """The sequences that draw a line on row `y`, from 0."""
        written = [f"\x1b[{y + 1};1H"]
        now = ""
        for text, style, _control in segments:
            codes = self._codes(style)
            if text.isspace() and erasable(codes) and erasable(now):  # Of a blank only the background is seen.
                codes = on_background(now, codes)
            written += (change(now, codes), text)
            now = codes
        written.append(change(now, ""))
        return "".join(written)

    def _codes(self, style: Style | None) -> str:
        if style is None or self._colors is None:
            return ""
        return style._ansi or style._make_ansi_codes(self._colors)
