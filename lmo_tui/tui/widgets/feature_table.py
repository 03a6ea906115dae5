"""The feature parameters of a license: only the rows on the screen are drawn."""

from collections.abc import Callable, Sequence

from textual import events

from lmo_tui.domain.features import Feature
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, crop, fit, joined
from lmo_tui.tui.widgets.painted import Painted

_MARK = "▌"
_WHEEL = 3


class FeatureTable(Painted, can_focus=True):
    """Rows with a cursor that stays on its parameter when values change; it has no keys of its own."""

    def __init__(
        self,
        header: Callable[[int], Line],
        line: Callable[[Feature, int], Line],
        follow: Callable[[Feature | None], None],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._header = header
        self._line = line
        self._follow = follow
        self._features: Sequence[Feature] = ()
        self._empty = ""
        self._index = 0
        self._top = 0

    def show(self, features: Sequence[Feature], *, empty: str = "") -> None:
        """Show these, or the sentence `empty`; the cursor stays on its parameter."""
        chosen = self.cursor_feature
        self._features, self._empty = features, empty
        if chosen is not None:
            places = (place for place, each in enumerate(features) if each.parameter.id == chosen.parameter.id)
            self._index = next(places, min(self._index, max(len(features) - 1, 0)))
        self._settle()

    @property
    def page_rows(self) -> int:
        """Rows that fit below the header."""
        return max(self.size.height - 1, 1)

    @property
    def cursor_feature(self) -> Feature | None:
        """The parameter under the cursor."""
        return self._features[self._index] if self._index < len(self._features) else None

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows, not beyond the ends."""
        self._index = min(max(self._index + rows, 0), max(len(self._features) - 1, 0))
        self._settle()

    def fill(self) -> None:
        """Lay the columns out anew, with the cursor in sight."""
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the cursor is the one that keys move."""
        super().watch_has_focus(has_focus)
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Select the row."""
        event.stop()
        if event.y:
            self.move(self._top + event.y - 1 - self._index)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor down."""
        event.stop()
        self.move(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor up."""
        event.stop()
        self.move(-_WHEEL)

    def _settle(self) -> None:
        self._draw()
        self._follow(self.cursor_feature)

    def _draw(self) -> None:
        width, height = self.size.width, self.page_rows
        if not width:
            return
        if not self._top <= self._index < self._top + height:
            self._top = self._index - height + 1 if self._index >= self._top + height else self._index
        self._top = min(max(self._top, 0), max(len(self._features) - height, 0))
        lines = [self._header(width)]
        if not self._features:
            self.paint([*lines, NOTHING, fit((Span(f" {self._empty}", Role.DIM),), width)])
            return
        lines += (self._line(each, width) for each in self._features[self._top : self._top + height])
        cursor = 1 + self._index - self._top
        lines[cursor] = _with_cursor(lines[cursor], width)
        self.paint(lines, {cursor: Role.CURSOR if self.has_focus else Role.CURSOR_BLURRED})


def _with_cursor(line: Line, width: int) -> Line:
    rest = (Span(text, Role.TEXT if role is Role.DIM else role) for text, role in crop(line, 1, width))
    return joined((Span(_MARK), *rest))
