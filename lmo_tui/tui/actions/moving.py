"""Up and down, in the list or in the details, whichever has the keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lmo_tui.tui.actions import Actions

if TYPE_CHECKING:
    from lmo_tui.tui.actions.views import Views
    from lmo_tui.tui.widgets.detail_pane import DetailPane
    from lmo_tui.tui.widgets.license_table import LicenseTable
    from lmo_tui.tui.widgets.rows_table import RowsTable

FAR = 1_000_000
"""More lines than a detail has."""


class RowMoves:
    """Moves the cursor of a list whose rows are all there."""

    def __init__(self, table: "RowsTable[Any]") -> None:
        self._table = table

    @property
    def actions(self) -> Actions:
        """By command."""
        table = self._table
        return {
            "down": lambda _: table.move(1),
            "up": lambda _: table.move(-1),
            "pagedown": lambda _: table.move(table.page_rows),
            "pageup": lambda _: table.move(-table.page_rows),
            "first": lambda _: table.move(-FAR),
            "last": lambda _: table.move(FAR),
        }


class DetailMoves:
    """Scrolls the detail of a license."""

    def __init__(self, pane: "DetailPane") -> None:
        self._pane = pane

    @property
    def actions(self) -> Actions:
        """By command."""
        pane = self._pane
        return {
            "down": lambda _: pane.move(1),
            "up": lambda _: pane.move(-1),
            "pagedown": lambda _: pane.page(1),
            "pageup": lambda _: pane.page(-1),
            "first": lambda _: pane.move(-FAR),
            "last": lambda _: pane.move(FAR),
        }


class TableMoves:
    """Moves the cursor of the list; beyond the rows that are known it waits for the rest."""

    def __init__(self, table: "LicenseTable", views: "Views") -> None:
        self._table = table
        self._views = views

    @property
    def actions(self) -> Actions:
        """By command."""
        table = self._table
        return {
            "down": self._once_sure(lambda: table.move(1), 1),
            "up": self._once_sure(lambda: table.move(-1), -1),
            "pagedown": self._once_sure(lambda: table.page(1), 2 * table.page_rows),
            "pageup": self._once_sure(lambda: table.page(-1), -2 * table.page_rows),
            "first": self._once_sure(lambda: table.to_index(0), -FAR),
            "last": self._once_sure(lambda: table.to_index(table.count - 1), FAR),
        }

    def _once_sure(self, move: Callable[[], None], rows: int) -> Callable[[str], None]:
        return lambda _: self._views.sure.when_sure(move, rows=rows)
