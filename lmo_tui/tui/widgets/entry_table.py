"""The list of the journal's entries: only the rows on the screen are drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from lmo_tui.domain.journal import JournalEntry
from lmo_tui.tui.render.journal import entry_line, journal_header
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, crop, fit, joined
from lmo_tui.tui.widgets.painted import Painted

_MARK = "▌"
_WHEEL = 3


class EntryTable(Painted, can_focus=True):
    """Rows with a cursor that stays on its entry when others come; it has no keys of its own."""

    @dataclass
    class Activated(Message):
        """The entry under the cursor was clicked once more."""

        entry: JournalEntry

    def __init__(self, follow: Callable[[JournalEntry | None], None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._follow = follow
        self._entries: Sequence[JournalEntry] = ()
        self._empty = ""
        self._index = 0
        self._top = 0

    def show(self, entries: Sequence[JournalEntry], *, empty: str = "") -> None:
        """Show these, newest first; the cursor stays on its entry, or on the first row if it was there."""
        chosen = self.cursor_entry
        self._entries, self._empty = entries, empty
        if chosen is not None and self._index:
            places = (place for place, entry in enumerate(entries) if entry.id == chosen.id)
            self._index = next(places, min(self._index, max(len(entries) - 1, 0)))
        self._settle()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._entries)

    @property
    def page_rows(self) -> int:
        """Rows that fit below the header."""
        return max(self.size.height - 1, 1)

    @property
    def cursor_entry(self) -> JournalEntry | None:
        """The entry under the cursor."""
        return self._entries[self._index] if self._index < len(self._entries) else None

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows, not beyond the ends."""
        self._index = min(max(self._index + rows, 0), max(len(self._entries) - 1, 0))
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
        if event.y == 0 or place >= len(self._entries):
            return
        if place == self._index:
            self.post_message(self.Activated(self._entries[place]))
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
        self._follow(self.cursor_entry)

    def _draw(self) -> None:
        width, height = self.size.width, self.page_rows
        if not width:
            return
        if not self._top <= self._index < self._top + height:
            self._top = self._index - height + 1 if self._index >= self._top + height else self._index
        self._top = min(max(self._top, 0), max(len(self._entries) - height, 0))
        lines = [journal_header(width)]
        if not self._entries:
            lines += [NOTHING, fit((Span(f" {self._empty}", Role.DIM),), width)]
        lines += (entry_line(entry, width) for entry in self._entries[self._top : self._top + height])
        if not self._entries:
            self.paint(lines)
            return
        cursor = 1 + self._index - self._top
        lines[cursor] = _with_cursor(lines[cursor], width)
        self.paint(lines, {cursor: Role.CURSOR if self.has_focus else Role.CURSOR_BLURRED})


def _with_cursor(line: Line, width: int) -> Line:
    rest = (Span(text, Role.TEXT if role is Role.DIM else role) for text, role in crop(line, 1, width))
    return joined((Span(_MARK), *rest))
