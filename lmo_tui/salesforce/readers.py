"""What must be known to read licenses: fields, versions, Checkout sales. Learned when first needed, again with time."""

import threading
from collections.abc import Sequence
from time import monotonic
from typing import Final

from lmo_tui.domain.errors import NoAccessError, RefusedError
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.packages import Release
from lmo_tui.salesforce import versions
from lmo_tui.salesforce.answers import Record, id_of
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.records import LicenseReader
from lmo_tui.salesforce.schema import Schema, learn
from lmo_tui.salesforce.soql import select
from lmo_tui.salesforce.versions import LatestVersions
from lmo_tui.salesforce.wire import SUBSCRIPTION, SUBSCRIPTION_LICENSE

READER_AGE: Final = 900.0
"""Seconds for which what was learned of versions and Checkout sales is good enough to read changes with: a poll every
minute would otherwise cost three calls and not one."""


class Readers:
    """The reader of licenses, as fresh as it has to be; may be asked from any thread."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._schema: Schema | None = None
        self._reader: LicenseReader | None = None
        self._read_at = 0.0
        self._nowhere: frozenset[str] = frozenset()
        """Versions that licenses name and that are not among those of the org: asking again is of no use."""

    def releases(self) -> frozenset[Release]:
        """The newest version of each package, as it was learned with the last licenses: no call."""
        with self._lock:
            return self._reader.releases if self._reader is not None else frozenset()

    def learned(self) -> Schema:
        """The fields of licenses that this user may see."""
        with self._lock:
            if self._schema is None:
                self._schema = learn(self._client.describe)
            return self._schema

    def reader_for(self, records: Sequence[Record], age: float | None = None) -> LicenseReader:
        """The reader there is; a version that it does not know was released since, and one query tells of it."""
        reader = self.reader_of(age)
        strange = reader.strange(records)
        if strange <= self._nowhere:
            return reader
        reader = reader.renewed(_latest_versions(self._client, self.learned()))
        with self._lock:
            self._reader = reader
            self._nowhere |= reader.strange(records)
        return reader

    def reader_of(self, age: float | None = None) -> LicenseReader:
        """The reader there is, unless it is older than so many seconds."""
        with self._lock:
            reader, read_at = self._reader, self._read_at
        too_old = age is not None and monotonic() - read_at > age
        return self.anew() if reader is None or too_old else reader

    def anew(self) -> LicenseReader:
        """A reader that knows today's versions and Checkout sales."""
        schema = self.learned()
        reader = LicenseReader(schema, _latest_versions(self._client, schema), _sold_through_checkout(self._client))
        with self._lock:
            self._reader, self._read_at = reader, monotonic()
        return reader


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
