"""Licenses by parameters: only what is on the screen is read and drawn, in both directions."""

from collections.abc import Callable, Mapping, Sequence, Set

from textual import events
from textual.geometry import Offset

from lmo_tui.domain.feature_counts import Tally
from lmo_tui.domain.features import Feature, FeatureParameter, FeatureValue
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.matrix import CELL_MARK, HEAD_ROWS, Values, columns_in, matrix_head, matrix_row
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, cells, fit, text_of
from lmo_tui.tui.widgets.painted import Painted
from lmo_tui.tui.widgets.window import Rows, RowWindow

_WHEEL = 3
_MOST_ROWS = 2_000
"""Rows of cells that are kept."""

Read = Callable[[Sequence[str], Sequence[FeatureParameter]], Values]


class MatrixTable(Painted, can_focus=True):
    """A cursor on a cell; the first column stays where it is. It has no keys of its own."""

    def __init__(
        self,
        read: Read,
        follow: Callable[[License | None, Feature | None], None],
        *,
        by_rows: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._read = read
        self._follow = follow
        self._by_rows = by_rows
        self._window: RowWindow | None = None
        self._parameters: Sequence[FeatureParameter] = ()
        self._tallies: Mapping[str, Tally] = {}
        self._empty = ""
        self._marked: frozenset[str] = frozenset()
        self._row, self._column = 0, 0
        self._top, self._left = 0, 0
        self._values: dict[tuple[str, str], FeatureValue] = {}
        self._known: set[tuple[str, int, int]] = set()
        """The licenses of which the cells from a column on are read, and how many of them."""
        self._drawn: dict[int, Line] = {}

    def show(self, listing: Rows, *, keep: str | None = None, empty: str = "") -> None:
        """Show the licenses of a view; the cursor stays on its license, or goes to `keep`."""
        wanted = keep or (self.cursor_license.id if self.cursor_license else None)
        self._window, self._empty = RowWindow(listing), empty
        found = self._window.place_of(wanted) if wanted else None
        self._row = self._row if found is None else found
        self._drawn.clear()
        self._settle()

    def show_columns(self, parameters: Sequence[FeatureParameter]) -> None:
        """Show these parameters; the cursor stays on its own if it is among them."""
        chosen = self.cursor_parameter
        self._parameters = parameters
        places = (place for place, each in enumerate(parameters) if chosen is not None and each.id == chosen.id)
        self._column = next(places, 0)
        self.forget()

    def show_tallies(self, tallies: Mapping[str, Tally]) -> None:
        """Show what is counted, at the head."""
        self._tallies = tallies
        self._draw()

    def mark(self, marked: Set[str]) -> None:
        """Show which licenses are marked, by their 15-character ids."""
        self._marked = frozenset(marked)
        self._drawn.clear()
        self._draw()

    def forget(self) -> None:
        """Read every cell anew: the store holds other values."""
        self._values.clear()
        self._known.clear()
        if self._window:
            self._window.forget()
        self._drawn.clear()
        self._settle()

    @property
    def page_rows(self) -> int:
        """Rows that fit below the head."""
        return max(self.size.height - HEAD_ROWS, 1)

    @property
    def cursor_license(self) -> License | None:
        """The license under the cursor."""
        return self._window.row(self._row, self.page_rows) if self._window else None

    @property
    def cursor_parameter(self) -> FeatureParameter | None:
        """The parameter under the cursor."""
        return self._parameters[self._column] if self._column < len(self._parameters) else None

    @property
    def cursor_feature(self) -> Feature | None:
        """The cell under the cursor."""
        license_, parameter = self.cursor_license, self.cursor_parameter
        if license_ is None or parameter is None:
            return None
        self._read_cells([self._row])
        return Feature(parameter, self._values.get((short_id(license_.id), short_id(parameter.id))))

    def move(self, rows: int, columns: int = 0) -> None:
        """Move the cursor, not beyond the ends."""
        self._row += rows
        self._column += columns
        self._settle()

    def fill(self) -> None:
        """Lay the columns out anew, with the cursor in sight."""
        self._drawn.clear()
        self._scroll()
        self._draw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor down."""
        event.stop()
        self.move(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor up."""
        event.stop()
        self.move(-_WHEEL)

    def _settle(self) -> None:
        count = self._window.count if self._window else 0
        self._row = min(max(self._row, 0), max(count - 1, 0))
        self._column = min(max(self._column, 0), max(len(self._parameters) - 1, 0))
        self._scroll()
        self._draw()
        self._follow(self.cursor_license, self.cursor_feature)

    def _scroll(self) -> None:
        if not self.size.height:
            return
        height, count = self.page_rows, self._window.count if self._window else 0
        if not self._top <= self._row < self._top + height:
            jump = 0 if self._by_rows else height // 3
            below = self._row >= self._top + height
            self._top = self._row - height + 1 + jump if below else self._row - jump
        self._top = min(max(self._top, 0), max(count - height, 0))
        wide = columns_in(self.size.width)
        # By whole screens: every cell is sent again, whether one column is new or all.
        left = self._column - self._column % wide
        left = min(left, max(len(self._parameters) - wide, 0))
        if left != self._left:
            self._left = left
            self._drawn.clear()

    @property
    def _shown(self) -> Sequence[FeatureParameter]:
        return self._parameters[self._left : self._left + columns_in(self.size.width)]

    def _draw(self) -> None:
        width = self.size.width
        if not width:
            return
        shown = self._shown
        lines = matrix_head(shown, self._tallies, self._column - self._left if shown else None, width)
        if not shown or self._window is None or not self._window.count:
            self.paint([*lines, NOTHING, fit((Span(f" {self._empty}", Role.DIM),), width)])
            return
        places = range(self._top, min(self._top + self.page_rows, self._window.count))
        self._read_cells(places)
        lines += (self._line(place, width) for place in places)
        here = HEAD_ROWS + self._row - self._top
        before = text_of(lines[here]).rpartition(CELL_MARK)[0] if here < len(lines) else ""
        self.caret = Offset(cells(before), here)
        self.paint(lines)

    def _line(self, place: int, width: int) -> Line:
        row = self._window.row(place, self.page_rows) if self._window else None
        if row is None:
            return NOTHING
        marked = short_id(row.id) in self._marked
        if place == self._row:
            return matrix_row(row, self._shown, self._values, width, cursor=self._column - self._left, marked=marked)
        if place not in self._drawn:
            if len(self._drawn) > _MOST_ROWS:
                self._drawn.clear()
            self._drawn[place] = matrix_row(row, self._shown, self._values, width, marked=marked)
        return self._drawn[place]

    def _read_cells(self, places: Sequence[int]) -> None:
        """Read what is not known yet of these rows; of those that scroll in, one by one."""
        rows = [self._window.row(place, self.page_rows) for place in places] if self._window else []
        shown = self._shown
        part = (self._left, len(shown))
        missing = [row.id for row in rows if row and (short_id(row.id), *part) not in self._known]
        if not missing:
            return
        if len(self._known) > _MOST_ROWS:
            self._known.clear()
            self._values.clear()
            missing = [row.id for row in rows if row]
        self._values |= self._read(missing, shown)
        self._known |= {(short_id(each), *part) for each in missing}
