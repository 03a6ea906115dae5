"""Going to one license: by its name, or to the one under the cursor."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.ids import is_id, same_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.actions.features import open_features, open_matrix
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.actions.views import Views


class Going:
    """Leads the cursor, or the whole screen, to a license."""

    def __init__(self, stage: Stage, views: "Views", current: Callable[[], License | None]) -> None:
        self._stage = stage
        self._views = views
        self._current = current

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"go": self.go, "find": self.seek, "open": lambda _: self.open(), "params": lambda _: self.parameters()}

    def go(self, name: str) -> None:
        """Go to the license that was named, or ask which."""
        if name:
            if found := self.find(name):
                self._views.go(found)
            else:
                self._stage.say(f"No license here is called “{name}”.", "warning")
            return
        from lmo_tui.tui.dialogs.goto import GotoDialog

        self._stage.ask(GotoDialog(self.find), self._views.go)

    def seek(self, text: str) -> None:
        """Find the licenses that a text is about, or ask for the text; no key acts until they are found."""
        if not text.strip():
            from lmo_tui.tui.dialogs.ticket import TicketDialog

            self._stage.ask(TicketDialog(), self.seek)
            return
        self._stage.work_before_keys(self._seek(text))

    def open(self) -> None:
        """The whole license on a screen of its own."""
        from lmo_tui.tui.screens.license import LicenseScreen

        if license_ := self._current():
            screen = LicenseScreen(self._stage, license_, self.go, self._views.counts.get(Tab.ALL))
            self._stage.ask(screen, lambda _: None)

    def parameters(self) -> None:
        """The feature parameters of the license under the cursor."""
        if license_ := self._current():
            open_features(self._stage, license_)

    def compare(self, *, by_rows: bool) -> None:
        """The licenses of this view by the parameters of the package under the cursor."""
        if license_ := self._current():
            open_matrix(self._stage, self._views.view, license_, by_rows=by_rows)

    async def _seek(self, text: str) -> None:
        from lmo_tui.tui.dialogs.ticket import HitsDialog, why

        bench = self._stage.workbench
        hits = await bench.finder.find(text)
        if bench.search.is_worth_it(text, hits):
            self._stage.ask(HitsDialog(hits, lambda: bench.search.ask(text)), self._views.go)
        elif not hits:
            self._stage.say("No license is known that this could be about.", "warning")
        elif len(hits) == 1:
            self._views.go(hits[0].license)
            self._stage.say(f"{hits[0].license.name}: {why(hits[0])}")
        else:
            self._stage.ask(HitsDialog(hits), self._views.go)

    def find(self, name: str) -> License | None:
        """The license that a person named: an L-number, its digits, or the id of a license or an org."""
        name, desk = name.strip(), self._stage.workbench.desk
        if name.isascii() and name.isdigit() and len(name) < 10:
            name = f"L-{int(name):05}"
        if found := desk.named(name):
            return found
        if not is_id(name):
            return None
        if found := desk.get(name):
            return found
        of_org = desk.open(View(text=name), size=20).rows(0, 20)
        return next((row for row in of_org if same_id(row.org_id, name)), None)
