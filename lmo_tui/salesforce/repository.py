"""The License Management Org as the services see it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

from lmo_tui.domain.access import Access
from lmo_tui.domain.clues import Clue
from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.errors import (
    BadAnswerError,
    LmoError,
    NoAccessError,
    NotThereError,
    RefusedError,
    RoadClosedError,
)
from lmo_tui.domain.features import FeatureField, Kind
from lmo_tui.domain.ids import is_id, same_id, short_id
from lmo_tui.domain.licenses import SITE, Field, License
from lmo_tui.domain.loads import Load, Road
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.packages import Release
from lmo_tui.domain.ports import MOST_TOGETHER, Batches, Delta, Phrases, Usage
from lmo_tui.domain.subjects import LicenseFeature, Subject
from lmo_tui.domain.text import clean
from lmo_tui.domain.timeline import HistoryRow
from lmo_tui.salesforce.answers import PicklistShape, Record
from lmo_tui.salesforce.bulk import Job
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.deltas import read_deltas
from lmo_tui.salesforce.faults import refusal, translated
from lmo_tui.salesforce.features import ITS_LICENSE, SalesforceFeatures, patch_of
from lmo_tui.salesforce.histories import read_history
from lmo_tui.salesforce.identity import read_org
from lmo_tui.salesforce.loading import Loader
from lmo_tui.salesforce.readers import READER_AGE, Readers
from lmo_tui.salesforce.records import LicenseReader
from lmo_tui.salesforce.rows import RowReader
from lmo_tui.salesforce.searching import condition
from lmo_tui.salesforce.setup import SalesforceSetup
from lmo_tui.salesforce.soql import among, count, equals, is_record_id
from lmo_tui.salesforce.wire import EDITABLE, LICENSE, STATUS

FIRST_PAGE: Final = 200

LONGEST_PATHS: Final = 4_000
"""Characters of what is read of a license with each value: with 200 ids, the URL then stays below 10,000."""

LONGEST_NAME: Final = 80
"""Characters of a Name field; a longer one is no record's, and makes a query too long."""

MOST_FOUND: Final = 200
"""Licenses that a search may lead to: one page."""

_NOT_OFFERED: Final = (NoAccessError, RefusedError, BadAnswerError)


class SalesforceLicenses:
    """Fits `ports.LicenseRepository`. Every method blocks, may be called from any thread, and raises only LmoError."""

    def __init__(self, client: Client, alias: str) -> None:
        self._client = client
        self._alias = alias
        self._readers = Readers(client)
        self._features = SalesforceFeatures(client)
        self._asked: dict[str, datetime | None] = {}
        """The server's time when a license was last asked for, by its short id."""

    def org(self) -> Org:
        """Which org this is and who we are in it."""
        return read_org(self._client, self._alias)

    def access(self) -> Access:
        """What this user may do with licenses."""
        return self._readers.learned().access

    def count(self) -> int:
        """How many licenses this user can see."""
        return self._client.count(count(LICENSE))

    def newest(self) -> Sequence[License]:
        """The newest licenses, newest first: a small page for the first paint."""
        reader = self._readers.anew()
        return _read(reader, self._client.records(self._readers.learned().query(limit=FIRST_PAGE)))

    def begin_load(self, started: datetime, road: Road | None = None) -> Load:
        """Begin to read every license, by the road that fits their number or by this one."""
        return _loader(self._client, self._readers).begin(started, road)

    def batches(self, load: Load) -> Batches:
        """All licenses that the load has not read yet; raises RoadClosedError where it cannot be gone on with."""
        return _loader(self._client, self._readers).crew(load)

    def end_load(self, load: Load) -> None:
        """Let the org forget the job; one that is not there any more is no matter."""
        if load.job:
            with suppress(RoadClosedError):
                Job(self._client, load.job).clear_away()

    def changed_since(self, moment: datetime) -> Iterator[Delta]:
        """What moved at or after a moment, page by page; one call unless it is much or the reader is old."""
        readers = self._readers
        return read_deltas(self._client, readers.learned(), lambda page: readers.reader_for(page, READER_AGE), moment)

    def releases(self) -> frozenset[Release]:
        """The newest version of each package, as it was learned with the last licenses: no call."""
        return self._readers.releases()

    def license(self, license_id: str) -> License:
        """One license as it is now; raises NotThereError."""
        if not is_record_id(license_id):
            raise NotThereError("This is not the id of a license.")
        asked = self._client.server_time
        found = _found(self._client, self._readers, equals("Id", license_id), limit=1)
        if not found or not same_id(found[0].id, license_id):
            raise NotThereError("The license is not there, or your user may not see it.")
        self._asked[short_id(license_id)] = asked
        return found[0]

    def feature(self, license_id: str, field: FeatureField) -> LicenseFeature:
        """One parameter of a license as it is now, and the license: two calls; raises NotThereError."""
        license_ = self.license(license_id)
        asked = self._client.server_time
        found = self._features.those(field.kind, [field.record_id])
        if not found or found[0].value is None or short_id(found[0].parameter.id) != field.parameter_id:
            raise NotThereError(f"{field.label} of {license_.name} is not there, or your user may not see it.")
        if not same_id(found[0].value.license_id, license_.id):
            raise NotThereError(f"The record of {field.label} is not one of {license_.name} any more.")
        self._asked[short_id(field.record_id)] = asked
        return LicenseFeature(license_, found[0], self._features.access())

    def is_too_fresh(self, held: Subject) -> bool:
        """Whether another change could have been made within the very second of its LastModifiedDate after it was read.

        The precondition of a write is one second fine, and would not tell the two apart. A server that tells no time
        leaves only the comparison of fields.
        """
        asked = self._asked.get(short_id(held.id))
        if asked is None or held.modified is None:
            return False
        return asked < held.modified.replace(microsecond=0) + timedelta(seconds=1)

    def license_named(self, name: str) -> License:
        """One license by its L-number; raises NotThereError."""
        wanted = clean(name.strip(), LONGEST_NAME)
        found = [
            each
            for each in _found(self._client, self._readers, equals("Name", wanted), limit=3)
            if each.name.casefold() == wanted.casefold()
        ]
        if not found:
            raise NotThereError(f"There is no license {wanted} in this org, or your user may not see it.")
        if len(found) > 1:
            raise RefusedError(f"Several licenses are called {wanted}.", remedy="Name it by its id.")
        return found[0]

    def search(self, clues: Sequence[Clue], phrases: Phrases) -> Sequence[License]:
        """Licenses that clues or phrases lead to, in at most three calls once it is known how to read them."""
        where = condition(self._client, self._readers.learned(), clues, phrases)
        return _found(self._client, self._readers, where, MOST_FOUND) if where else []

    def history(self, license_id: str) -> Sequence[HistoryRow]:
        """What the org's history tells of a license, in any order: one query; raises NoAccessError where it may not."""
        return read_history(self._client, license_id)

    def offered_statuses(self, record_type_id: str) -> tuple[str, ...] | None:
        """Status values that the org offers for a record type; None where it does not tell."""
        if not is_record_id(record_type_id):
            return None
        path = f"ui-api/object-info/{LICENSE}/picklist-values/{record_type_id}/{STATUS}"
        try:
            offered = self._client.resource(path, PicklistShape)
        except _NOT_OFFERED:
            return None
        return tuple(choice.value for choice in offered.values) or None

    def update(self, edit: Edit, unmodified_since: datetime | None) -> None:
        """Write the changed fields of the edit's record and nothing else, once; returns only if it was said to be done.

        Raises ConflictError, RefusedError, NoAccessError, or UnknownOutcomeError when the answer was lost.
        """
        if not edit.changes:
            raise RefusedError("There is nothing to save.")
        headers = {} if unmodified_since is None else {"If-Unmodified-Since": http_date(unmodified_since)}
        self._client.patch(*(_of_license(edit) if edit.feature is None else patch_of(edit)), headers)

    def those(self, license_ids: Sequence[str]) -> Sequence[License]:
        """These licenses as they are now, up to `MOST_TOGETHER`, in any order; without those that are not there."""
        if len(license_ids) > MOST_TOGETHER or not all(map(is_record_id, license_ids)):
            raise ValueError("not the ids of so many licenses")
        # The org refuses the whole query over one id that cannot be.
        wanted = {short_id(each) for each in license_ids if is_id(each)}
        found = _found(self._client, self._readers, among("Id", sorted(wanted)), limit=MOST_TOGETHER) if wanted else []
        return [license_ for license_ in found if short_id(license_.id) in wanted]

    def held(self, kind: Kind, record_ids: Sequence[str]) -> Sequence[LicenseFeature]:
        """The parameters of one type that up to `MOST_TOGETHER` records hold, each with its license: one call.

        Where the ISV's own fields make that query too long for a URL, the licenses are read by a call of their own.
        """
        if len(record_ids) > MOST_TOGETHER:
            raise ValueError("not so many records")
        access = self._features.access()
        also = [f"{ITS_LICENSE}.{path}" for path in self._readers.learned().paths()]
        if len(" ".join(also)) > LONGEST_PATHS:
            features = self._features.those(kind, record_ids)
            ids = sorted({each.value.license_id for each in features if each.value is not None})
            licenses = {short_id(each.id): each for each in self.those(ids)}
            found = [(each, licenses.get(each.value.license_id)) for each in features if each.value is not None]
            return [LicenseFeature(license_, each, access) for each, license_ in found if license_ is not None]
        rows = self._features.those_with(kind, record_ids, also)
        records = [record[ITS_LICENSE] for _, record in rows if isinstance(record.get(ITS_LICENSE), dict)]
        if len(records) != len(rows):
            raise BadAnswerError("The org sent values without their licenses.")
        read = _read(self._readers.reader_for(records), records)
        return [LicenseFeature(license_, each, access) for (each, _), license_ in zip(rows, read, strict=True)]

    def update_all(self, edits: Sequence[Edit]) -> Sequence[LmoError | None]:
        """Write the changed fields of these edits in one call, each for itself; of each why it was not saved, or None.

        Raises RefusedError or NoAccessError where none was saved, UnknownOutcomeError when the answer was lost.
        """
        if len(edits) > MOST_TOGETHER or not all(edit.changes and is_record_id(edit.license.id) for edit in edits):
            raise ValueError("not so many changes of licenses")
        parts = (_of_license(edit) if edit.feature is None else patch_of(edit) for edit in edits)
        rows = [{"attributes": {"type": name}, "id": record_id} | values for name, record_id, values in parts]
        return [None if result.success else refusal(*result.why) for result in self._client.patch_all(rows)]

    def features(self) -> SalesforceFeatures:
        """The feature parameters of the same org."""
        return self._features

    def setup(self) -> SalesforceSetup:
        """How the same org is set up."""
        return SalesforceSetup(self._client)

    def usage(self) -> Usage | None:
        """API use as the last answer told it."""
        return self._client.usage

    def close(self) -> None:
        """Give up the connection."""
        self._client.close()


def to_wire(field: Field, value: Value) -> str | int | None:
    """A value as the platform wants it written: -1 seats for a site license, null for no expiry."""
    if field is Field.SEATS:
        return SITE if value is None else int(str(value))
    return None if value is None else str(value)


def _found(client: Client, readers: Readers, where: str, limit: int) -> list[License]:
    records = client.records(readers.learned().query(where, limit))
    return _read(readers.reader_for(records), records)


def _loader(client: Client, readers: Readers) -> Loader:
    schema, reader = readers.learned(), readers.reader_of(READER_AGE)
    return Loader(client, schema, RowReader(schema, reader.latest, reader.checkout))


def _read(reader: LicenseReader, records: Sequence[Record]) -> list[License]:
    with translated():
        return [reader.read(record) for record in records]


def _of_license(edit: Edit) -> tuple[str, str, dict[str, object]]:
    """What a change of fields comes to: the object, the record, and the fields that are written."""
    return LICENSE, edit.license.id, {EDITABLE[field]: to_wire(field, value) for field, value in edit.values.items()}


def http_date(moment: datetime) -> str:
    """The moment for a conditional request, which the platform compares by the second."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return format_datetime(aware.astimezone(UTC), usegmt=True)
