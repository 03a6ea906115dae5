"""sObject Collections: up to 200 records saved, up to 2,000 read, in one call and in order."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeGuard

from lmo_tui.demo import records
from lmo_tui.demo.errors import ApiError, not_found, row_lock
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.rest.query import select
from lmo_tui.demo.rest.rows import field_names, without_attributes
from lmo_tui.demo.schema import SCHEMA, SObject

MOST_SAVED: Final = 200
MOST_READ: Final = 2000
MOST_CHUNKS: Final = 10
_ROLLED_BACK: Final = ApiError(
    400,
    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
    "Record rolled back because not all records were valid and the request was using AllOrNone header",
)


class _Undo(Exception):
    """Leaves the transaction of an allOrNone call without keeping any of it."""


def update(call: Call) -> Reply:
    """Change many records; each answers for itself unless allOrNone."""
    body, rows = _records(call)
    return _save(call, rows, _update_one, all_or_none=body.get("allOrNone") is True)


def create(call: Call) -> Reply:
    """Make many records."""
    body, rows = _records(call)
    return _save(call, rows, _create_one, all_or_none=body.get("allOrNone") is True)


def delete(call: Call) -> Reply:
    """Delete many records, named in the address."""
    keys = [key for key in call.args.get("ids", "").split(",") if key]
    _at_most(len(keys), MOST_SAVED)
    return _save(call, keys, _delete_one, all_or_none=call.args.get("allOrNone", "").lower() == "true")


def read(call: Call, name: str) -> Reply:
    """Many records of one object, in the order asked for, null where there is none."""
    item = records.object_named(call.lmo, name)
    if call.method == "POST":
        body = call.json_object()
        keys: object = body.get("ids")
        wanted: object = body.get("fields")
    else:
        keys, wanted = call.args.get("ids", "").split(","), call.args.get("fields", "").split(",")
    if not _is_texts(keys) or not _is_texts(wanted):
        raise ApiError(400, "MISSING_ARGUMENT", "The ids and fields parameters are required")
    _at_most(len(keys), MOST_READ)
    names = field_names(call, item, wanted)
    ids = [_known_shape(key) for key in keys]
    found = _found(call, item, names, sorted({key for key in ids if key}))
    return Reply(body=[found.get(key) if key else None for key in ids])


def _found(call: Call, item: SObject, names: Sequence[str], keys: Sequence[str]) -> dict[str, Any]:
    if not keys:
        return {}
    columns = ", ".join(dict.fromkeys(["Id", *names]))
    listed = ", ".join(f"'{key}'" for key in keys)
    with call.lmo.store.read() as connection:
        rows = select(call, f"SELECT {columns} FROM {item.name} WHERE Id IN ({listed})", connection)  # noqa: S608 (SOQL of checked names and ids)
    return {row["Id"]: row for row in rows}


def _known_shape(key: str) -> str | None:
    try:
        return records.full_id(key)
    except ApiError:
        return None


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _records(call: Call) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    body = call.json_object()
    rows = body.get("records")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ApiError(400, "MISSING_ARGUMENT", "The records parameter is required")
    _at_most(len(rows), MOST_SAVED)
    kinds = [str((row.get("attributes") or {}).get("type", "")).lower() for row in rows]
    chunks = sum(1 for place, kind in enumerate(kinds) if place == 0 or kind != kinds[place - 1])
    if chunks > MOST_CHUNKS:
        message = f"The number of chunks in the request exceeds the limit of {MOST_CHUNKS}"
        raise ApiError(400, "EXCEEDED_MAX_TYPES_LIMIT", message)
    return body, rows


def _at_most(number: int, limit: int) -> None:
    if number > limit:
        raise ApiError(400, "EXCEEDED_ID_LIMIT", f"record limit reached. cannot submit more than {limit} records")


def _save(call: Call, rows: Sequence[Any], save: Callable[[Call, Any], str], *, all_or_none: bool) -> Reply:
    results: list[dict[str, Any]] = []
    try:
        with call.lmo.store.write():
            for place, row in enumerate(rows):
                results.append(_result(call, place, row, save))
            if all_or_none and not all(result["success"] for result in results):
                raise _Undo
    except _Undo:
        results = [result if not result["success"] else _ROLLED_BACK.row() for result in results]
    return Reply(body=results)


def _result(call: Call, place: int, row: object, save: Callable[[Call, Any], str]) -> dict[str, Any]:
    if call.fault is not None and call.fault.kind == "partial" and place in call.fault.options.get("fail", [0]):
        return row_lock(str(row.get("id", "")) if isinstance(row, dict) else str(row)).row()
    try:
        with call.lmo.store.write():
            return {"id": save(call, row), "success": True, "errors": []}
    except ApiError as error:
        return error.row()


def _object_of(call: Call, row: dict[str, Any]) -> SObject:
    attributes = row.get("attributes")
    kind = attributes.get("type") if isinstance(attributes, dict) else None
    if not isinstance(kind, str):
        raise ApiError(400, "INVALID_INPUT", "The type attribute is required for each record")
    try:
        return records.object_named(call.lmo, kind)
    except ApiError as error:
        raise ApiError(400, "INVALID_TYPE", f"sObject type '{kind}' is not supported.") from error


def _update_one(call: Call, row: dict[str, Any]) -> str:
    item = _object_of(call, row)
    sent = {name: value for name, value in without_attributes(row).items() if name.lower() != "id"}
    given = next((value for name, value in row.items() if name.lower() == "id"), None)
    if not isinstance(given, str):
        raise ApiError(400, "MISSING_ARGUMENT", "Id not specified in an update call")
    key = records.full_id(given)
    records.update(call.lmo, item, key, sent)
    return key


def _create_one(call: Call, row: dict[str, Any]) -> str:
    return records.create(call.lmo, _object_of(call, row), without_attributes(row))


def _delete_one(call: Call, key: str) -> str:
    record_id = records.full_id(key)
    item = next((one for one in SCHEMA.values() if record_id.startswith(one.key_prefix)), None)
    if item is None:
        raise not_found()
    records.delete(call.lmo, item, record_id)
    return record_id


ROUTES: Final[tuple[Route, ...]] = (
    ("/composite/sobjects", ("PATCH",), update),
    ("/composite/sobjects", ("POST",), create),
    ("/composite/sobjects", ("DELETE",), delete),
    ("/composite/sobjects/<name>", ("GET", "POST"), read),
)
