"""The columns of the list: those of the view that is open, or of all that have none of their own."""

from typing import TYPE_CHECKING

from lmo_tui.domain.columns import Columns, parse_columns
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.actions.views import Views
    from lmo_tui.tui.widgets.license_table import LicenseTable

USUAL = "usual"
"""What is typed to leave the columns to the width."""


class ColumnActions:
    """Chooses columns, and keeps them in the settings."""

    def __init__(self, stage: Stage, views: "Views", table: "LicenseTable") -> None:
        self._stage = stage
        self._views = views
        self._table = table
        self._service = stage.workbench.views

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"columns": self.choose}

    def choose(self, typed: str) -> None:
        """Show the columns that were typed, or ask."""
        if typed:
            try:
                words = typed.replace(",", " ").split()
                self._keep(() if words == [USUAL] else parse_columns(words))
            except BadEntryError as error:
                self._stage.say(str(error), "warning")
            return
        from lmo_tui.tui.dialogs.columns import ColumnsDialog

        columns = self._service.columns_of(self._views.view.name)
        self._stage.ask(ColumnsDialog(columns, self._table.size.width, self._table.set_columns), self._keep)

    def _keep(self, columns: Columns) -> None:
        self._table.set_columns(columns)
        self._stage.work(self._store(columns))

    async def _store(self, columns: Columns) -> None:
        await self._service.keep_columns(self._views.view.name, columns)
        self._views.shown()  # One that was built in is a view of one's own now.
