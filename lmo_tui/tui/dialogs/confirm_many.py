"""The question before many licenses are changed: how many, in which org, and what one should know."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.change_sets import Draft, wants_name
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.services.session import Session
from lmo_tui.tui.dialogs.confirm import ADVICE, LONGEST_REASON, Decision
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.many import many_title, warning_counts
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span


class ConfirmManyDialog(Dialog[Decision]):
    """Answers a decision; many licenses, or a production org, want the name of the org typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", show=False),
        Binding("r", "reason", show=False),
    ]
    AUTO_FOCUS = "#org-name, #changes"

    def __init__(self, draft: Draft, about: str, session: Session, reason: str = "") -> None:
        super().__init__()
        self._draft = draft
        self._about = about
        self._alias = session.alias
        self._class = session.org.org_class if session.org else OrgClass.UNKNOWN
        self._advice = not session.consented
        self._reason = reason
        self._wants_name = wants_name(len(draft.edits), self._class)

    def title_line(self) -> Line:
        """How many, what, where."""
        return many_title(self._draft, self._about, self._alias, self._class)

    def body(self) -> Iterable[Widget]:
        """What to know, why it is done, and the name of the org."""
        notes = warning_counts(self._draft)
        left = len(self._draft.skipped)
        left_out = (sentence(f"{left:,} more are left out, as the list says.", Role.DIM),) if left else ()
        checked = "Each is read again just before, written with its changed fields alone, and read back after."
        changes = Prose(sentence(checked), *left_out, *((NOTHING, *notes) if notes else ()), id="changes")
        changes.can_focus = not self._wants_name
        yield changes
        if self._advice:
            yield Prose(NOTHING, sentence(ADVICE, Role.DIM), id="advice")
        if self._wants_name:
            yield Prose(NOTHING, (Span(f"Type {self._alias} to save", Role.STRONG),), id="org-label")
            yield Entry(id="org-name", longest=80)
        with Horizontal(id="reason-line"):
            yield Prose(sentence("Reason", Role.DIM), id="reason-label")
            hint = "why, for the journal" + ("" if self._wants_name else " (r to type)")
            yield Entry(self._reason, placeholder=hint, id="reason", longest=LONGEST_REASON)
        yield Prose(id="note")

    def hints(self) -> Sequence[Hint]:
        """Save, the other box, out."""
        return (Hint("save", "Enter", "save all"), Hint("tab", "Tab", "reason"), Hint("cancel", "Ctrl+C", "cancel"))

    def action_reason(self) -> None:
        """Type why."""
        self.query_one("#reason", Entry).focus()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Go on, if the name is the org's."""
        if self._wants_name and self.query_one("#org-name", Entry).value.strip() != self._alias:
            self.complain(self.query_one("#note", Prose), f"Type the name of the org, {self._alias}, to save.")
            self.query_one("#org-name", Entry).focus()
            return
        self.dismiss(Decision(save=True, reason=self.query_one("#reason", Entry).value.strip()))
