"""The License Management Org as the services see it."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from time import monotonic
from typing import Final

from lmo_tui.domain.access import Access
from lmo_tui.domain.clues import Clue
from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.errors import BadAnswerError, NoAccessError, NotThereError, RefusedError, RoadClosedError
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.licenses import SITE, Field, License
from lmo_tui.domain.loads import Load, Road
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.packages import Release
from lmo_tui.domain.ports import Batches, Delta, Phrases, Usage
from lmo_tui.domain.text import clean
from lmo_tui.salesforce import versions
from lmo_tui.salesforce.answers import PicklistShape, Record, id_of
from lmo_tui.salesforce.bulk import Job
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.deltas import read_deltas
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.features import SalesforceFeatures
from lmo_tui.salesforce.identity import read_org
from lmo_tui.salesforce.loading import Loader
from lmo_tui.salesforce.records import LicenseReader
from lmo_tui.salesforce.rows import RowReader
from lmo_tui.salesforce.schema import Schema, learn
from lmo_tui.salesforce.searching import condition
from lmo_tui.salesforce.soql import count, equals, is_record_id, select
from lmo_tui.salesforce.versions import LatestVersions
from lmo_tui.salesforce.wire import EDITABLE, LICENSE, STATUS, SUBSCRIPTION, SUBSCRIPTION_LICENSE

FIRST_PAGE: Final = 200

READER_AGE: Final = 900.0
"""Seconds for which what was learned of versions and Checkout sales is good enough to read changes with: a poll every
minute would otherwise cost three calls and not one."""

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
        self._features = SalesforceFeatures(client)
        self._lock = threading.Lock()
        self._schema: Schema | None = None
        self._reader: LicenseReader | None = None
        self._read_at = 0.0
        self._nowhere: frozenset[str] = frozenset()
        """Versions that licenses name and that are not among those of the org: asking again is of no use."""

    def org(self) -> Org:
        """Which org this is and who we are in it."""
        return read_org(self._client, self._alias)

    def access(self) -> Access:
        """What this user may do with licenses."""
        return self._learned().access

    def count(self) -> int:
        """How many licenses this user can see."""
        return self._client.count(count(LICENSE))

    def newest(self) -> Sequence[License]:
        """The newest licenses, newest first: a small page for the first paint."""
        reader = self._read_anew()
        return self._read(reader, self._client.records(self._learned().query(limit=FIRST_PAGE)))

    def begin_load(self, started: datetime, road: Road | None = None) -> Load:
        """Begin to read every license, by the road that fits their number or by this one."""
        return self._loader().begin(started, road)

    def batches(self, load: Load) -> Batches:
        """All licenses that the load has not read yet; raises RoadClosedError where it cannot be gone on with."""
        return self._loader().crew(load)

    def end_load(self, load: Load) -> None:
        """Let the org forget the job; one that is not there any more is no matter."""
        if load.job:
            with suppress(RoadClosedError):
                Job(self._client, load.job).clear_away()

    def changed_since(self, moment: datetime) -> Iterator[Delta]:
        """What moved at or after a moment, page by page; one call unless it is much or the reader is old."""
        return read_deltas(self._client, self._learned(), lambda page: self._reader_for(page, READER_AGE), moment)

    def releases(self) -> frozenset[Release]:
        """The newest version of each package, as it was learned with the last licenses: no call."""
        with self._lock:
            return self._reader.releases if self._reader is not None else frozenset()

    def license(self, license_id: str) -> License:
        """One license as it is now; raises NotThereError."""
        if not is_record_id(license_id):
            raise NotThereError("This is not the id of a license.")
        found = self._find(equals("Id", license_id), limit=1)
        if not found or not same_id(found[0].id, license_id):
            raise NotThereError("The license is not there, or your user may not see it.")
        return found[0]

    def license_named(self, name: str) -> License:
        """One license by its L-number; raises NotThereError."""
        wanted = clean(name.strip(), LONGEST_NAME)
        found = [
            each for each in self._find(equals("Name", wanted), limit=3) if each.name.casefold() == wanted.casefold()
        ]
        if not found:
            raise NotThereError(f"There is no license {wanted} in this org, or your user may not see it.")
        if len(found) > 1:
            raise RefusedError(f"Several licenses are called {wanted}.", remedy="Name it by its id.")
        return found[0]

    def search(self, clues: Sequence[Clue], phrases: Phrases) -> Sequence[License]:
        """Licenses that clues or phrases lead to, in at most three calls once it is known how to read them."""
        where = condition(self._client, self._learned(), clues, phrases)
        return self._find(where, MOST_FOUND) if where else []

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
        """Write the changed fields of the edit and nothing else, once; returns only if the org said that it is done.

        Raises ConflictError, RefusedError, NoAccessError, or UnknownOutcomeError when the answer was lost.
        """
        if not edit.changes:
            raise RefusedError("There is nothing to save.")
        values = {EDITABLE[change.field]: to_wire(change.field, change.after) for change in edit.changes}
        headers = {} if unmodified_since is None else {"If-Unmodified-Since": http_date(unmodified_since)}
        self._client.patch(LICENSE, edit.license.id, values, headers)

    def features(self) -> SalesforceFeatures:
        """The feature parameters of the same org."""
        return self._features

    def usage(self) -> Usage | None:
        """API use as the last answer told it."""
        return self._client.usage

    def close(self) -> None:
        """Give up the connection."""
        self._client.close()

    def _find(self, where: str, limit: int) -> list[License]:
        records = self._client.records(self._learned().query(where, limit))
        return self._read(self._reader_for(records), records)

    def _read(self, reader: LicenseReader, records: Sequence[Record]) -> list[License]:
        with translated():
            return [reader.read(record) for record in records]

    def _learned(self) -> Schema:
        with self._lock:
            if self._schema is None:
                self._schema = learn(self._client.describe)
            return self._schema

    def _reader_for(self, records: Sequence[Record], age: float | None = None) -> LicenseReader:
        """The reader there is; a version that it does not know was released since, and one query tells of it."""
        reader = self._reader_of(age)
        strange = reader.strange(records)
        if strange <= self._nowhere:
            return reader
        reader = reader.renewed(_latest_versions(self._client, self._learned()))
        with self._lock:
            self._reader = reader
            self._nowhere |= reader.strange(records)
        return reader

    def _reader_of(self, age: float | None = None) -> LicenseReader:
        """The reader there is, unless it is older than so many seconds."""
        with self._lock:
            reader, read_at = self._reader, self._read_at
        too_old = age is not None and monotonic() - read_at > age
        return self._read_anew() if reader is None or too_old else reader

    def _read_anew(self) -> LicenseReader:
        """A reader that knows today's versions and Checkout sales."""
        schema = self._learned()
        reader = LicenseReader(schema, _latest_versions(self._client, schema), _sold_through_checkout(self._client))
        with self._lock:
            self._reader, self._read_at = reader, monotonic()
        return reader

    def _loader(self) -> Loader:
        schema, reader = self._learned(), self._reader_of(READER_AGE)
        return Loader(self._client, schema, RowReader(schema, reader.latest, reader.checkout))


def to_wire(field: Field, value: Value) -> str | int | None:
    """A value as the platform wants it written: -1 seats for a site license, null for no expiry."""
    if field is Field.SEATS:
        return SITE if value is None else int(str(value))
    return None if value is None else str(value)


def http_date(moment: datetime) -> str:
    """The moment for a conditional request, which the platform compares by the second."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return format_datetime(aware.astimezone(UTC), usegmt=True)


def _latest_versions(client: Client, schema: Schema) -> LatestVersions:
    query = versions.query(schema.version_fields)
    if query is None:
        return LatestVersions()
    records = client.records(query)
    with translated():
        return LatestVersions(versions.row_of(record) for record in records)


def _sold_through_checkout(client: Client) -> frozenset[str]:
    """The licenses that AppExchange Checkout manages; none where its app is not installed."""
    try:
        records = client.records(select((SUBSCRIPTION_LICENSE,), SUBSCRIPTION))
    except (NoAccessError, RefusedError):
        return frozenset()
    with translated():
        return frozenset(short_id(id_of(record.get(SUBSCRIPTION_LICENSE))) for record in records) - {""}
