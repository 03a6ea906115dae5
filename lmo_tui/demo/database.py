"""The demo LMO's database: one SQLite table per sObject, columns named as the API names them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.schema import FORMAT, SCHEMA, Field, SObject

if TYPE_CHECKING:
    from pathlib import Path

_COLUMN_TYPES: Final = {
    "boolean": "INTEGER",
    "int": "INTEGER",
    "double": "REAL",
    "currency": "REAL",
    "anyType": "",
    "id": "TEXT",
    "reference": "TEXT",
    "date": "TEXT",
    "datetime": "TEXT",
}


def fold(value: str | float | None) -> str | float | None:
    """Fold text as the platform compares it: SQLite's own NOCASE knows ASCII only."""
    return value.casefold() if isinstance(value, str) else value


def create(path: Path | str, *, with_indexes: bool = True) -> sqlite3.Connection:
    """Make an empty database; a bulk load asks for no indexes and calls add_indexes() when it is done."""
    connection = sqlite3.connect(path, check_same_thread=False)
    _prepare(connection)
    for item in SCHEMA.values():
        connection.execute(_table(item))
    if with_indexes:
        add_indexes(connection)
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.commit()
    return connection


def complete(connection: sqlite3.Connection) -> None:
    """Add the tables that an older database lacks, for one that is kept is never made anew."""
    for item in SCHEMA.values():
        connection.execute(_table(item).replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1))


def add_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes that keep list views and joins quick on a million licenses."""
    for item in SCHEMA.values():
        for columns in item.indexes:
            _index(connection, item, columns)
        if item.indexes and item.field("IsDeleted"):
            # Every query leaves out deleted records; this lets an unfiltered one read no more than an index.
            _index(connection, item, ("Id",), ' WHERE "IsDeleted" = 0')


def open_database(path: Path | str, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database that create() made; the caller sees to it that one thread uses it at a time."""
    mode = "ro" if read_only else "rw"
    location = "file:" + str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"{location}?mode={mode}", uri=True, check_same_thread=False)
    _prepare(connection)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.create_function("sf_fold", 1, fold, deterministic=True)


def _index(connection: sqlite3.Connection, item: SObject, columns: tuple[str, ...], condition: str = "") -> None:
    # With the flag of deleted records in each index, counts by a column need no row of the table.
    covered = columns if condition or not item.field("IsDeleted") else (*columns, "IsDeleted")
    names = ", ".join(f'"{column}"' for column in covered)
    index = f"{item.name}.{'.'.join(columns)}"
    connection.execute(f'CREATE INDEX IF NOT EXISTS "{index}" ON "{item.name}" ({names}){condition}')


def _table(item: SObject) -> str:
    columns = ", ".join(_column(field) for field in item.fields.values())
    return f'CREATE TABLE "{item.name}" ({columns})'


def _column(field: Field) -> str:
    parts = [f'"{field.name}"', _COLUMN_TYPES.get(field.type, "TEXT COLLATE NOCASE")]
    if field.type == "id":
        parts.append("PRIMARY KEY NOT NULL")
    if field.expression is not None:
        parts.append(f"GENERATED ALWAYS AS ({field.expression}) VIRTUAL")
    elif field.type == "boolean":
        parts.append("NOT NULL DEFAULT 0")
    return " ".join(part for part in parts if part)
