"""A License Management Org in memory that fails and changes under one's feet on demand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from lmo_tui.domain.access import Access
from lmo_tui.domain.cells import cells_of
from lmo_tui.domain.clues import Clue, ClueKind
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import ConflictError, LmoError, NotThereError, RefusedError, RoadClosedError
from lmo_tui.domain.features import FeatureField, Kind
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.licenses import TRANSITIONS, License
from lmo_tui.domain.loads import Batch, Load, Road, Span
from lmo_tui.domain.orgs import Org, OrgClass
from lmo_tui.domain.packages import Release
from lmo_tui.domain.ports import Delta, Phrases, Usage
from lmo_tui.domain.subjects import LicenseFeature, Subject
from lmo_tui.domain.timeline import HistoryRow
from tests.fakes.features import FakeFeatures
from tests.fakes.licenses import NOW, RECORD_TYPES
from tests.fakes.setup import FakeSetup


def an_org(org_class: OrgClass = OrgClass.DEMO, user: str = "0055g0000000US1AAA") -> Org:
    """The org that the fakes pretend to be."""
    return Org(
        id="00D5g0000000LMOEAK",
        name="Acme LMO",
        alias="acme-lmo",
        org_class=org_class,
        user_id=user,
        user_name="Dana Smith",
        instance_url="https://acme.my.salesforce.example",
    )


@dataclass
class Fault:
    """An error that one kind of call raises, some times; `committed` lets an update happen all the same."""

    call: str
    error: LmoError
    times: int = 1
    committed: bool = False
    skip: int = 0
    """How many calls go well before."""


class FakeBatches:
    """A load of a fake org, a page at a time."""

    def __init__(self, repository: "FakeRepository", load: Load) -> None:
        self._repository = repository
        self._road = load.road
        self.closed = False
        rows = sorted(repository.licenses, key=lambda each: each.id)
        if load.road is Road.RANGES:
            rows = [each for each in rows if load.spans and each.id > load.spans[0].after]
        pages = [rows[start : start + repository.page_size] for start in range(0, len(rows), repository.page_size)]
        named = [(f"page {number}", page) for number, page in enumerate(pages)]
        self._pages = [(name, page) for name, page in named if name not in load.pages]

    def take(self) -> Sequence[Batch]:
        """The next page."""
        if self.closed or not self._pages:
            return []
        name, rows = self._pages.pop(0)
        cells = [cells_of(each) for each in self._repository.page(rows)]
        if self._road is Road.JOB:
            return [Batch(cells, name, over=True)]
        return [Batch(cells, "", rows[-1].id, over=not self._pages)]

    def close(self) -> None:
        """No more."""
        self.closed = True


@dataclass
class FakeRepository:
    """Fits LicenseRepository; `calls` names every call in order, `updates` holds what was written."""

    licenses: list[License] = field(default_factory=list)
    here: Org = field(default_factory=an_org)
    permitted: Access = field(default_factory=Access)
    page_size: int = 20
    offers: dict[str, tuple[str, ...] | None] = field(
        default_factory=lambda: {
            RECORD_TYPES[status]: tuple(map(str, (status, *after))) for status, after in TRANSITIONS.items()
        }
    )
    may_write: Callable[[], bool] = lambda: True
    calls: list[str] = field(default_factory=list)
    updates: list[tuple[Edit, datetime | None]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    before: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What happens just before the next call of a kind: how another user gets in between."""
    deleted: dict[str, str] = field(default_factory=dict)
    """The SystemModstamp of each license in the recycle bin, by its id."""
    released: frozenset[Release] = frozenset()
    closed: bool = False
    latency: timedelta | None = None
    fresh_readings: int = 0
    """How many of the next readings are made in the second of the license's last change."""
    parameters: FakeFeatures = field(default_factory=FakeFeatures)
    made: FakeSetup = field(default_factory=FakeSetup)
    """How the org is set up."""
    histories: dict[str, list[HistoryRow]] = field(default_factory=dict)
    """What the org's history tells, by the 15-character id of the license."""
    road: Road = Road.RANGES
    jobs: list[str] = field(default_factory=list)
    """The Bulk API jobs that the org holds."""

    def connect(self, may_write: Callable[[], bool]) -> "FakeRepository":
        """What Session is given to connect with."""
        self._enter("connect")
        self.may_write = may_write
        return self

    def fail(self, call: str, error: LmoError, times: int = 1, *, committed: bool = False, skip: int = 0) -> None:
        """Let the next calls of this kind fail."""
        self.faults.append(Fault(call, error, times, committed, skip))

    def somebody_changes(self, license_id: str, by: str = "Priya Nair", **changes: Any) -> None:  # noqa: ANN401 - any attribute of License
        """Another user's change, at once."""
        old = self._find(license_id)
        at = max(old.modified or NOW, NOW) + timedelta(seconds=1)
        stamp = at.strftime("%Y-%m-%dT%H:%M:%S.000%z")
        self._replace(replace(old, modified=at, modified_by=by, modstamp=stamp, **changes))

    def somebody_deletes(self, license_id: str) -> None:
        """Another user's deletion, at once."""
        gone = self._find(license_id)
        self.licenses = [each for each in self.licenses if each is not gone]
        self.deleted[gone.id] = (NOW + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S.000%z")

    def holds(self, license_id: str) -> License:
        """What the org holds now, without a call."""
        return self._find(license_id)

    def org(self) -> Org:
        self._enter("org")
        return self.here

    def access(self) -> Access:
        self._enter("access")
        return self.permitted

    def count(self) -> int:
        self._enter("count")
        return len(self.licenses)

    def newest(self) -> Sequence[License]:
        self._enter("newest")
        return sorted(self.licenses, key=lambda each: each.name, reverse=True)[: self.page_size]

    def begin_load(self, started: datetime, road: Road | None = None) -> Load:
        self._enter("begin_load")
        chosen = road or self.road
        job = f"750{len(self.calls):015}" if chosen is Road.JOB else ""
        if job:
            self.jobs.append(job)
        return Load(chosen, "everything", started, len(self.licenses), job, () if job else (Span(),))

    def batches(self, load: Load) -> "FakeBatches":
        self._enter("batches")
        if load.job and load.job not in self.jobs:
            raise RoadClosedError("The job is gone.")
        return FakeBatches(self, load)

    def end_load(self, load: Load) -> None:
        self._enter("end_load")
        self.jobs = [job for job in self.jobs if job != load.job]

    def page(self, rows: Sequence[License]) -> Sequence[License]:
        """What a page of these holds: they are what they were when the load began."""
        self._enter("page")
        return rows

    def changed_since(self, moment: datetime) -> Iterator[Delta]:
        self._enter("changed_since")
        moved = [each for each in self.licenses if datetime.fromisoformat(each.modstamp) >= moment]
        deleted = {key: stamp for key, stamp in self.deleted.items() if datetime.fromisoformat(stamp) >= moment}
        stamps = [*(each.modstamp for each in moved), *deleted.values()]
        for start in range(0, max(len(moved), 1), self.page_size):
            yield Delta(moved[start : start + self.page_size], frozenset(deleted), max(stamps, default=""))

    def releases(self) -> frozenset[Release]:
        return self.released

    def license(self, license_id: str) -> License:
        self._enter("license")
        return self._find(license_id)

    def those(self, license_ids: Sequence[str]) -> Sequence[License]:
        self._enter("those")
        wanted = set(map(short_id, license_ids))
        return [each for each in self.licenses if short_id(each.id) in wanted]

    def held(self, kind: Kind, record_ids: Sequence[str]) -> Sequence[LicenseFeature]:
        features = self.parameters.those(kind, record_ids)
        ids = [each.value.license_id for each in features if each.value is not None]
        licenses = {short_id(each.id): each for each in self.licenses if short_id(each.id) in ids}
        found = [(each, licenses.get(each.value.license_id)) for each in features if each.value is not None]
        return [LicenseFeature(license_, each, self.parameters.permitted) for each, license_ in found if license_]

    def feature(self, license_id: str, field: FeatureField) -> LicenseFeature:
        license_ = self.license(license_id)
        for each in self.parameters.those(field.kind, [field.record_id]):
            return LicenseFeature(license_, each, self.parameters.permitted)
        raise NotThereError(f"There is no {field.label}.")

    def setup(self) -> FakeSetup:
        return self.made

    def is_too_fresh(self, held: Subject) -> bool:
        self.fresh_readings -= 1
        return self.fresh_readings >= 0

    def license_named(self, name: str) -> License:
        self._enter("license_named")
        for each in self.licenses:
            if each.name.casefold() == name.casefold():
                return each
        raise NotThereError(f"There is no license {name}.")

    def search(self, clues: Sequence[Clue], phrases: Phrases) -> Sequence[License]:
        self._enter("search")
        numbers = {clue.value for clue in clues if clue.kind is ClueKind.NUMBER}
        ids = {clue.value for clue in clues if clue.kind is ClueKind.ID}
        return [
            each
            for each in self.licenses
            if each.name.casefold() in numbers
            or not ids.isdisjoint((short_id(each.id), each.short_org_id))
            or any(
                phrase.casefold() in f"{each.customer} {each.email}".casefold() for tier in phrases for phrase in tier
            )
        ]

    def history(self, license_id: str) -> Sequence[HistoryRow]:
        self._enter("history")
        return self.histories.get(short_id(license_id), [])

    def offered_statuses(self, record_type_id: str) -> tuple[str, ...] | None:
        self._enter("offered_statuses")
        return self.offers.get(record_type_id)

    def update(self, edit: Edit, unmodified_since: datetime | None) -> None:
        if not self.may_write():
            raise RefusedError("The connection is read-only.")
        fault = self._enter("update", raises=False)
        if fault and not fault.committed:
            raise fault.error
        old = self._now(edit)
        if unmodified_since and old.modified and old.modified > unmodified_since:
            raise ConflictError("The record was changed since it was read.")
        self.updates.append((edit, unmodified_since))
        self._write(edit)
        if fault:
            raise fault.error

    def _now(self, edit: Edit) -> Subject:
        """What the edit is of, without a call."""
        if edit.feature is None or edit.feature.value is None:
            return self._find(edit.license.id)
        return LicenseFeature(self._find(edit.license.id), self.parameters.holds(edit.feature.value.id))

    def _write(self, edit: Edit) -> None:
        if edit.feature is not None:
            self.parameters.write(edit, self.here.user_name)
            return
        values = {change.field.value: change.after for change in edit.changes}
        if "status" in values:
            values["license_status"] = values["status"]
        self.somebody_changes(edit.license.id, by=self.here.user_name, **values)

    def update_all(self, edits: Sequence[Edit]) -> Sequence[LmoError | None]:
        if not self.may_write():
            raise RefusedError("The connection is read-only.")
        fault = self._enter("update_all", raises=False)
        if fault and not fault.committed:
            raise fault.error
        answers = [self._save(edit) for edit in edits]
        if fault:
            raise fault.error
        return answers

    def _save(self, edit: Edit) -> LmoError | None:
        """One of many: it fails alone, by a fault of a call that is named after its license."""
        if fault := self._enter(edit.license.name, raises=False):
            return fault.error
        self.updates.append((edit, None))
        self._write(edit)
        return None

    def features(self) -> FakeFeatures:
        return self.parameters

    def usage(self) -> Usage | None:
        return Usage(used=18, allowed=100, latency=self.latency)

    def close(self) -> None:
        self.closed = True

    def _enter(self, call: str, *, raises: bool = True) -> Fault | None:
        self.calls.append(call)
        if surprise := self.before.pop(call, None):
            surprise()
        for fault in self.faults:
            if fault.call == call and fault.skip > 0:
                fault.skip -= 1
            elif fault.call == call and fault.times > 0:
                fault.times -= 1
                if raises:
                    raise fault.error
                return fault
        return None

    def _find(self, license_id: str) -> License:
        for each in self.licenses:
            if same_id(each.id, license_id):
                return each
        raise NotThereError(f"There is no license {short_id(license_id)}.")

    def _replace(self, new: License) -> None:
        self.licenses = [new if same_id(each.id, new.id) else each for each in self.licenses]


def with_licenses(licenses: Iterable[License], org_class: OrgClass = OrgClass.DEMO) -> FakeRepository:
    """A repository that holds these licenses, of an org of this class."""
    return FakeRepository(list(licenses), an_org(org_class))
