"""Taking a change back: which one, whether it still can be, and then the road of every other write."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Coroutine


class Undoing:
    """Leads from the license under the cursor, or from an entry of the journal, to a confirmation."""

    def __init__(self, stage: Stage, confirm: Callable[[Edit, JournalEntry], None]) -> None:
        self._stage = stage
        self._confirm = confirm

    def undo(self, license_: License, named: str) -> None:
        """Take back the entry that was named, or the license's newest change of this run, or ask which."""
        self._held(self._undo(license_, named))

    def take_back(self, entry: JournalEntry) -> None:
        """Take back this one."""
        self._held(self._take_back(entry))

    def _held(self, work: "Coroutine[None, None, None]") -> None:
        """No key acts until it is known what there is to confirm."""
        found: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._stage.hold(found)
        self._stage.work(self._letting_go(work, found))

    async def _letting_go(self, work: "Coroutine[None, None, None]", found: "asyncio.Future[None]") -> None:
        try:
            await work
        finally:
            found.set_result(None)

    async def _undo(self, license_: License, named: str) -> None:
        from lmo_tui.tui.dialogs.undo import UndoDialog

        history = self._stage.workbench.history
        if named:
            await self._take_back(await history.named(named))
            return
        changes = await history.undoable(license_.id)
        if not changes:
            self._stage.say(f"No saved change of {license_.name} by you is in the journal.", "warning")
        elif history.is_of_this_run(changes[0]):
            await self._take_back(changes[0])
        else:
            self._stage.ask(UndoDialog(license_, changes), self.take_back)

    async def _take_back(self, entry: JournalEntry) -> None:
        bench = self._stage.workbench
        if reason := bench.edits.why_not_undo(entry):
            self._stage.say(reason, "warning")
            return
        fresh = await bench.sync.refresh(entry.license_id)
        try:
            edit = bench.edits.plan_undo(entry, fresh)
        except LmoError as error:
            self._stage.say(self._stage.why_not(f"Not undone: {error}", fresh), "warning")
        else:
            self._confirm(edit, entry)
