"""A list of rows that are there as a whole: only those on the screen are drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from textual import events
from textual.geometry import Offset
from textual.message import Message

from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, crop, fit, joined
from lmo_tui.tui.widgets.painted import Painted

_MARK = "▌"
_WHEEL = 3


Row = TypeVar("Row")
Shown_contra = TypeVar("Shown_contra", contravariant=True)


class Look(Protocol[Shown_contra]):
    """How rows look, and by what one is known when others come."""

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        ...

    def line(self, place: int, row: Shown_contra, width: int) -> Line:
        """One row."""
        ...

    def key(self, row: Shown_contra) -> str:
        """What stays the same of a row."""
        ...


class RowsTable(Painted, Generic[Row], can_focus=True):
    """Rows with a cursor that stays on its row when others come; it has no keys of its own."""

    @dataclass
    class Activated(Message):
        """The row under the cursor was clicked once more."""

    def __init__(self, look: Look[Row], follow: Callable[[Row | None], None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._follow = follow
        self._rows: Sequence[Row] = ()
        self._empty = ""
        self._index = 0
        self._top = 0

    def show(self, rows: Sequence[Row], *, empty: str = "") -> None:
        """Show these; the cursor stays on its row, or on the first one if it was there."""
        chosen = self.cursor_row
        self._rows, self._empty = rows, empty
        if chosen is not None and self._index:
            places = (place for place, row in enumerate(rows) if self._look.key(row) == self._look.key(chosen))
            self._index = next(places, min(self._index, max(len(rows) - 1, 0)))
        self._settle()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def cursor_place(self) -> int:
        """The place of the cursor, from 0."""
        return self._index

    @property
    def page_rows(self) -> int:
        """Rows that fit below the header."""
        return max(self.size.height - 1, 1)

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._index] if self._index < len(self._rows) else None

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows, not beyond the ends."""
        self._index = min(max(self._index + rows, 0), max(len(self._rows) - 1, 0))
        self._settle()

    def fill(self) -> None:
        """Lay the columns out anew, with the cursor in sight."""
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the cursor is the one that keys move."""
        super().watch_has_focus(has_focus)
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Select the row; the row that is selected already is activated."""
        event.stop()
        place = self._top + event.y - 1
        if event.y == 0 or place >= len(self._rows):
            return
        if place == self._index:
            self.post_message(self.Activated())
        else:
            self.move(place - self._index)

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
        self._follow(self.cursor_row)

    def _draw(self) -> None:
        width, height = self.size.width, self.page_rows
        if not width:
            return
        if not self._top <= self._index < self._top + height:
            self._top = self._index - height + 1 if self._index >= self._top + height else self._index
        self._top = min(max(self._top, 0), max(len(self._rows) - height, 0))
        lines = [self._look.header(width)]
        if not self._rows:
            lines += [NOTHING, fit((Span(f" {self._empty}", Role.DIM),), width)]
        places = range(self._top, min(self._top + height, len(self._rows)))
        lines += (self._look.line(place, self._rows[place], width) for place in places)
        if not self._rows:
            self.paint(lines)
            return
        cursor = 1 + self._index - self._top
        self.caret = Offset(0, cursor)
        lines[cursor] = _with_cursor(lines[cursor], width)
        self.paint(lines, {cursor: Role.CURSOR if self.has_focus else Role.CURSOR_BLURRED})


def _with_cursor(line: Line, width: int) -> Line:
    rest = (Span(text, Role.TEXT if role is Role.DIM else role) for text, role in crop(line, 1, width))
    return joined((Span(_MARK), *rest))
