"""The list of licenses: only the rows on the screen are read and drawn."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from textual import events
from textual.geometry import Offset
from textual.message import Message

from lmo_tui.domain.columns import Columns
from lmo_tui.domain.filters import Column, Sort
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.columns import MARGIN, column_at, header_line
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, crop, fit, joined
from lmo_tui.tui.widgets.drawn_rows import DrawnRows
from lmo_tui.tui.widgets.painted import Painted
from lmo_tui.tui.widgets.window import Rows, RowWindow

_MARK, _MARKED = "▌", "◆"
_WHEEL = 3


class LicenseTable(Painted, can_focus=True):
    """Rows of a view with a cursor that stays on its license through sorting, filtering and loading.

    It has no keys of its own: commands belong to the screen. A mouse selects, activates and scrolls. What should change
    with the cursor in the same frame is done by `follow`, which is called at once; `Highlighted` comes a frame later.
    """

    @dataclass
    class Highlighted(Message):
        """The cursor is on another license, or its license has other values."""

        license: License | None

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, LicenseTable.Highlighted)

    @dataclass
    class Activated(Message):
        """The license under the cursor was clicked once more."""

        license: License

    @dataclass
    class SortAsked(Message):
        """The title of a column was clicked."""

        column: Column

    def __init__(
        self,
        today: Callable[[], date],
        *,
        follow: Callable[[License | None], None] | None = None,
        by_rows: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._follow = follow
        self._by_rows = by_rows
        self._window: RowWindow | None = None
        self._top = 0
        self._index = 0
        self._wanted: str | None = None
        self._announced: License | None = None
        self._empty = ""
        self._rows = DrawnRows(today)

    @property
    def columns(self) -> Columns:
        """Those that are shown; without any, those that the width has room for."""
        return self._rows.columns

    def set_columns(self, columns: Columns) -> None:
        """Show these columns, or without any those that the width has room for."""
        if self._rows.choose(columns):
            self._draw()

    def show(self, listing: Rows, *, keep: str | None = None, empty: str = "", above: int | None = None) -> None:
        """Show a view; the cursor goes to license `keep`, or stays on its own wherever that is now.

        `empty` is the sentence for a view without licenses; `above`, how many rows shall be above the cursor.
        """
        before = self._window
        self._window = RowWindow(listing)
        self._empty = empty
        self._rows.forget()
        self._wanted = keep or self._wanted
        found = self._window.place_of(self._wanted) if self._wanted else None
        on_screen = self._index - self._top if above is None else above
        if found is not None:
            self._index = found
        elif before is None or before.listing.view != listing.view:
            self._index = 0
        self._index = self._clamp(self._index)
        self._top = self._index - on_screen
        self._settle()

    def on_screen(self) -> tuple[int, tuple[License, ...]]:
        """The place of the first row on the screen, and all that are there."""
        places = range(self._top, min(self._top + self.page_rows, self.count))
        rows = (self._row(place) for place in places)
        return self._top, tuple(row for row in rows if row is not None)

    @property
    def count(self) -> int:
        """How many rows are known."""
        return self._window.count if self._window else 0

    @property
    def page_rows(self) -> int:
        """Rows that fit below the header."""
        return max(self.size.height - 1, 1)

    @property
    def cursor_index(self) -> int:
        """The place of the cursor in the view, from 0."""
        return self._index

    @property
    def cursor_license(self) -> License | None:
        """The license under the cursor."""
        return self._row(self._index)

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        self.to_index(self._index + rows)

    def page(self, pages: int) -> None:
        """Move by whole screens; the cursor keeps its height on the screen."""
        rows = pages * self.page_rows
        self._top += rows
        self.to_index(self._index + rows)

    def to_index(self, index: int) -> None:
        """Put the cursor on a row, or on the nearest there is."""
        self._index = self._clamp(index)
        if license_ := self.cursor_license:
            self._wanted = license_.id
        self._settle(keep_wanted=True)

    def to_license(self, license_id: str) -> bool:
        """Put the cursor on a license; False if the view does not hold it."""
        found = self._window.place_of(license_id) if self._window else None
        if found is None:
            return False
        self.to_index(found)
        return True

    def mark(self, pending: Mapping[str, str], changed: Set[str], marked: Set[str] = frozenset()) -> None:
        """Say of licenses, by their 15-character ids, what is about to happen, and that they changed or are marked."""
        if self._rows.mark(pending, changed, marked):
            self._draw()

    def repaint(self, license_ids: Iterable[str] | None = None) -> None:
        """Read rows again that changed in the store, these or all; the order stays as it was opened."""
        if self._window:
            self._window.forget(license_ids)
        self._rows.forget()
        self._settle(keep_wanted=True)

    def _row(self, place: int) -> License | None:
        return self._window.row(place, self.page_rows) if self._window else None

    def _clamp(self, index: int) -> int:
        return min(max(index, 0), max(self.count - 1, 0))

    def _settle(self, *, keep_wanted: bool = False) -> None:
        """Scroll to the cursor, draw, and tell who listens."""
        self._scroll()
        license_ = self.cursor_license
        if not keep_wanted and self._window and self._window.settled:
            self._wanted = license_.id if license_ else None
        self._draw()
        if license_ != self._announced:
            self._announced = license_
            if self._follow:
                self._follow(license_)
            self.post_message(self.Highlighted(license_))

    def _scroll(self) -> None:
        if not self.size.height:  # Before the first layout; `fill` scrolls when there is room.
            return
        height = self.page_rows
        if not self._top <= self._index < self._top + height:
            # Where the terminal does not move rows itself, by a third: by one, every row is sent again for each key.
            jump = 0 if self._by_rows else height // 3
            below = self._index >= self._top + height
            self._top = self._index - height + 1 + jump if below else self._index - jump
        self._top = min(max(self._top, 0), max(self.count - height, 0))

    def _draw(self) -> None:
        width = self.size.width
        if not width:
            return
        sort = self._window.listing.view.sort if self._window else Sort()
        lines = [header_line(width, sort, self.columns)]
        if not self.count:
            lines += [NOTHING, fit((Span(f" {self._empty}", Role.DIM),), width)]
        places = range(self._top, min(self._top + self.page_rows, self.count))
        lines += (self._rows.line(place, self._row, width) for place in places)
        cursor = 1 + self._index - self._top
        self.caret = Offset(0, cursor)
        if not self.count or not 0 < cursor < len(lines):
            self.paint(lines)
            return
        lines[cursor] = _with_cursor(lines[cursor], width, self._rows.is_marked(self.cursor_license))
        self.paint(lines, {cursor: Role.CURSOR if self.has_focus else Role.CURSOR_BLURRED})

    def fill(self) -> None:
        """Lay the columns out anew, with the cursor in sight."""
        self._rows.forget()
        self._scroll()
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the cursor is the one that keys move."""
        super().watch_has_focus(has_focus)
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Select the row; the row that is selected already is activated."""
        event.stop()
        if event.y == 0:
            if column := column_at(self.size.width, event.x, self.columns):
                self.post_message(self.SortAsked(column))
            return
        place = self._top + event.y - 1
        row = self._row(place)
        if row is None:
            return
        if place == self._index and self._announced and same_id(row.id, self._announced.id):
            self.post_message(self.Activated(row))
        else:
            self.to_index(place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor down: what is selected is always on the screen."""
        event.stop()
        self.move(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor up."""
        event.stop()
        self.move(-_WHEEL)


def _with_cursor(line: Line, width: int, marked: bool) -> Line:
    """The row with its mark; what is quiet elsewhere is plain here, which also saves changes of style."""
    rest = (Span(text, Role.TEXT if role is Role.DIM else role) for text, role in crop(line, MARGIN, width))
    return joined((Span(_MARKED if marked else _MARK), *rest))
