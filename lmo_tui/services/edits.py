"""Changing licenses: what can be changed, why not, and the one road for every write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lmo_tui.domain import edits as rules
from lmo_tui.domain import undoing
from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import Field, License, Status
from lmo_tui.services.session import Connection
from lmo_tui.services.writing import Kind, Outcome, Tools, Write

__all__ = ["EditService", "Kind", "Outcome"]

_WORDS: Final = tuple(map(str, (Status.TRIAL, Status.ACTIVE, Status.SUSPENDED, Status.UNINSTALLED)))


class EditService:
    """Plans changes of licenses, says why not, and saves them; nothing else calls `repository.update`."""

    def __init__(self, tools: Tools) -> None:
        self._session = tools.session
        self._clock = tools.clock
        self.tools = tools

    @property
    def in_flight(self) -> int:
        """How many licenses have a change that has begun and not ended."""
        return self.tools.flight.count

    async def finish(self) -> None:
        """Wait until every write that has begun has ended."""
        await self.tools.flight.finish()

    def why_not(self, license_: License, field: Field | None = None) -> str | None:
        """The first reason why the license, or one field of it, cannot be changed now; None if it can."""
        return self._why_never(license_, field) or self._why_not_now(license_)

    def statuses(self, license_: License) -> Sequence[tuple[str, str | None]]:
        """Every status in a fixed order, each with the reason why it cannot be chosen, or None."""
        offered = self._session.offered(license_.record_type_id)
        words = [*_WORDS, *(status for status in offered or () if status not in {*_WORDS, license_.license_status})]
        general = self.why_not(license_, Field.STATUS)
        return [(status, rules.why_not_status(license_, status, offered) or general) for status in words]

    def why_not_write(self) -> str | None:
        """Why nothing at all can be saved now, or None."""
        if reason := self._session.gate.why_not():
            return reason
        if self._session.connection is not Connection.ONLINE or self._session.repository is None:
            return _OFFLINE
        return None

    def plan(self, license_: License, wanted: Mapping[Field, Value]) -> Edit:
        """The edit that makes the license hold `wanted`; raises RefusedError or BadEntryError."""
        for field in wanted:
            if reason := self.why_not(license_, field):
                raise RefusedError(reason)
        return self.draft(license_, wanted)

    def draft(self, license_: License, wanted: Mapping[Field, Value]) -> Edit:
        """The same for a later moment: whether the org can be written to now is not asked."""
        return rules.plan(
            license_,
            wanted,
            access=self._session.access,
            offered=self._session.offered(license_.record_type_id),
            today=self._clock().date(),
        )

    def why_not_undo(self, entry: JournalEntry) -> str | None:
        """Why a change that the journal holds cannot be taken back, whatever its license holds now, or None."""
        return undoing.why_not_undo(entry, self._session.org)

    def plan_undo(self, entry: JournalEntry, license_: License) -> Edit:
        """The edit that takes a change back, by the rules of every edit; raises RefusedError or BadEntryError."""
        reason = self.why_not_undo(entry) or rules.why_locked(license_) or undoing.why_not_undo_now(entry, license_)
        if reason:
            raise RefusedError(reason)
        return replace(self.plan(license_, undoing.inverse(entry)), undoes=entry.id)

    async def save(self, edit: Edit, reason: str = "", *, checking: Callable[[], None] | None = None) -> Outcome:
        """Write the edit, and tell the truth about it; cancelling the caller does not stop what has begun.

        `checking` is called when only reading can tell the outcome.
        """
        org, repository = self._session.org, self._session.repository
        refusal = self.why_not(edit.license)
        if missing := self.tools.why_not_reason(reason):
            return self.tools.outcome(Kind.REFUSED, error=missing)
        if refusal or org is None or repository is None:
            return self.tools.outcome(Kind.REFUSED, error=RefusedError(refusal or _OFFLINE))
        write = Write(self.tools, edit, reason, org, repository, checking)
        return await self.tools.flight.carry((edit.license.id,), write.carry_out())

    def _why_never(self, license_: License, field: Field | None) -> str | None:
        access = self._session.access
        if field is not None:
            return rules.why_not_field(license_, field, access)
        if reason := rules.why_locked(license_):
            return reason
        reasons = [rules.why_not_field(license_, each, access) for each in Field]
        return reasons[0] if all(reasons) else None

    def _why_not_now(self, license_: License) -> str | None:
        if reason := self.why_not_write():
            return reason
        if self.tools.flight.holds(license_.id):
            return f"{license_.name} is being saved: wait until that has ended."
        return None


_OFFLINE: Final = "The org is not connected: nothing can be saved until it is."
