"""Widgets that hold finished lines and send only what differs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, changed, fit, line_width
from lmo_tui.tui.widgets.looks import Palette

_PLAIN: Mapping[int, Role] = {}


class Painted(Widget):
    """A widget whose content is lines of spans; text in them is never parsed as markup."""

    ALLOW_SELECT: ClassVar[bool] = False

    _lines: Sequence[Line] = ()
    _under: Mapping[int, Role] = _PLAIN
    _palette: tuple[str, Color, Palette] | None = None

    def paint(self, lines: Sequence[Line], under: Mapping[int, Role] = _PLAIN) -> None:
        """Show these lines; `under` gives the role of a whole line, say the cursor's. Equal cells are not sent."""
        regions = list(self._differing(lines, under))
        self._lines, self._under = lines, under
        if regions:
            self.refresh(*regions)

    def _differing(self, lines: Sequence[Line], under: Mapping[int, Role]) -> Iterator[Region]:
        width, height = self.size
        for y, (old, new) in enumerate(zip_longest(self._lines, lines, fillvalue=NOTHING)):
            if y >= height:
                return
            if self._under.get(y) is not under.get(y):
                yield Region(0, y, width, 1)
            elif old is not new:
                start, end = self._extent(old, new, width)
                if start < end:
                    yield Region(start, y, end - start, 1)

    def _extent(self, old: Line, new: Line, width: int) -> tuple[int, int]:
        if line_width(old) != line_width(new):
            return 0, width
        start, end = changed(old, new) or (0, 0)
        return start, min(end, width)

    def render_line(self, y: int) -> Strip:
        """The line at this height as Textual wants it."""
        width = self.size.width
        line = self._lines[y] if y < len(self._lines) else NOTHING
        if line_width(line) != width:
            line = fit(line, width)
        palette, under = self.palette, self._under.get(y)
        return Strip([Segment(text, palette.style(role, under)) for text, role in line], width)

    @property
    def palette(self) -> Palette:
        """The styles of the theme and the background that this widget has now."""
        theme, background = self.app.theme, self.background_colors[1]
        if self._palette is None or self._palette[:2] != (theme, background):
            self._palette = (theme, background, Palette(self.app, background))
        return self._palette[2]
