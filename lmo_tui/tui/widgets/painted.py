"""Widgets that hold finished lines and send only what differs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widget import Widget

from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, changed, fit, line_width
from lmo_tui.tui.widgets.looks import Palette

_PLAIN: Mapping[int, Role] = {}
_Surroundings: TypeAlias = tuple[str, Color, int, tuple[type[LineFilter], ...]]


class Painted(Widget):
    """A widget whose content is lines of spans; text in them is never parsed as markup.

    It has a background but neither border nor padding: Textual's cache for those, and its cost, are left out.
    """

    ALLOW_SELECT: ClassVar[bool] = False

    caret: Offset | None = None
    """Where the terminal's own cursor belongs while this has the keys: screen readers and magnifiers follow it."""

    _lines: Sequence[Line] = ()
    _under: Mapping[int, Role] = _PLAIN
    _surroundings: _Surroundings | None = None
    _palette: Palette | None = None
    _filled: Size | None = None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: dict[int, Strip] = {}

    def paint(self, lines: Sequence[Line], under: Mapping[int, Role] = _PLAIN) -> None:
        """Show these lines; `under` gives the role of a whole line, say the cursor's. Only what differs is sent."""
        regions = list(self._differing(lines, under))
        self._lines, self._under = lines, under
        for region in regions:
            self._strips.pop(region.y, None)
        if regions and self.size == self._filled:
            self.refresh(*regions)

    def fill(self) -> None:
        """Paint what fits: called before the first line is drawn in a new size, so that the first frame is complete."""

    def on_hide(self) -> None:
        """Fill again when it is seen again: what it was told meanwhile had no width to be laid out in."""
        self._filled = None

    def _differing(self, lines: Sequence[Line], under: Mapping[int, Role]) -> Iterator[Region]:
        width, height = self.size
        for y, (old, new) in enumerate(zip_longest(self._lines, lines, fillvalue=NOTHING)):
            if y >= height:
                # Not on the screen, but it may be drawn already from when it was.
                self._strips.pop(y, None)
            elif self._under.get(y) is not under.get(y):
                yield Region(0, y, width, 1)
            elif old is not new and old != new:
                start, end = changed(old, new) or (0, 0) if line_width(old) == line_width(new) else (0, width)
                if start < min(end, width):
                    yield Region(start, y, min(end, width) - start, 1)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The part of the lines that Textual asks for."""
        if self._filled != self.size:
            self.fill()
            self._filled = self.size
        width = self.size.width
        filters = self.get_line_filters()
        # By type: an app may make its filters anew for each call, and none of them changes without the theme.
        surroundings = (self.app.theme, self.background_colors[1], width, tuple(type(each) for each in filters))
        if self._palette is None or self._surroundings != surroundings:
            self._surroundings = surroundings
            self._palette = Palette(self.app, surroundings[1])
            self._strips.clear()
        for y in crop.line_range:
            if y not in self._strips:
                line = self._lines[y] if y < len(self._lines) else NOTHING
                self._strips[y] = _strip(line, self._under.get(y), width, self._palette, filters)
        strips = [self._strips[y] for y in crop.line_range]
        start, end = crop.column_span
        return strips if (start, end) == (0, width) else [strip.crop(start, end) for strip in strips]

    def drawn(self, lines: Sequence[Line] | None = None) -> list[Strip]:
        """Every line as it is on the screen; or as these lines would be, which are not shown."""
        strips = self.render_lines(self.size.region)
        if lines is None or self._palette is None:
            return strips
        width, filters = self.size.width, self.get_line_filters()
        return [_strip(line, None, width, self._palette, filters) for line in lines]


def _strip(line: Line, under: Role | None, width: int, palette: Palette, filters: Sequence[LineFilter]) -> Strip:
    if line_width(line) != width:
        line = fit(line, width)
    segments = [Segment(text, palette.style(role, under)) for text, role in line]
    for each in filters:
        segments = each.apply(segments, palette.background)
    return Strip(segments, width)
