"""sObject rows: create, read, change and delete one record; and which changed in a span of time."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Final

from lmo_tui.demo import records
from lmo_tui.demo.clock import moment, stamp
from lmo_tui.demo.errors import ApiError, no_such_column, not_found
from lmo_tui.demo.rest import conditions
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.rest.query import select
from lmo_tui.demo.schema import SObject

REPLICATION_DAYS: Final = 30
MOST_REPLICATED: Final = 600_000


def create(call: Call, name: str) -> Reply:
    """Save a new record."""
    item = records.object_named(call.lmo, name)
    key = records.create(call.lmo, item, without_attributes(call.json_object()))
    body = {"id": key, "success": True, "errors": []}
    return Reply(201, body, {"Location": f"{call.root()}/sobjects/{item.name}/{key}"})


def read(call: Call, name: str, key: str) -> Reply:
    """One record, all its fields or those named."""
    item = records.object_named(call.lmo, name)
    record_id = records.full_id(key)
    with call.lmo.store.read() as connection:
        row = records.fetch(connection, item, record_id)
        modified = _modified(row)
        conditions.check(call, modified)
        wanted = [part.strip() for part in call.args.get("fields", "").split(",") if part.strip()]
        names = ", ".join(field_names(call, item, wanted))
        text = f"SELECT {names} FROM {item.name} WHERE Id = '{record_id}'"  # noqa: S608 (SOQL of checked names)
        found = select(call, text, connection)
    if not found:
        raise not_found()
    if wanted and not any(part.lower() == "id" for part in wanted):
        found[0]["Id"] = record_id
    return Reply(200, found[0], {"Last-Modified": format_datetime(moment(modified), usegmt=True)})


def update(call: Call, name: str, key: str) -> Reply:
    """Save the fields sent, if the record has not moved since the date the client gives."""
    item = records.object_named(call.lmo, name)
    record_id = records.full_id(key)
    sent = without_attributes(call.json_object())
    with call.lmo.store.write() as transaction:
        row = records.fetch(transaction.connection, item, record_id)
        conditions.check(call, _modified(row))
        records.update(call.lmo, item, record_id, sent)
    return Reply(204)


def delete(call: Call, name: str, key: str) -> Reply:
    """Move a record to the recycle bin; conditional headers are not looked at, as documented."""
    item = records.object_named(call.lmo, name)
    records.delete(call.lmo, item, records.full_id(key))
    return Reply(204)


def updated(call: Call, name: str) -> Reply:
    """The ids of records that changed in a span."""
    item = records.object_named(call.lmo, name)
    start, end = _span(call)
    ids = [key for key, _ in _moved(call, item, start, end, "NOT IsDeleted" if item.field("IsDeleted") else "1")]
    return Reply(body={"ids": ids, "latestDateCovered": _covered(call, end)})


def deleted(call: Call, name: str) -> Reply:
    """The ids of records that were deleted in a span; of objects without a recycle bin there are none."""
    item = records.object_named(call.lmo, name)
    start, end = _span(call)
    found = _moved(call, item, start, end, "IsDeleted" if item.field("IsDeleted") else "0")
    return Reply(
        body={
            "deletedRecords": [{"deletedDate": when, "id": key} for key, when in found],
            "earliestDateAvailable": stamp(call.lmo.clock.now() - timedelta(days=REPLICATION_DAYS)),
            "latestDateCovered": _covered(call, end),
        },
    )


def without_attributes(sent: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record as sent, without the `attributes` that clients repeat."""
    return {name: value for name, value in sent.items() if name != "attributes"}


def field_names(call: Call, item: SObject, wanted: list[str]) -> list[str]:
    """The fields to answer with: those named, if the user may see them, or else all that are seen."""
    if not wanted:
        return [field.name for field in item.fields.values() if call.lmo.profile.sees(item, field)]
    names = []
    for name in wanted:
        field = item.field(name)
        if field is None or not call.lmo.profile.sees(item, field):
            raise no_such_column(name, item.name)
        names.append(field.name)
    return list(dict.fromkeys(names))


def _modified(row: dict[str, Any]) -> str:
    # History rows never change after they were made.
    return str(row["LastModifiedDate"] if "LastModifiedDate" in row else row["CreatedDate"])


def _moved(call: Call, item: SObject, start: datetime, end: datetime, which: str) -> list[tuple[str, str]]:
    # History rows, which never change, have no SystemModstamp.
    moved = "SystemModstamp" if item.field("SystemModstamp") else "CreatedDate"
    sql = (
        f'SELECT Id, {moved} FROM "{item.name}" WHERE {moved} >= ? AND {moved} < ? AND {which} '  # noqa: S608 (the schema's names)
        "ORDER BY 2, 1 LIMIT ?"
    )
    with call.lmo.store.read() as connection:
        found = connection.execute(sql, (stamp(start), stamp(end), MOST_REPLICATED + 1)).fetchall()
    if len(found) > MOST_REPLICATED:
        raise ApiError(400, "EXCEEDED_ID_LIMIT", f"Too many results: more than {MOST_REPLICATED} in the date range")
    return found


def _covered(call: Call, end: datetime) -> str:
    """The moment to go on from next time, so never one that is still to come."""
    return stamp(min(end, call.lmo.clock.now()))


def _span(call: Call) -> tuple[datetime, datetime]:
    start, end = (_when(call, name) for name in ("start", "end"))
    if start >= end:
        message = "endDate must be at least one minute greater than startDate"
        raise ApiError(400, "INVALID_REPLICATION_DATE", message)
    if start < call.lmo.clock.now() - timedelta(days=REPLICATION_DAYS):
        raise ApiError(400, "INVALID_REPLICATION_DATE", "startDate cannot be more than 30 days ago")
    return start, end


def _when(call: Call, name: str) -> datetime:
    value = call.args.get(name)
    if not value:
        raise ApiError(400, "MISSING_ARGUMENT", f"Required parameter missing: {name}")
    try:
        # A "+" of an offset that was not escaped arrives as a space.
        parsed = datetime.fromisoformat(value.replace(" ", "+"))
    except ValueError as error:
        raise ApiError(400, "INVALID_REPLICATION_DATE", f"{name} is not a valid date: {value}") from error
    parsed = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return parsed.replace(second=0, microsecond=0)


ROUTES: Final[tuple[Route, ...]] = (
    ("/sobjects/<name>/updated", ("GET",), updated),
    ("/sobjects/<name>/deleted", ("GET",), deleted),
    ("/sobjects/<name>", ("POST",), create),
    ("/sobjects/<name>/<key>", ("GET",), read),
    ("/sobjects/<name>/<key>", ("PATCH",), update),
    ("/sobjects/<name>/<key>", ("DELETE",), delete),
)
