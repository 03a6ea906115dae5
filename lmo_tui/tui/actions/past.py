"""Going into the past of a license."""

from collections.abc import Callable

from lmo_tui.domain.licenses import License
from lmo_tui.domain.past import end_of
from lmo_tui.domain.timeline import Timeline
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.stage import Stage


class PastActions:
    """What the past of the license that `current` gives is asked for with."""

    def __init__(self, stage: Stage, current: Callable[[], License | None]) -> None:
        self._stage = stage
        self._current = current

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"timeline": lambda _: self.timeline(), "asof": self.as_of}

    def timeline(self) -> None:
        """Show all that happened to it."""
        from lmo_tui.tui.screens.timeline import TimelineScreen

        if license_ := self._current():
            self._stage.ask(TimelineScreen(self._stage, license_), lambda _: None)

    def as_of(self, words: str) -> None:
        """Show what it was at the end of the day that was typed."""
        if license_ := self._current():
            self._stage.work_before_keys(self._tell_as_of(license_, words))

    async def _tell_as_of(self, license_: License, words: str) -> None:
        end_of(words, self._stage.workbench.clock())  # What means nothing is not worth a query.
        tell_as_of(self._stage, await self._stage.workbench.history.timeline(license_), words)


def tell_as_of(stage: Stage, told: Timeline, words: str) -> None:
    """Show what the license was; raises BadEntryError where the day means nothing, or it was not there."""
    from lmo_tui.tui.dialogs.message import MessageDialog
    from lmo_tui.tui.render.timeline import as_of_lines

    now = stage.workbench.clock()
    past = told.as_of(end_of(words, now), now)
    title = f"{told.license.name} as of {past.at:%Y-%m-%d %H:%M}"
    stage.ask(MessageDialog(title, *as_of_lines(told, past)), lambda _: None)
