"""What happened to a license, told once each, and what it was on a day: the org's history and our journal together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from lmo_tui.domain.edits import Change, Value, label_of
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.features import FeatureField
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.journal import UNSETTLED, Ending, JournalEntry
from lmo_tui.domain.licenses import FIELD_LABELS, AnyField, Field, License

VERSION: Final = "version"
VERSION_ID: Final = "version_id"
CREATED: Final = "created"
"""What sfLma__License__History calls its first row (domain.md 1.5)."""

TRACKED: Final = (*(field.value for field in Field), VERSION)
"""The attributes of a license that the LMA keeps a history of; of the rest only the present is known."""

STEADY: Final = ("name", "package", "org_id", "installed", "created", "created_by")
"""What no change of a license ever moves: an upgrade leaves the install date (domain.md 3.4)."""

UNTRACKED: Final = (
    *("license_status", "license_type", "used", "latest_version", "account", "contact", "contact_email", "lead"),
    *("lead_email", "company", "sandbox", "instance", "edition", "org_status", "org_trial_ends", "owner"),
)
"""What a license shows, and nobody keeps the past of."""

KEPT: Final = timedelta(days=18 * 30)
"""How long history is surely kept: 18 months (salesforce-api.md 3)."""

SKEW: Final = timedelta(minutes=10)
"""How far the clocks of the org and of this machine may lie apart for a change that both tell of."""

LABELS: Final[Mapping[str, str]] = {
    **{field.value: label for field, label in FIELD_LABELS.items()},
    VERSION: "Version",
    "ownerAssignment": "Owner",
}


class What(StrEnum):
    """What kind of thing happened."""

    CREATED = "created"
    INSTALLED = "installed"
    CHANGED = "changed"
    TRIED = "tried"
    """A change of ours that was refused, or of which it is not known whether it was saved."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change as the org's own history tells it; `Field` of License, version or version_id, else an API name."""

    id: str
    at: datetime
    by: str
    by_id: str
    field: str
    old: Value = None
    new: Value = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    at: datetime
    what: What
    name: str = ""
    """The attribute of the license, an API name, or the full name of a parameter."""
    label: str = ""
    before: Value = None
    after: Value = None
    who: str = ""
    row: HistoryRow | None = None
    """How the org's history tells it."""
    entry: JournalEntry | None = None
    """How our journal tells it."""
    field: AnyField | None = None
    """What our values are of, where it is one of those that can be written."""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.row.id if self.row else ''}/{self.entry.id if self.entry else ''}/{self.what}/{self.name}"

    @property
    def reason(self) -> str:
        """Why it was done, as our journal has it."""
        return self.entry.reason if self.entry else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Who tells of it."""
        org = ("org",) if self.row or not self.entry else ()
        return (*org, "journal") if self.entry else org

    def said(self, value: Value) -> str:
        """A value of it, in words."""
        if self.field is not None:
            return spoken(self.field, value)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class AsOf:
    """A license as it was at a moment."""

    at: datetime
    values: Mapping[str, Value]
    """Of the fields that are tracked, and the version's id, those that are known."""
    unknown: Mapping[str, str]
    """Of those that are not known, why."""

    def said(self, name: str) -> str:
        """One of the tracked fields in words."""
        if name not in self.values:
            return f"not known: {self.unknown[name]}"
        value = self.values[name]
        return spoken(Field(name), value) if name != VERSION else str(value or "none")


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is known of the past of one license, newest first."""

    license: License
    events: tuple[Event, ...]
    rows: tuple[HistoryRow, ...] | None
    """What the org's history holds, oldest first; None where it could not be read."""
    why_partial: str = ""
    """Why that was so."""

    def as_of(self, at: datetime, now: datetime) -> AsOf:
        """The license as it was at the end of a moment; raises BadEntryError where it was not yet, or is not yet."""
        license_ = self.license
        if license_.created is not None and at < license_.created:
            created = f"It was created on {license_.created.astimezone(at.tzinfo):%Y-%m-%d}."
            raise BadEntryError(f"{license_.name} was not there yet.", created)
        values: dict[str, Value] = {}
        unknown: dict[str, str] = {}
        for name in (*TRACKED, VERSION_ID):
            if reason := self._why_unknown(name, at, now):
                unknown[name] = reason
            else:
                values[name] = self._value(name, at)
        return AsOf(min(at, now), values, unknown)

    def _why_unknown(self, name: str, at: datetime, now: datetime) -> str:
        license_, rows = self.license, self.rows
        if name in license_.unseen:
            return "your user has no access to it"
        if any(row.field == name and row.at > at for row in rows or ()):
            return "" if self._reaches(at, now) else "the org's history does not reach back so far"
        if license_.modified is not None and license_.modified <= at:
            return ""  # Nothing of it was saved since, whatever the history tells.
        if rows is None:
            return "the org's history cannot be read"
        if not rows:
            return "the org has no history of it"
        return "" if self._reaches(at, now) else "the org's history does not reach back so far"

    def _reaches(self, at: datetime, now: datetime) -> bool:
        rows = self.rows or ()
        return at >= now - KEPT or any(row.field == CREATED or row.at <= at for row in rows)

    def _value(self, name: str, at: datetime) -> Value:
        mine = [row for row in self.rows or () if row.field == name]
        later = [row for row in mine if row.at > at]
        if later:
            return later[0].old
        held: Value = getattr(self.license, name)
        modified = self.license.modified
        # The license may have been read before its last change, of which the history tells already.
        return mine[-1].new if mine and modified is not None and mine[-1].at > modified else held


def timeline(
    license_: License, rows: Iterable[HistoryRow] | None, entries: Sequence[JournalEntry], why_partial: str = ""
) -> Timeline:
    """What the org tells and what our journal tells, each change once."""
    ordered = None if rows is None else tuple(in_order(rows))
    events = [
        *_beginnings(license_, ordered or ()),
        *_merged([row for row in ordered or () if row.field not in {CREATED, VERSION_ID}], entries),
    ]
    events.sort(key=lambda event: event.at, reverse=True)
    return Timeline(license_, tuple(events), ordered, why_partial)


def in_order(rows: Iterable[HistoryRow]) -> Iterator[HistoryRow]:
    """The rows, oldest first: those of one second in the order in which each goes on from the one before."""
    together: list[HistoryRow] = []
    for row in sorted(rows, key=lambda row: (row.at, row.id)):
        if together and together[0].at != row.at:
            yield from _chained(together)
            together = []
        together.append(row)
    yield from _chained(together)


def _chained(rows: list[HistoryRow]) -> Iterator[HistoryRow]:
    """The rows of one second by their ids where those fit, else so that each goes on from the one before."""
    for field in dict.fromkeys(row.field for row in rows):
        mine = [row for row in rows if row.field == field]
        if all(one.new == other.old for one, other in pairwise(mine)):
            yield from mine
            continue
        # History is one second fine, and ids do not promise an order.
        led = [row.new for row in mine if row.old != row.new]
        following = next((row for row in mine if row.old not in led), mine[0])
        while True:
            mine.remove(following)
            yield following
            if not mine:
                break
            following = next((row for row in mine if row.old == following.new), mine[0])


def _beginnings(license_: License, rows: Sequence[HistoryRow]) -> Iterator[Event]:
    first = next((row for row in rows if row.field == CREATED), None)
    if first is not None:
        yield Event(first.at, What.CREATED, who=first.by, row=first)
    elif license_.created is not None:
        yield Event(license_.created, What.CREATED, who=license_.created_by)
    if license_.installed is not None:
        midnight = datetime.combine(license_.installed, time(), UTC)
        yield Event(midnight, What.INSTALLED, "installed", "Installed", after=license_.installed)


def _merged(rows: list[HistoryRow], entries: Sequence[JournalEntry]) -> Iterator[Event]:
    left = list(rows)
    for entry in entries:
        for change in entry.changes:
            row = _same(left, entry, change)
            if row is not None:
                left.remove(row)
            saved = row is not None or entry.ending is Ending.APPLIED
            yield Event(
                row.at if row else entry.at,
                What.CHANGED if saved else What.TRIED,
                _name(change.field),
                label_of(change.field),
                change.before,
                change.after,
                entry.user_name,
                row,
                entry,
                change.field,
            )
    for row in left:
        field = next((each for each in Field if each.value == row.field), None)
        label = LABELS.get(row.field, row.field)
        yield Event(row.at, What.CHANGED, row.field, label, row.old, row.new, row.by, row, None, field)


def _name(field: AnyField) -> str:
    return field.full_name if isinstance(field, FeatureField) else field.value


def _same(rows: Sequence[HistoryRow], entry: JournalEntry, change: Change) -> HistoryRow | None:
    """The row that tells of the same change, if there is one: the nearest in time."""
    if entry.ending is not Ending.APPLIED and entry.ending not in UNSETTLED:
        return None
    from_, until = entry.at - SKEW, (entry.ended or entry.at) + SKEW
    candidates = [
        row
        for row in rows
        if row.field == _name(change.field)
        and (row.old, row.new) == (change.before, change.after)
        and from_ <= row.at <= until
        and (not row.by_id or same_id(row.by_id, entry.user_id))
    ]
    return min(candidates, key=lambda row: abs(row.at - entry.at), default=None)
