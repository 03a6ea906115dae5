"""Marks in the matrix: a column is then filled for those that are marked."""

from collections.abc import Callable, KeysView
from typing import TYPE_CHECKING

from lmo_tui.domain.ids import short_id
from lmo_tui.tui.actions import Actions

if TYPE_CHECKING:
    from lmo_tui.tui.widgets.matrix_table import MatrixTable


class RowMarks:
    """Which licenses are marked, whatever columns are shown."""

    def __init__(self, table: "MatrixTable", shown: Callable[[], None]) -> None:
        self._table = table
        self._shown = shown
        self._marks: dict[str, None] = {}

    @property
    def ids(self) -> KeysView[str]:
        """The 15-character ids, in the order in which they were marked."""
        return self._marks.keys()

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"markrow": lambda _: self.toggle(), "unmark": lambda _: self.clear()}

    def toggle(self) -> None:
        """Mark the license under the cursor, or no longer, and go on to the next."""
        if (license_ := self._table.cursor_license) is None:
            return
        key = short_id(license_.id)
        if key in self._marks:
            del self._marks[key]
        else:
            self._marks[key] = None
        self._table.mark(self._marks.keys())
        self._table.move(1)
        self._shown()

    def clear(self) -> None:
        """Mark none."""
        self._marks.clear()
        self._table.mark(self._marks.keys())
        self._shown()
