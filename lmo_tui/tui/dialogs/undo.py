"""Which of a license's changes to take back."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.dates import moment
from lmo_tui.tui.render.journal import changes_text
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span


class UndoDialog(ListDialog[JournalEntry]):
    """Answers the entry that was picked."""

    def __init__(self, license_: License, changes: Sequence[JournalEntry]) -> None:
        super().__init__()
        self._license = license_
        self._changes = {entry.id: entry for entry in changes}

    def title_line(self) -> Line:
        """What is asked; none of them is of this run."""
        return sentence(f"Undo which of your earlier changes of {self._license.name}?", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The changes, newest first."""
        yield PickList([_choice(entry) for entry in self._changes.values()], id="changes-to-undo")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("undo", "Enter", "undo, after a confirmation"), Hint("cancel", "q", "cancel"))

    @on(PickList.Picked)
    def pick(self, event: PickList.Picked) -> None:
        """Give it back."""
        self.dismiss(self._changes[event.choice.value])


def _choice(entry: JournalEntry) -> Choice:
    reason = f"  {entry.reason}" if entry.reason else ""
    return Choice(
        entry.id, (Span(f" {moment(entry.at)}  ", Role.DIM), Span(changes_text(entry)), Span(reason, Role.DIM))
    )
