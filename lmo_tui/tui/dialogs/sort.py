"""The columns to sort by."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from lmo_tui.domain.filters import Column, Sort
from lmo_tui.domain.filters.view import MOST_KEYS
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
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
    Column.VERDICT: "Verdict",
}

_SEVERAL: Final = "Space adds a column where the one before does not decide, again turns it, then takes it out."
_FULL: Final = f"A list is sorted by at most {MOST_KEYS} columns: Space on one of them turns it, then takes it out."


class SortDialog(ListDialog[Sort]):
    """Answers a sort: one column, turned if it sorts already, or those that were put together by Space."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "add", show=False)]

    def __init__(self, sort: Sort) -> None:
        super().__init__()
        self._before = self._sort = sort

    def title_line(self) -> Line:
        """What is chosen."""
        return sentence("Sort by", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The columns."""
        yield PickList(self._choices(), self._sort.column)
        yield Prose(sentence(_SEVERAL, Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Alone, several, out."""
        return (Hint("pick", "Enter", "sort"), Hint("add", "Space", "add"), Hint("cancel", "q", "cancel"))

    def action_add(self) -> None:
        """Put the column behind those that are chosen, turn it, or take it out."""
        found = self.query_one(PickList)
        if found.chosen is None:
            return
        sort = self._sort.also(Column(found.chosen.value))
        self.query_one("#note", Prose).say(sentence(_FULL if sort == self._sort else _SEVERAL, Role.DIM))
        self._sort = sort
        found.offer(self._choices(), found.chosen.value, still=True)

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Take what was put together, or this column alone."""
        several = self._sort != self._before
        self.dismiss(self._sort if several else self._sort.only(Column(event.choice.value)))

    def _choices(self) -> Sequence[Choice]:
        return [self._choice(column) for column in Column]

    def _choice(self, column: Column) -> Choice:
        place = self._sort.place(column)
        arrow = ""
        if place is not None:
            arrow = "↓" if self._sort.keys[place - 1][1] else "↑"
            if self._sort.then:
                arrow = f"{place} {arrow}"
            elif self._sort == self._before:
                arrow = f"{arrow} again turns it"
        return Choice(column, (Span(f" {fit_text(TITLES[column], 12)}"), Span(arrow, Role.DIM)))
