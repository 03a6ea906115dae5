"""Handing a license over: a folder, and its Markdown on the clipboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import License
from lmo_tui.domain.markdown import handover_page
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.background import in_background
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.dialogs.handover import Wanted


class HandoverActions:
    """Hands over the license that `current` gives."""

    def __init__(self, stage: Stage, current: Callable[[], License | None]) -> None:
        self._stage = stage
        self._current = current

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"handover": self.ask}

    def ask(self, folder: str) -> None:
        """Ask where to, unless that was typed."""
        from lmo_tui.tui.dialogs.handover import Wanted

        license_ = self._current()
        if license_ is None:
            return
        self._open(license_, Wanted(folder, private=False) if folder else None)

    def _open(self, license_: License, wanted: "Wanted | None") -> None:
        from lmo_tui.tui.dialogs.handover import HandoverDialog

        dialog = HandoverDialog(license_, self._stage.workbench.desk.today(), wanted)
        self._stage.ask(dialog, lambda answer: self._stage.work(self._write(license_, answer)))

    async def _write(self, license_: License, wanted: "Wanted") -> None:
        from lmo_tui.services.handing_over import hand_over

        stage = self._stage
        told = await hand_over(stage.workbench, license_, private=wanted.private)
        handovers, where = stage.handovers, ""
        try:
            where = await in_background(lambda: handovers.write(wanted.folder, told)) if handovers else ""
        except LmoError as error:
            stage.tell(error)
            if not stage.gone:
                self._open(license_, wanted)  # What was typed is not lost.
            return
        if where:
            stage.say(f"The hand-over of {license_.name} is in {where}.")
        stage.copying.copy(handover_page(told), "its Markdown")
