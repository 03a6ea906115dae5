"""Changes of many licenses: what was planned, what of it can be done now, and why the rest is left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final

from lmo_tui.domain.edits import Change, Edit, Value, license_values, why_locked
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.errors import LmoError, RefusedError
from lmo_tui.domain.features import FeatureContent, FeatureField
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import AnyField, Field, License
from lmo_tui.domain.orgs import STARTS_READ_ONLY, Org, OrgClass
from lmo_tui.domain.subjects import LicenseFeature, Subject, license_of

MOST: Final = 10_000
"""Licenses that are changed at a time: more want a plan of several files, and a second look."""

MANY: Final = 25
"""From more than so many on one types the name of the org, as in a production org always."""

Planner = Callable[[License, Mapping[Field, Value]], Edit]
"""Plans one license; raises LmoError where a rule forbids it."""

FeaturePlanner = Callable[[LicenseFeature, FeatureContent], Edit]
"""The same for one parameter of a license."""


def _no_parameters(held: LicenseFeature, after: FeatureContent) -> Edit:
    raise RefusedError(f"Parameters of {held.name} are not changed here.")


class Why(StrEnum):
    """Why a license is left out."""

    RULE = "rule"
    """It must not be changed so."""
    MOVED = "moved"
    """It holds other values than when the change was planned."""
    DONE = "done"
    """It holds what is wanted already."""


class RunStage(StrEnum):
    """Where a change of many licenses is."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    """What is on its way ends; nothing more begins."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A license that is left out."""

    license_id: str
    name: str
    customer: str
    why: Why
    reason: str


@dataclass(frozen=True)
class Draft:
    """What would be done to each of many licenses."""

    edits: tuple[Edit, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @cached_property
    def warned(self) -> int:
        """How many of the edits come with a warning."""
        return sum(bool(edit.warnings) for edit in self.edits)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One license in a change set."""

    license_id: str
    name: str
    customer: str
    changes: tuple[Change, ...]
    undoes: str = ""
    """The journal's entry that this takes back."""

    @property
    def parameter(self) -> FeatureField | None:
        """The parameter that is changed; None where it is fields of the license."""
        return next((each.field for each in self.changes if isinstance(each.field, FeatureField)), None)

    @property
    def key(self) -> str:
        """The 15-character id of the record that is changed."""
        return short_id(self.license_id) if self.parameter is None else self.parameter.record_id


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes of many licenses of one org, with the values before: it can be reviewed, kept, and carried out later."""

    id: str
    org_id: str
    org_name: str
    user_id: str
    made: datetime
    rows: tuple[PlannedRow, ...]
    about: str = ""
    """Which licenses, and what is to be done to them, in words."""
    reason: str = ""
    writer: str = ""
    """The mark of the process that carries it out, if one does."""

    @classmethod
    def of(
        cls, draft: Draft, org: Org, set_id: str, made: datetime, *, about: str = "", reason: str = ""
    ) -> "ChangeSet":
        """The edits of a draft, without the licenses themselves."""
        return cls(set_id, org.id, org.name, org.user_id, made, planned_rows(draft.edits), about, reason)


def planned_rows(edits: Iterable[Edit]) -> tuple[PlannedRow, ...]:
    """What is kept of edits."""
    return tuple(
        PlannedRow(edit.license.id, edit.license.name, edit.license.customer, edit.changes, edit.undoes)
        for edit in edits
    )


def draft(licenses: Iterable[License], wanted: Callable[[License], Mapping[Field, Value]], plan: Planner) -> Draft:
    """What a wish means for each of these licenses."""
    edits: list[Edit] = []
    skipped: list[Skipped] = []
    for license_ in licenses:
        if reason := why_locked(license_):
            skipped.append(_left_out(license_, Why.RULE, reason))
            continue
        try:
            values = wanted(license_)
            if _holds_all(license_, values):
                skipped.append(_left_out(license_, Why.DONE, "It has these values already."))
            else:
                edits.append(plan(license_, values))
        except LmoError as error:
            skipped.append(_left_out(license_, Why.RULE, str(error)))
    return Draft(tuple(edits), tuple(skipped))


def draft_features(
    held: Iterable[LicenseFeature], wanted: Callable[[LicenseFeature], FeatureContent], plan: FeaturePlanner
) -> Draft:
    """What a wish for a parameter means for each of these licenses."""
    edits: list[Edit] = []
    skipped: list[Skipped] = []
    for each in held:
        try:
            after = wanted(each)
            if each.feature.value is not None and each.feature.content == after and not why_locked(each.license):
                skipped.append(_left_out(each.license, Why.DONE, "It has this value already."))
            else:
                edits.append(plan(each, after))
        except LmoError as error:
            skipped.append(_left_out(each.license, Why.RULE, str(error)))
    return Draft(tuple(edits), tuple(skipped))


def redraft(
    rows: Sequence[PlannedRow], held: Iterable[Subject], plan: Planner, plan_feature: FeaturePlanner = _no_parameters
) -> Draft:
    """What of a change set can still be done, seen from what the org holds now."""
    found = {short_id(each.id): each for each in held}
    edits: list[Edit] = []
    skipped: list[Skipped] = []
    for row in rows:
        subject = found.get(row.key)
        if subject is None:
            reason = "It is not there any more, or your user may not see it."
            skipped.append(Skipped(row.license_id, row.name, row.customer, Why.MOVED, reason))
            continue
        try:
            skip = _why_left_out(row, subject)
            if skip is None:
                if isinstance(subject, LicenseFeature):
                    (change,) = row.changes
                    edit = plan_feature(subject, None if isinstance(change.after, str) else change.after)
                else:
                    edit = plan(license_of(subject), license_values(row.changes))
                edits.append(replace(edit, undoes=row.undoes))
            else:
                skipped.append(skip)
        except LmoError as error:
            skipped.append(_left_out(license_of(subject), Why.RULE, str(error)))
    return Draft(tuple(edits), tuple(skipped))


def back_rows(
    entries: Iterable[JournalEntry], why_not: Callable[[JournalEntry], str | None]
) -> tuple[tuple[PlannedRow, ...], tuple[Skipped, ...]]:
    """The way back of many entries of the journal, and those that have none."""
    rows: list[PlannedRow] = []
    skipped: list[Skipped] = []
    for entry in entries:
        if reason := why_not(entry):
            skipped.append(Skipped(entry.license_id, entry.license_name, "", Why.RULE, reason))
        else:
            back = tuple(Change(change.field, change.after, change.before) for change in entry.changes)
            rows.append(PlannedRow(entry.license_id, entry.license_name, "", back, entry.id))
    return tuple(rows), tuple(skipped)


def edits_told(edits: Sequence[Edit]) -> str:
    """How many licenses are changed, or how many values of how many licenses."""
    licenses = len({short_id(edit.license.id) for edit in edits})
    told = "1 license" if licenses == 1 else f"{licenses:,} licenses"
    return told if licenses == len(edits) else f"{len(edits):,} values of {told}"


def wants_name(count: int, org_class: OrgClass) -> bool:
    """Whether one must type the name of the org before so many licenses are changed there."""
    return count > MANY or org_class in STARTS_READ_ONLY


def _why_left_out(row: PlannedRow, held: Subject) -> Skipped | None:
    license_ = license_of(held)
    if reason := why_locked(license_):
        return _left_out(license_, Why.RULE, reason)
    if _holds_all(held, {change.field: change.after for change in row.changes}):
        return _left_out(license_, Why.DONE, "It has these values already.")
    moved = [change for change in row.changes if held.value_of(change.field) != change.before]
    if not moved:
        return None
    told = " and ".join(
        f"{change.label} is {spoken(change.field, held.value_of(change.field))} now,"
        f" not {spoken(change.field, change.before)} as when this was planned"
        for change in moved
    )
    return _left_out(license_, Why.MOVED, f"{told}.")


def _holds_all(held: Subject, values: Mapping[Field, Value] | Mapping[AnyField, Value]) -> bool:
    return bool(values) and all(
        held.value_of(field) == value and field not in held.unseen for field, value in values.items()
    )


def _left_out(license_: License, why: Why, reason: str) -> Skipped:
    return Skipped(license_.id, license_.name, license_.customer, why, reason)
