"""By which columns the list is sorted."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import Sort, parse_sort
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.actions.views import Views


class Sorting:
    """Sorts by what is typed or chosen."""

    def __init__(self, stage: Stage, views: "Views") -> None:
        self._stage = stage
        self._views = views

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"sort": self.sort}

    def sort(self, typed: str) -> None:
        """Sort by the columns named; one alone is turned if it sorts already; without a name, ask."""
        if typed:
            try:
                sort = parse_sort(typed)
            except BadEntryError as error:
                self._stage.say(str(error), "warning")
                return
            self._by(self._views.view.sort.only(sort.column) if typed.isalpha() else sort)
            return
        from lmo_tui.tui.dialogs.sort import SortDialog

        self._stage.ask(SortDialog(self._views.view.sort), self._by)

    def _by(self, sort: Sort) -> None:
        self._views.open(replace(self._views.view, sort=sort))
