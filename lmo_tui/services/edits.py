"""Changing licenses: what can be changed, why not, and the one road for every write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lmo_tui.domain import edits as rules
from lmo_tui.domain import undoing
from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.feature_rules import MOST_DIGITS, USUAL_DIGITS, plan_feature, why_not_feature
from lmo_tui.domain.features import FULL_ACCESS, Feature, FeatureAccess, FeatureContent, FeatureField
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import Field, License, Status
from lmo_tui.domain.subjects import LicenseFeature, Subject
from lmo_tui.services.session import Connection
from lmo_tui.services.writing import Kind, Outcome, Tools, Write

__all__ = ["EditService", "Kind", "Outcome"]

_WORDS: Final = tuple(map(str, (Status.TRIAL, Status.ACTIVE, Status.SUSPENDED, Status.UNINSTALLED)))


class EditService:
    """Plans changes of licenses, says why not, and saves them; nothing else calls `repository.update`."""

    def __init__(self, tools: Tools, feature_access: Callable[[], FeatureAccess] = lambda: FULL_ACCESS) -> None:
        self.feature_access = feature_access
        """What this user may do with feature parameters, as far as it is known here."""
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

    def plan_undo(self, entry: JournalEntry, license_: License, feature: Feature | None = None) -> Edit:
        """The edit that takes a change back, by the rules of every edit; raises RefusedError or BadEntryError.

        Of a change of a parameter, `feature` is what the license has of it, if that is known better than here.
        """
        held: Subject = license_
        if entry.parameter is not None:
            held = LicenseFeature(license_, feature or self._here(license_, entry.parameter))
        reason = self.why_not_undo(entry) or rules.why_locked(license_) or undoing.why_not_undo_now(entry, held)
        if reason:
            raise RefusedError(reason)
        if isinstance(held, LicenseFeature):
            back = self._planned(license_, held.feature, undoing.content_before(entry), MOST_DIGITS)
        else:
            back = self.plan(license_, undoing.inverse(entry))
        return replace(back, undoes=entry.id)

    def why_not_feature(self, license_: License, feature: Feature) -> str | None:
        """The first reason why what the license has of a parameter cannot be changed now; None if it can."""
        never = why_not_feature(license_, feature.parameter, feature.value, self.feature_access())
        return never or self._why_not_now(license_)

    def draft_feature(self, held: LicenseFeature, after: FeatureContent) -> Edit:
        """The edit of a parameter for a later moment: whether the org can be written to now is not asked."""
        parameter, value = held.feature.parameter, held.feature.value
        return plan_feature(held.license, parameter, value, after, held.access, digits=MOST_DIGITS)

    def plan_feature(self, license_: License, feature: Feature, after: FeatureContent) -> Edit:
        """The edit that makes the license hold this of a parameter; raises RefusedError or BadEntryError."""
        return self._planned(license_, feature, after, USUAL_DIGITS)

    def again(self, edit: Edit) -> Edit:
        """The same edit on top of what is known now; raises RefusedError or BadEntryError."""
        license_ = self.tools.store.get(edit.license.id) or edit.license
        if edit.feature is None or edit.feature.field is None:
            return replace(self.plan(license_, edit.values), undoes=edit.undoes)
        (change,) = edit.changes
        after = None if isinstance(change.after, str) else change.after
        found = self._planned(license_, self._here(license_, edit.feature.field), after, MOST_DIGITS)
        return replace(found, undoes=edit.undoes)

    def _planned(self, license_: License, feature: Feature, after: FeatureContent, digits: int) -> Edit:
        if reason := self.why_not_feature(license_, feature):
            raise RefusedError(reason)
        return plan_feature(license_, feature.parameter, feature.value, after, self.feature_access(), digits=digits)

    def _here(self, license_: License, field: FeatureField) -> Feature:
        """What the local copy holds of a parameter; raises RefusedError where it has none."""
        for each in self.tools.store.features.of(license_):
            if each.field is not None and each.field.record_id == field.record_id:
                return each
        raise RefusedError(
            f"{field.label} of {license_.name} is not known here.", remedy="Look at its parameters once: p."
        )

    async def save(self, edit: Edit, reason: str = "", *, checking: Callable[[], None] | None = None) -> Outcome:
        """Write the edit, and tell the truth about it; cancelling the caller does not stop what has begun.

        `checking` is called when only reading can tell the outcome.
        """
        org, repository = self._session.org, self._session.repository
        refusal = (
            self.why_not(edit.license) if edit.feature is None else self.why_not_feature(edit.license, edit.feature)
        )
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
