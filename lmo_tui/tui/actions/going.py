"""Going to one license: by its name, or to the one under the cursor."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lmo_tui.domain.filters import Tab
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions import Actions
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
        return {"go": self.go, "open": lambda _: self.open()}

    def go(self, name: str) -> None:
        """Go to the license that was named, or ask which."""
        if name:
            if found := self._views.find(name):
                self._views.go(found)
            else:
                self._stage.say(f"No license here is called “{name}”.", "warning")
            return
        from lmo_tui.tui.dialogs.goto import GotoDialog

        self._stage.ask(GotoDialog(self._views.find), self._views.go)

    def open(self) -> None:
        """The whole license on a screen of its own."""
        from lmo_tui.tui.screens.license import LicenseScreen

        if license_ := self._current():
            screen = LicenseScreen(self._stage, license_, self.go, self._views.counts.get(Tab.ALL))
            self._stage.ask(screen, lambda _: None)
