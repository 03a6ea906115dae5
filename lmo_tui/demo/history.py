"""The rows that field history tracking writes beside a change."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from lmo_tui.demo.schema import SObject, parent_object
from lmo_tui.demo.schema.model import Field

_DATA_TYPES: Final = {"picklist": "DynamicEnum", "date": "DateOnly", "double": "Double"}


def track(
    connection: sqlite3.Connection, item: SObject, changes: Mapping[str, tuple[Any, Any]]
) -> list[tuple[str, str, Any, Any]]:
    """The history of a change as (field, data type, old, new); a lookup gives two rows, ids and names."""
    rows: list[tuple[str, str, Any, Any]] = []
    for name, (old, new) in changes.items():
        field = item.fields[name]
        if not (item.history and field.tracked):
            continue
        if field.type == "reference":
            rows.append((name, "EntityId", old, new))
            rows.append((name, "Text", _name_of(connection, field, old), _name_of(connection, field, new)))
        else:
            rows.append((name, _DATA_TYPES.get(field.type, "Text"), old, new))
    return rows


def _name_of(connection: sqlite3.Connection, field: Field, record_id: str | None) -> str | None:
    parent = parent_object(field)
    if record_id is None or parent is None:
        return None
    sql = f'SELECT Name FROM "{parent.name}" WHERE Id = ?'  # noqa: S608 (the name comes from the schema)
    found = connection.execute(sql, (record_id,)).fetchone()
    return None if found is None else str(found[0])
