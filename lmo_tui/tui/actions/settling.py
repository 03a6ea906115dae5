"""Finding out how changes ended whose answer was lost, and saying it."""

from collections.abc import Collection
from typing import Final

from lmo_tui.domain.journal import Ending
from lmo_tui.services.session import Connection
from lmo_tui.services.settling import Settled, summed_up
from lmo_tui.tui.stage import CHECKING, Stage

MOST_TOLD: Final = 3
"""Answers that are told one by one; more of them in one sentence."""


class Settling:
    """Looks when it is time to; what is being checked is marked on the list."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def look(self) -> None:
        """Look again at what is not known, if it is time to."""
        if self._stage.workbench.settler.is_due() and not self._stage.closing:
            self._stage.work(self.settle())

    async def settle(self) -> None:
        """Settle all that is open of this org and user, and say what came out."""
        bench = self._stage.workbench
        if bench.session.connection is not Connection.ONLINE or self._stage.closing:
            return
        marked: set[str] = set()

        def begin(license_ids: Collection[str]) -> None:
            marked.update(license_id for license_id in license_ids if license_id not in self._stage.saving)
            self._stage.saving.update(dict.fromkeys(marked, CHECKING))
            self._stage.changed()

        try:
            settled = await bench.settler.settle(begin=begin)
        finally:
            for license_id in marked:
                if self._stage.saving.get(license_id) == CHECKING:
                    del self._stage.saving[license_id]
            if marked:
                self._stage.changed()
        self._tell(settled)
        if bench.bulk.run is None and (left := await bench.bulk.look()):
            what = f"A change of {len(left[0].rows):,} licenses, begun {left[0].made.astimezone():%Y-%m-%d %H:%M},"
            self._stage.say(f"{what} did not come to its end. B shows what is left of it.", "warning")
            self._stage.changed()

    def _tell(self, settled: "Collection[Settled]") -> None:
        if len(settled) > MOST_TOLD:
            self._stage.say(f"{summed_up(list(settled))} J shows them.", "warning")
            return
        for each in settled:
            self._stage.say(each.sentence, "information" if each.ending is Ending.APPLIED else "warning")
