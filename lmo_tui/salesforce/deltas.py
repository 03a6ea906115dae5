"""What has moved in the org, by one query: licenses that changed, went, or show a customer who was renamed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from lmo_tui.domain.ports import Delta
from lmo_tui.salesforce.answers import Record, flag_of, id_of, text_of
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.records import LicenseReader
from lmo_tui.salesforce.schema import Schema
from lmo_tui.salesforce.soql import any_of, since
from lmo_tui.salesforce.wire import MODSTAMP

DELETED: Final = "IsDeleted"

WATCHED: Final = (
    "sfLma__Account__r",
    "sfLma__Contact__r",
    "sfLma__Lead__r",
    "sfLma__Package__r",
    "sfLma__Package_Version__r",
)
"""The parents whose changes show on a license and do not move its own SystemModstamp. Users are not among them: every
login moves theirs."""


ReaderFor: TypeAlias = Callable[[Sequence[Record]], LicenseReader]
"""A reader that can read these records."""


def read_deltas(client: Client, schema: Schema, reader_for: ReaderFor, moment: datetime) -> Iterator[Delta]:
    """What moved at or after a moment, page by page."""
    seen = {path.partition(".")[0] for path in schema.columns.values() if "." in path}
    stamps = (MODSTAMP, *(f"{relation}.{MODSTAMP}" for relation in WATCHED if relation in seen))
    query = schema.query(any_of(*(since(stamp, moment) for stamp in stamps)), also=(DELETED, *stamps[1:]))
    for page in client.pages(query, deleted=True):
        reader = reader_for(page)
        with translated():
            delta = _delta(reader, page, stamps)
        yield delta


def _delta(reader: LicenseReader, page: Sequence[Record], stamps: Sequence[str]) -> Delta:
    deleted = [record for record in page if flag_of(record.get(DELETED))]
    there = [record for record in page if not flag_of(record.get(DELETED))]
    return Delta(
        licenses=tuple(reader.read(record) for record in there),
        deleted=frozenset(id_of(record.get("Id")) for record in deleted) - {""},
        newest=max((_stamp(record, stamp) for record in page for stamp in stamps), default=""),
    )


def _stamp(record: Record, path: str) -> str:
    relation, dot, name = path.rpartition(".")
    parent = record.get(relation) if dot else record
    return text_of(parent.get(name)) if isinstance(parent, dict) else ""
