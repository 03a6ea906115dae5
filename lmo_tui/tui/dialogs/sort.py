"""The column to sort by."""

from collections.abc import Iterable
from typing import Final

from textual import on
from textual.widget import Widget

from lmo_tui.domain.filters import Column, Sort
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import sentence
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text

TITLES: Final = {
    Column.NAME: "License",
    Column.STATUS: "Status",
    Column.CUSTOMER: "Customer",
    Column.PACKAGE: "Package",
    Column.VERSION: "Version",
    Column.SEATS: "Seats",
    Column.EXPIRES: "Expires",
    Column.ORG: "Org",
    Column.EDITION: "Edition",
    Column.SANDBOX: "Sandbox",
}


class SortDialog(ListDialog[str]):
    """Answers a column; the one that sorts already is chosen again to turn it."""

    def __init__(self, sort: Sort) -> None:
        super().__init__()
        self._sort = sort

    def title_line(self) -> Line:
        """What is chosen."""
        return sentence("Sort by", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The columns."""
        yield PickList([self._choice(column) for column in Column], self._sort.column)

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Take the column."""
        self.dismiss(event.choice.value)

    def _choice(self, column: Column) -> Choice:
        arrow = ""
        if column is self._sort.column:
            arrow = "↓ again turns it" if self._sort.descending else "↑ again turns it"
        return Choice(column, (Span(f" {fit_text(TITLES[column], 12)}"), Span(arrow, Role.DIM)))
