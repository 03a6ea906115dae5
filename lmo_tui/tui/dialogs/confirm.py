"""The question before every write: what changes, whose license, in which org."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.services.session import Session
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.confirm import change_lines, confirm_title, undo_line, warning_lines
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line

ADVICE = (
    "Salesforce advises to change licenses on its Modify License page (b), and not by other means. "
    "Saving records, once for this org, that you read this."
)

LONGEST_REASON = 500
"""Characters that a reason may have in the journal."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with the change."""

    save: bool
    """Otherwise show the Modify License page instead."""
    reason: str = ""


class ConfirmDialog(Dialog[Decision]):
    """Answers a decision; nothing is written by looking at it.

    The keys have the focus at first, so that `b` and `q` act; Tab or `r` goes to the reason, Enter saves from both.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("b", "modify", show=False),
        Binding("r", "reason", show=False),
    ]
    AUTO_FOCUS = "#changes"

    def __init__(self, edit: Edit, session: Session, undoes: JournalEntry | None = None, reason: str = "") -> None:
        super().__init__()
        self._reason = reason
        self._advice = not session.consented
        self._undoes = undoes
        self._edit = edit
        self._alias = session.alias
        self._class = session.org.org_class if session.org else OrgClass.UNKNOWN

    def title_line(self) -> Line:
        """License, customer, org and its class."""
        return confirm_title(self._edit, self._alias, self._class)

    def body(self) -> Iterable[Widget]:
        """Before and after, what to know, and why it is done."""
        back = (undo_line(self._undoes),) if self._undoes else ()
        changes = Prose(*change_lines(self._edit), *back, id="changes")
        changes.can_focus = True
        yield changes
        if self._edit.warnings:
            yield Prose(NOTHING, *warning_lines(self._edit), id="warnings")
        if self._advice:
            yield Prose(NOTHING, sentence(ADVICE, Role.DIM), id="advice")
        with Horizontal(id="reason-line"):
            yield Prose(sentence("Reason", Role.DIM), id="reason-label")
            hint = "why, for the journal (r to type)"
            yield Entry(self._reason, placeholder=hint, id="reason", longest=LONGEST_REASON)

    def hints(self) -> Sequence[Hint]:
        """Save, reason, the sanctioned page, out."""
        page = (Hint("modify", "b", "Modify License instead"),) if self._edit.feature is None else ()
        return (Hint("save", "Enter", "save"), Hint("reason", "r", "reason"), *page, Hint("cancel", "q", "cancel"))

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Yes."""
        self.dismiss(Decision(save=True, reason=self.query_one("#reason", Entry).value.strip()))

    def action_modify(self) -> None:
        """Not here: on Salesforce's own page, which has no parameters."""
        if self._edit.feature is None:
            self.dismiss(Decision(save=False))

    def action_reason(self) -> None:
        """Type the reason."""
        self.query_one("#reason", Entry).focus()
