"""The history that the org keeps of one license: one query, when it is asked for."""

from collections.abc import Mapping
from typing import Final

from lmo_tui.domain.edits import Value
from lmo_tui.domain.errors import NoAccessError, NotThereError, RefusedError
from lmo_tui.domain.licenses import Field, expiration_from_wire, seats_from_wire
from lmo_tui.domain.timeline import VERSION, VERSION_ID, HistoryRow
from lmo_tui.salesforce.answers import Record, day_of, id_of, moment_of, number_of, text_of
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.soql import equals, is_record_id, select
from lmo_tui.salesforce.wire import EDITABLE, PACKAGE_VERSION

HISTORY: Final = "sfLma__License__History"

_FIELDS: Final = ("Id", "Field", "DataType", "OldValue", "NewValue", "CreatedDate", "CreatedById", "CreatedBy.Name")
_ID: Final = "EntityId"
"""The DataType of the row that holds the ids of a lookup; another one holds the names (domain.md 1.5)."""

_OURS: Final[Mapping[str, Field]] = {name: field for field, name in EDITABLE.items()}


def read_history(client: Client, license_id: str) -> list[HistoryRow]:
    """All rows that this user may see, in any order; raises NoAccessError where the org has no such history."""
    if not is_record_id(license_id):
        raise NotThereError("This is not the id of a license.")
    try:
        records = client.records(select(_FIELDS, HISTORY, where=equals("ParentId", license_id)))
    except (NoAccessError, RefusedError) as error:
        raise NoAccessError(
            "The org's own history of licenses cannot be read.",
            "Your user may not see it, or field history is not kept there.",
            "Ask an admin of the LMO: Set History Tracking of License, and Read on Licenses.",
        ) from error
    with translated():
        return [_row(record) for record in records if record.get("DataType") != _ID or _is_of_version(record)]


def _is_of_version(record: Record) -> bool:
    """Whether its ids are of use: those of other lookups are told by their names."""
    return record.get("Field") == PACKAGE_VERSION


def _row(record: Record) -> HistoryRow:
    at = moment_of(record.get("CreatedDate"))
    if at is None:
        raise ValueError("a change without a time")
    by, wire, kind = record.get("CreatedBy"), text_of(record.get("Field")), record.get("DataType")
    if _is_of_version(record):
        name = VERSION_ID if kind == _ID else VERSION
    else:
        name = _OURS[wire].value if wire in _OURS else wire
    old, new = (_value(name, record.get(each)) for each in ("OldValue", "NewValue"))
    who = text_of(by.get("Name")) if isinstance(by, dict) else ""
    return HistoryRow(id_of(record.get("Id")), at, who, id_of(record.get("CreatedById")), name, old, new)


def _value(name: str, value: object) -> Value:
    """What a license would hold, were it read then."""
    if name == Field.SEATS:
        return seats_from_wire(number_of(value))
    if name == Field.EXPIRES:
        return expiration_from_wire(day_of(value))
    return id_of(value) if name == VERSION_ID else text_of(value)
