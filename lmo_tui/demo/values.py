"""From what a client sends to what a column holds: the platform's coercions, and its refusals."""

import json
import math
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, NoReturn, TypeAlias

from lmo_tui.demo.clock import stamp
from lmo_tui.demo.errors import ApiError, invalid_json
from lmo_tui.demo.schema import SCHEMA, Field
from lmo_tui.demo.schema.ids import id18

Scalar: TypeAlias = str | int | float | None
"""What a column can hold."""

_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
_JSON_KINDS: Final = {bool: "VALUE_BOOLEAN", int: "VALUE_NUMBER_INT", float: "VALUE_NUMBER_FLOAT", str: "VALUE_STRING"}


def parse_json(raw: bytes) -> object:
    """The JSON of a request body, refused as the platform's parser refuses it."""
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"at [line:{error.lineno}, column:{error.colno}]"
        raise invalid_json(f"{error.msg.replace('Expecting', 'expected')} {where}") from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise invalid_json("The HTTP entity body cannot be read as JSON at [line:1, column:1]") from error


def _no_constant(name: str) -> NoReturn:
    raise invalid_json(f"Non-standard token '{name}' at [line:1, column:1]")


def to_column(field: Field, value: object, connection: sqlite3.Connection) -> Scalar:
    """The value as its column stores it; ApiError in the platform's words when it does not fit."""
    if isinstance(value, dict | list):
        raise _cannot_deserialize(field, value)
    if value is None or (value == "" and field.type != "boolean"):
        if field.type == "boolean":
            raise _cannot_deserialize(field, value)
        if not field.nillable:
            message = f"Required fields are missing: [{field.name}]"
            raise ApiError(400, "REQUIRED_FIELD_MISSING", message, (field.name,))
        return None
    if field.type == "reference":
        return _reference(field, value, connection)
    return _CONVERTERS.get(field.type, _text)(field, value)


def _cannot_deserialize(field: Field, value: object) -> ApiError:
    wanted = {"double": "double", "int": "int", "currency": "double", "boolean": "boolean", "date": "date"}
    kind = "VALUE_NULL" if value is None else _JSON_KINDS.get(type(value), "START_OBJECT")
    shown = value if isinstance(value, str | int | float) else ""
    return invalid_json(
        f"Cannot deserialize instance of {wanted.get(field.type, field.type)} from {kind} value {shown} "
        "or request may be missing a required field at [line:1, column:2]"
    )


def _wrong_type(field: Field, value: object) -> ApiError:
    message = f"{field.label}: value not of required type: {value}"
    return ApiError(400, "INVALID_TYPE_ON_FIELD_IN_RECORD", message, (field.name,))


def _boolean(field: Field, value: object) -> int:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        return int(value.strip().lower() == "true")
    raise _cannot_deserialize(field, value)


def _number(field: Field, value: object) -> float:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise _cannot_deserialize(field, value)
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _cannot_deserialize(field, value)
    largest = 10.0 ** (field.precision - field.scale) if field.precision else 1e18
    if abs(value) >= largest or not math.isfinite(value):
        message = f"{field.label}: value outside of valid range on numeric field: {value}"
        raise ApiError(400, "NUMBER_OUTSIDE_VALID_RANGE", message, (field.name,))
    return float(value)


def _whole(field: Field, value: object) -> int:
    number = _number(field, value)
    if number != int(number):
        raise _wrong_type(field, value)
    return int(number)


def _date(field: Field, value: object) -> str:
    if not isinstance(value, str) or not _DATE.fullmatch(value[:10]):
        raise _cannot_deserialize(field, value)
    try:
        day = date.fromisoformat(value[:10])
    except ValueError as error:
        raise _cannot_deserialize(field, value) from error
    if len(value) > 10:
        _moment(field, value)
    if not 1700 <= day.year <= 4000:
        raise ApiError(400, "NUMBER_OUTSIDE_VALID_RANGE", f"{field.label}: invalid date: {value}", (field.name,))
    return day.isoformat()


def _moment(field: Field, value: object) -> str:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise _cannot_deserialize(field, value)
    return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _text(field: Field, value: object) -> str | None:
    if not isinstance(value, str):
        raise _cannot_deserialize(field, value)
    text = value.strip()
    if not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise invalid_json("Invalid UTF-16: unpaired surrogate at [line:1, column:2]")
    if field.length and len(text) > field.length:
        message = f"{field.label}: data value too large: {text} (max length={field.length})"
        raise ApiError(400, "STRING_TOO_LONG", message, (field.name,))
    if field.restricted and text not in field.picklist:
        message = f"{field.label}: bad value for restricted picklist field: {text}"
        raise ApiError(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, (field.name,))
    if field.type == "email" and not _EMAIL.fullmatch(text):
        message = f"{field.label}: invalid email address: {text}"
        raise ApiError(400, "INVALID_EMAIL_ADDRESS", message, (field.name,))
    return text or None


def _reference(field: Field, value: object, connection: sqlite3.Connection) -> str:
    try:
        record_id = id18(value if isinstance(value, str) else "")
    except ValueError as error:
        message = f"{field.label}: id value of incorrect type: {value}"
        raise ApiError(400, "MALFORMED_ID", message, (field.name,)) from error
    targets = [SCHEMA[name] for name in field.reference_to if name in SCHEMA]
    target = next((item for item in targets if record_id.startswith(item.key_prefix)), None)
    if target is None:
        message = f"{field.label}: id value of incorrect type: {value}"
        raise ApiError(400, "FIELD_INTEGRITY_EXCEPTION", message, (field.name,))
    deleted = "IsDeleted" if "IsDeleted" in target.fields else "0"
    # Object and column names come from the schema, never from the client.
    sql = f'SELECT 1 FROM "{target.name}" WHERE Id = ? AND NOT {deleted}'  # noqa: S608 (see the line above)
    if connection.execute(sql, (record_id,)).fetchone() is None:
        raise ApiError(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", (field.name,))
    return record_id


_CONVERTERS: Final[dict[str, Callable[[Field, object], Scalar]]] = {
    "boolean": _boolean,
    "double": _number,
    "currency": _number,
    "int": _whole,
    "date": _date,
    "datetime": _moment,
}
