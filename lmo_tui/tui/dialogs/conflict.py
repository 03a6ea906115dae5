"""Three columns after a conflict: what it was, what the org holds now, what was wanted."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from lmo_tui.domain.edits import Edit, label_of
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import AnyField
from lmo_tui.domain.subjects import Subject
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.features import fit_middle
from lmo_tui.tui.render.licenses import value_text
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, fit_text

COLUMN = 20


class ConflictDialog(Dialog[bool]):
    """Answers True to plan the same values again on top of what the org holds now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mine", show=False),
        Binding("t,enter", "cancel", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, edit: Edit, held: Subject, error: LmoError) -> None:
        super().__init__()
        self._edit = edit
        self._held = held
        self._error = error

    def title_line(self) -> Line:
        """What happened."""
        return (Span(f"{self._edit.license.name} · {self._edit.license.customer}", Role.STRONG),)

    def body(self) -> Iterable[Widget]:
        """Why, and the three columns."""
        yield Prose(
            sentence(self._error.headline, Role.PROBLEM),
            sentence(self._error.detail),
            NOTHING,
            self._row("", "when you opened it", "in the org now", "what you wanted", Role.HEADER),
            *(self._compared(field) for field in self._edit.compared if self._matters(field)),
        )

    def hints(self) -> Sequence[Hint]:
        """Theirs, mine."""
        return (Hint("theirs", "t", "keep what the org holds"), Hint("mine", "m", "plan mine again, and confirm"))

    def action_mine(self) -> None:
        """Plan it again; a confirmation follows."""
        self.dismiss(True)

    def _matters(self, field: AnyField) -> bool:
        was, held = self._edit.subject.value_of(field), self._held.value_of(field)
        return was != held or any(change.field == field for change in self._edit.changes)

    def _compared(self, field: AnyField) -> Line:
        was = self._edit.subject.value_of(field)
        held = self._held.value_of(field)
        wanted = next((change.after for change in self._edit.changes if change.field == field), None)
        mine = value_text(field, wanted) if any(change.field == field for change in self._edit.changes) else "—"
        return self._row(label_of(field), value_text(field, was), value_text(field, held), mine)

    def _row(self, label: str, was: str, theirs: str, mine: str, role: Role = Role.TEXT) -> Line:
        cells = (fit_text(each, COLUMN) for each in (was, theirs, mine))
        room = 10 if self._edit.feature is None else 18
        return (Span(fit_middle(label, room - 1), Role.DIM), Span(" "), *(Span(cell, role) for cell in cells))
