"""Rows of the list as they look, each drawn once as long as nothing about it changes."""

from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Final

from lmo_tui.domain.columns import Columns
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.columns import Sign, row_line
from lmo_tui.tui.render.spans import NOTHING, Line

_MOST: Final = 500
"""Rows that are kept."""


class DrawnRows:
    """Draws licenses in the columns that are chosen, with what is said of each."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.columns: Columns = ()
        self._today = today
        self._pending: Mapping[str, str] = {}
        self._changed: Set[str] = frozenset()
        self._marked: Set[str] = frozenset()
        self._drawn: dict[int, Line] = {}

    def choose(self, columns: Columns) -> bool:
        """Draw these columns from here on; whether they are others."""
        if columns == self.columns:
            return False
        self.columns = columns
        self.forget()
        return True

    def mark(self, pending: Mapping[str, str], changed: Set[str], marked: Set[str] = frozenset()) -> bool:
        """Say this of licenses, by their 15-character ids; whether it is anything new."""
        if pending == self._pending and changed == self._changed and marked == self._marked:
            return False
        self._pending, self._changed, self._marked = dict(pending), frozenset(changed), frozenset(marked)
        self.forget()
        return True

    def is_marked(self, license_: License | None) -> bool:
        """Whether the license is marked."""
        return license_ is not None and short_id(license_.id) in self._marked

    def forget(self) -> None:
        """Draw every row anew: other licenses, another width, or other values."""
        self._drawn.clear()

    def line(self, place: int, license_: Callable[[int], License | None], width: int) -> Line:
        """The row at this place, of the `license_` that is there; nothing where there is none."""
        if place not in self._drawn:
            if len(self._drawn) > _MOST:
                self.forget()
            found = license_(place)
            self._drawn[place] = self._row(found, width) if found else NOTHING
        return self._drawn[place]

    def _row(self, license_: License, width: int) -> Line:
        key = short_id(license_.id)
        sign = Sign.MARKED if key in self._marked else Sign.CHANGED if key in self._changed else Sign.NONE
        return row_line(license_, self._today(), width, self.columns, pending=self._pending.get(key), sign=sign)
