"""A planned change of one license: which fields, from what to what, and every reason why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.features import Feature, FeatureField
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import (
    FIELD_LABELS,
    LONGEST_TRIAL,
    MOST_SEATS,
    TRANSITIONS,
    AnyField,
    Field,
    License,
    Status,
)
from lmo_tui.domain.subjects import LicenseFeature, Subject

Value: TypeAlias = str | int | date | None
"""A status, a number of seats (None: site license), a last day (None: never expires), or a parameter's content."""

READ_ONLY_TYPE: Final = "read-only"
"""sfLma__License_Type__c, in lower case, of a license that cannot be modified."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after."""

    field: AnyField
    before: Value
    after: Value

    @property
    def label(self) -> str:
        """The field's name as screens say it."""
        return label_of(self.field)


def label_of(field: AnyField) -> str:
    """The name of a field as screens say it."""
    return field.label if isinstance(field, FeatureField) else FIELD_LABELS[field]


def license_values(changes: Iterable[Change]) -> dict[Field, Value]:
    """What these changes lead to, of the three fields of a license."""
    return {change.field: change.after for change in changes if isinstance(change.field, Field)}


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be changed: fields of one license, or one parameter's value; only what differs is in it."""

    license: License
    """The license as it was when the change was planned."""
    changes: tuple[Change, ...]
    warnings: tuple[str, ...] = ()
    """What the person should know before saying yes."""
    undoes: str = ""
    """The id of the journal's entry that it takes back."""
    feature: Feature | None = None
    """The parameter, and its record as it was when the change was planned; None for fields of the license."""

    @property
    def subject(self) -> Subject:
        """What is changed, as it was when the change was planned."""
        return self.license if self.feature is None else LicenseFeature(self.license, self.feature)

    @property
    def parameter(self) -> FeatureField | None:
        """The parameter whose value is changed; None for fields of the license."""
        return None if self.feature is None else self.feature.field

    @property
    def key(self) -> str:
        """The 15-character id of the record that is written."""
        return short_id(self.subject.id)

    @property
    def compared(self) -> tuple[AnyField, ...]:
        """What must still be as it was: all three fields of a license, or the parameter's value."""
        return tuple(Field) if self.feature is None else tuple(change.field for change in self.changes)

    @property
    def values(self) -> dict[Field, Value]:
        """What the license is to hold, of its three fields."""
        return license_values(self.changes)


def why_locked(license_: License) -> str | None:
    """Why nothing of this license can be changed by anybody, or None."""
    if license_.uninstalled:
        return f"{license_.name} is Uninstalled: the customer removed the package, and Salesforce does not allow edits."
    if license_.license_type.casefold() == READ_ONLY_TYPE:
        return f"{license_.name} has License Type Read-Only: it cannot be modified."
    if license_.checkout:
        return f"{license_.name} was sold through AppExchange Checkout: change its subscription there."
    return None


def why_not_field(license_: License, field: Field, access: Access) -> str | None:
    """Why this field of this license cannot be changed by this user, or None."""
    if reason := why_locked(license_) or access.why_not(field):
        return reason
    if field in license_.unseen:
        return f"Your user has no access to {FIELD_LABELS[field]} in this org."
    return None


def statuses_offered(license_: License, offered: tuple[str, ...] | None) -> tuple[str, ...]:
    """The other states this license may go to: what the org offers from here, or else the LMA's own table."""
    origin = license_.license_status or license_.status
    candidates = TRANSITIONS.get(origin, ()) if offered is None else offered
    return tuple(status for status in candidates if status not in {license_.status, Status.UNINSTALLED})


def why_not_status(license_: License, status: str, offered: tuple[str, ...] | None) -> str | None:
    """Why the license cannot go to this status from where it is, or None."""
    if reason := why_locked(license_):
        return reason
    if status == license_.status:
        return f"{license_.name} is {status} already."
    if status == Status.UNINSTALLED:
        return "Only the customer's own uninstall leads here."
    possible = statuses_offered(license_, offered)
    if status in possible:
        return None
    origin = license_.license_status or license_.status
    ways = f"can only go to {' or '.join(possible)}" if possible else "has nowhere to go"
    return f"{_article(origin)} {origin} license {ways}."


def why_not_seats(seats: Value) -> str | None:
    """Why this is not a number of seats, or None."""
    if seats is None:
        return None
    if isinstance(seats, bool) or not isinstance(seats, int):
        return "Seats are a whole number, or `site` for a site license."
    if not 0 <= seats <= MOST_SEATS:
        return f"Seats go from 0 to {MOST_SEATS:,}."
    return None


def why_not_expires(expires: Value, status: str, today: date) -> str | None:
    """Why a license in this status cannot have this last day of access, or None."""
    if expires is not None and not isinstance(expires, date):
        return "The expiry is a date, or `never`."
    if status != Status.TRIAL:
        return None
    latest = today + LONGEST_TRIAL
    if expires is None:
        return f"A trial must have an end: at most {LONGEST_TRIAL.days} days from today, {latest.isoformat()}."
    if expires > latest:
        return f"A trial may last at most {LONGEST_TRIAL.days} days from today, until {latest.isoformat()}."
    return None


def plan(
    license_: License,
    wanted: Mapping[Field, Value],
    *,
    access: Access,
    offered: tuple[str, ...] | None,
    today: date,
) -> Edit:
    """The edit that makes the license hold `wanted`; raises RefusedError or BadEntryError where a rule forbids it."""
    changes = tuple(
        Change(field, license_.value_of(field), wanted[field])
        for field in Field
        if field in wanted and wanted[field] != license_.value_of(field)
    )
    for field in wanted:
        if reason := why_not_field(license_, field, access):
            raise RefusedError(reason)
    if not changes:
        raise RefusedError(f"{license_.name} has these values already.", remedy="Nothing to save.")
    status_after = str(wanted.get(Field.STATUS, license_.status))
    for change in changes:
        if reason := _why_not(license_, change, status_after, offered, today):
            raise RefusedError(reason) if change.field is Field.STATUS else BadEntryError(reason)
    if status_after == Status.TRIAL != license_.status:
        expires_after = wanted.get(Field.EXPIRES, license_.expires)
        if reason := why_not_expires(expires_after, status_after, today):
            raise BadEntryError(reason)
    return Edit(license_, changes, _warnings(license_, changes, today))


def _why_not(
    license_: License, change: Change, status_after: str, offered: tuple[str, ...] | None, today: date
) -> str | None:
    if change.field is Field.STATUS:
        return why_not_status(license_, str(change.after), offered)
    if change.field is Field.SEATS:
        return why_not_seats(change.after)
    return why_not_expires(change.after, status_after, today)


def why_no_way_back(license_: License, changes: tuple[Change, ...], today: date) -> str | None:
    """Why these changes could not be undone once they are saved, as far as that is known now, or None."""
    after = {change.field: change.after for change in changes}
    status = str(after.get(Field.STATUS, license_.status))
    held = replace(license_, status=status, license_status=status)
    for change in changes:
        back = Change(change.field, change.after, change.before)
        if reason := _why_not(held, back, license_.status, None, today):
            if change.field is not Field.STATUS:
                return f"{reason[:1].lower()}{reason[1:]}"
            never = f"never goes back to {license_.status or 'none'}"
            return f"{_article(status).lower()} {status} license {never}."
    return None


def _article(word: str) -> str:
    return "An" if word[:1] in set("AEIOU") else "A"


def _warnings(license_: License, changes: tuple[Change, ...], today: date) -> tuple[str, ...]:
    after = {change.field: change.after for change in changes}
    found: list[str] = []
    if reason := why_no_way_back(license_, changes, today):
        found.append(f"This cannot be undone: {reason}")
    seats = after.get(Field.SEATS)
    if isinstance(seats, int) and license_.used is not None and seats < license_.used:
        found.append(f"{license_.used:,} seats are in use, more than the {seats:,} that remain.")
    expires = after.get(Field.EXPIRES)
    if isinstance(expires, date) and expires < today:
        found.append("This date is past: nobody can use the package any more once it is saved.")
    lapsed = license_.lapsed(today) and Field.EXPIRES not in after
    if after.get(Field.STATUS) == Status.ACTIVE and lapsed and license_.expires is not None:
        found.append(f"It stays expired since {license_.expires.isoformat()}: set a later expiry as well.")
    return tuple(found)


def effect(license_: License, status: str) -> str:
    """What a status means for the customer, in one sentence."""
    who = license_.customer or "this customer"
    what = license_.package or "the package"
    effects: dict[str, str] = {
        Status.TRIAL: f"{who} may use {what} until the trial ends.",
        Status.ACTIVE: f"{who} can use {what}.",
        Status.SUSPENDED: f"Nobody at {who} can use {what}.",
        Status.EXPIRED: f"The time is over: {who} cannot use {what}.",
        Status.UNINSTALLED: f"{who} removed {what}.",
    }
    return effects.get(status, "")
