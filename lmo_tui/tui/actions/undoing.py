"""Taking a change back: which one, whether it still can be, and then the road of every other write."""

from collections.abc import Callable

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions.many_run import show_many
from lmo_tui.tui.stage import Stage


class Undoing:
    """Leads from the license under the cursor, or from an entry of the journal, to a confirmation."""

    def __init__(self, stage: Stage, confirm: Callable[[Edit, JournalEntry], None]) -> None:
        self._stage = stage
        self._confirm = confirm

    def undo(self, license_: License, named: str) -> None:
        """Take back the entry that was named, or the license's newest change of this run, or ask which."""
        self._stage.work_before_keys(self._named(named) if named else self._newest(license_))

    def named(self, name: str) -> None:
        """Take back the entry of this name, or all of a change of many licenses."""
        self._stage.work_before_keys(self._named(name))

    def take_back(self, entry: JournalEntry) -> None:
        """Take back this one: planned on what the desk knows, since no key may wait for an org that does not answer.

        Whether the org still holds what was saved is found out by the write itself, as for every edit.
        """
        bench = self._stage.workbench
        license_ = bench.desk.get(entry.license_id)
        if reason := bench.edits.why_not_undo(entry):
            self._stage.say(reason, "warning")
        elif license_ is None:
            self._stage.say(f"{entry.license_name} is not on the desk: it was deleted, or is none that you may see.")
        else:
            self._plan(entry, license_)

    async def _named(self, name: str) -> None:
        bench = self._stage.workbench
        if entries := await bench.history.of_run(name):
            show_many(self._stage, await bench.bulk.draft_back(entries), f"undo of {entries[0].run[:8]}")
        else:
            self.take_back(await bench.history.named(name))

    async def _newest(self, license_: License) -> None:
        from lmo_tui.tui.dialogs.undo import UndoDialog

        history = self._stage.workbench.history
        newest = await history.newest_undoable(license_.id)
        if newest is None:
            self._stage.say(f"No saved change of {license_.name} by you is in the journal.", "warning")
        elif history.is_of_this_run(newest):
            self.take_back(newest)
        else:
            self._stage.ask(UndoDialog(license_, await history.undoable(license_.id)), self.take_back)

    def _plan(self, entry: JournalEntry, license_: License) -> None:
        try:
            edit = self._stage.workbench.edits.plan_undo(entry, license_)
        except LmoError as error:
            self._stage.say(self._stage.why_not(f"Not undone: {error}", license_), "warning")
        else:
            self._confirm(edit, entry)
