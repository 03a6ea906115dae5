"""Acting on one license: plan, confirm, save, and say truthfully what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.entries import parse_expiry, parse_extension, parse_seats, parse_status
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.features import saved_words
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import Field, License
from lmo_tui.services.edits import Kind, Outcome
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.actions.setup import find_account
from lmo_tui.tui.actions.undoing import Undoing
from lmo_tui.tui.render.licenses import value_text
from lmo_tui.tui.stage import CHECKING, SAVING, Result, Stage

if TYPE_CHECKING:
    from lmo_tui.tui.dialogs.confirm import Decision


class LicenseActions:
    """What can be done to the license that `current` gives."""

    def __init__(self, stage: Stage, current: Callable[[], License | None]) -> None:
        self._stage = stage
        self._current = current
        self.undoing = Undoing(stage, self.confirm)

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "status": self._on_license(self.status),
            "edit": self._on_license(self.edit),
            "extend": self._on_license(self.extend),
            "seats": self._on_license(self.seats),
            "expires": self._on_license(self.expires),
            "undo": self._on_license(self.undoing.undo),
            "modify": self._on_license(self.modify),
            "refresh": self._on_license(self.refresh),
            "accounts": self._on_license(lambda license_, _: find_account(self._stage, license_)),
            "result": lambda _: self.result(),
        }

    def status(self, license_: License, wanted: str) -> None:
        """Choose a status, or take the one that was typed."""
        if wanted:
            self._plan(license_, lambda: {Field.STATUS: parse_status(wanted)})
            return
        from lmo_tui.tui.dialogs.status import StatusDialog

        statuses = self._stage.workbench.edits.statuses(license_)
        self._stage.ask(
            StatusDialog(license_, statuses), lambda chosen: self._plan(license_, lambda: {Field.STATUS: chosen})
        )

    def edit(self, license_: License, _: str, start: Field = Field.SEATS) -> None:
        """The form for seats and expiry."""
        from lmo_tui.tui.dialogs.terms import TermsDialog

        why_not = self._stage.context(license_).why_not_edit
        dialog = TermsDialog(license_, self._planner(license_), today=self._today, why_not=why_not, start=start)
        self._stage.ask(dialog, self.confirm)

    def seats(self, license_: License, typed: str) -> None:
        """Set the seats that were typed, or open the form there."""
        if typed:
            self._plan(license_, lambda: {Field.SEATS: parse_seats(typed)})
        else:
            self.edit(license_, "", Field.SEATS)

    def expires(self, license_: License, typed: str) -> None:
        """Set the last day that was typed, or open the form there."""
        if typed:
            self._plan(license_, lambda: {Field.EXPIRES: parse_expiry(typed, today=self._today)})
        else:
            self.edit(license_, "", Field.EXPIRES)

    def extend(self, license_: License, typed: str) -> None:
        """Extend by the amount that was typed, or ask for it."""
        if typed:
            self._plan(
                license_,
                lambda: {Field.EXPIRES: parse_extension(typed, today=self._today, current=license_.expires)},
            )
            return
        from lmo_tui.tui.dialogs.terms import ExtendDialog

        self._stage.ask(ExtendDialog(license_, self._planner(license_), today=self._today), self.confirm)

    def modify(self, license_: License, _: str) -> None:
        """Show where Salesforce's own page is."""
        from lmo_tui.tui.dialogs.message import modify_link

        if org := self._stage.workbench.session.org:
            self._stage.ask(modify_link(org, license_.id, license_.name), lambda _: None)

    def refresh(self, license_: License, _: str) -> None:
        """Read it from the org again."""
        self._stage.work(self._read_again(license_))

    def result(self) -> None:
        """What became of the last change, with the choice after a conflict."""
        from lmo_tui.tui.dialogs.conflict import ConflictDialog
        from lmo_tui.tui.dialogs.message import MessageDialog, told
        from lmo_tui.tui.dialogs.prose import sentence

        result = self._stage.result
        if result is None:
            return
        edit, outcome = result.edit, result.outcome
        if outcome.kind is Kind.CONFLICT and outcome.license is not None and outcome.error is not None:
            held = outcome.license
            self._stage.ask(
                ConflictDialog(edit, outcome.held or held, outcome.error),
                lambda _: self._again(replace(result, edit=replace(edit, undoes=""), undoes=None)),
            )
        elif outcome.kind is Kind.REFUSED and outcome.error is not None:
            self._stage.ask(told(edit.license.name, outcome.error, "try the same again"), lambda _: self._again(result))
        elif outcome.error is not None:
            self._stage.ask(told(edit.license.name, outcome.error), lambda _: None)
        else:
            self._stage.ask(MessageDialog(edit.license.name, sentence(saved_sentence(edit, outcome))), lambda _: None)

    def _again(self, result: Result) -> None:
        """Plan what was refused once more: nothing that was typed is lost."""
        edits, license_ = self._stage.workbench.edits, result.edit.license
        self.lead(license_, lambda: edits.again(result.edit), result.undoes, result.reason)

    def confirm(self, edit: Edit, undoes: JournalEntry | None = None, reason: str = "") -> None:
        """Ask, then save; there is no other way to a write."""
        from lmo_tui.tui.dialogs.confirm import ConfirmDialog

        session = self._stage.workbench.session
        dialog = ConfirmDialog(edit, session, undoes, reason)
        self._stage.ask(dialog, lambda decision: self._decided(edit, decision, undoes))

    def _decided(self, edit: Edit, decision: "Decision", undoes: JournalEntry | None) -> None:
        if not decision.save:
            self.modify(edit.license, "")
        elif missing := self._stage.workbench.edits.tools.why_not_reason(decision.reason):
            self._stage.say(str(missing), "warning")
            self.confirm(edit, undoes, decision.reason)
        elif self._stage.closing:
            self._stage.say("Not saved: the program is about to end.", "warning")
        elif self._stage.is_saving(edit.license):
            self._stage.say(f"Not saved: a change of {edit.license.name} is still being saved.", "warning")
        else:
            self._mark(edit, SAVING)
            self._stage.work(self._save(edit, decision.reason, undoes))

    async def _save(self, edit: Edit, reason: str, undoes: JournalEntry | None) -> None:
        def checking() -> None:
            self._mark(edit, CHECKING)

        try:
            bench = self._stage.workbench
            await bench.session.record_consent()
            outcome = await bench.edits.save(edit, reason, checking=checking)
        finally:
            self._mark(edit, "")
        self._stage.result = Result(edit, outcome, reason, undoes)
        if outcome.kind is Kind.APPLIED:
            self._stage.say(saved_sentence(edit, outcome))
            if outcome.error is not None:
                self._stage.tell(outcome.error)
        elif outcome.error is not None:
            more = " Press v to compare and choose." if outcome.kind is Kind.CONFLICT else " Press v to read it again."
            self._stage.say(f"{outcome.error}{more}", "error")

    def _mark(self, edit: Edit, word: str) -> None:
        """Say of the license, and of the parameter, what is on its way; nothing any more with an empty word."""
        saving = self._stage.saving
        for key in {short_id(edit.license.id), short_id(edit.subject.id)}:
            if word:
                saving[key] = word
            else:
                saving.pop(key, None)
        self._stage.changed()

    async def _read_again(self, license_: License) -> None:
        fresh = await self._stage.workbench.sync.refresh(license_.id)
        news = "nothing has changed" if fresh == license_ else "it has changed"
        self._stage.say(f"{fresh.name} was read again: {news}.")

    def lead(
        self, license_: License, plan: Callable[[], Edit], undoes: JournalEntry | None = None, reason: str = ""
    ) -> None:
        """From a plan to its confirmation, or say why not."""
        try:
            edit = plan()
        except LmoError as error:
            self._stage.say(self._stage.why_not(str(error), license_), "warning")
        else:
            self.confirm(edit, undoes, reason)

    def _plan(self, license_: License, wanted: Callable[[], Mapping[Field, Value]]) -> None:
        self.lead(license_, lambda: self._stage.workbench.edits.plan(license_, wanted()))

    def _planner(self, license_: License) -> Callable[[Mapping[Field, Value]], Edit]:
        return lambda wanted: self._stage.workbench.edits.plan(license_, wanted)

    @property
    def _today(self) -> date:
        return self._stage.workbench.desk.today()

    def _on_license(self, act: Callable[[License, str], None]) -> Callable[[str], None]:
        def run(argument: str) -> None:
            if license_ := self._current():
                act(license_, argument)

        return run


def saved_sentence(edit: Edit, outcome: Outcome) -> str:
    """What was saved, as the org holds it now, and when that was read."""
    held = outcome.held
    if edit.feature is not None:
        (change,) = edit.changes
        value = value_text(change.field, change.after if held is None else held.value_of(change.field))
        return f"{edit.license.name}: {change.label} {value}, {saved_words(outcome.at)}."
    values = [
        f"{change.label} {value_text(change.field, change.after if held is None else held.value_of(change.field))}"
        for change in edit.changes
    ]
    proof = "read back" if held is not None else "not read back yet,"
    return f"Saved {edit.license.name}: {', '.join(values)}, {proof} {outcome.at:%H:%M:%S}."
