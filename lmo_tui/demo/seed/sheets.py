"""Rows on their way into the database, a chunk at a time."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.seed.ids import RecordIds

Value = str | float | int | None
Row = tuple[Value, ...]


class Sheet:
    """The rows of one sObject that are not yet written; every row is a tuple in the order of `columns`."""

    def __init__(self, name: str, columns: str) -> None:
        self.name: Final = name
        self.columns: Final = tuple(columns.split())
        self.ids: Final = RecordIds(SCHEMA[name].key_prefix)
        self.rows: Final[list[Row]] = []
        self.count = 0
        names = ", ".join(f'"{column}"' for column in self.columns)
        marks = ", ".join("?" * len(self.columns))
        # Both come from the schema and from this package, never from data.
        self._insert: Final = f'INSERT INTO "{name}" ({names}) VALUES ({marks})'  # noqa: S608 - see the line above

    def next_id(self) -> str:
        """Take the id of the next record."""
        self.count += 1
        return self.ids[self.count]

    def add(self, *values: Value) -> None:
        """Put one row on the sheet."""
        self.rows.append(values)

    def write(self, connection: sqlite3.Connection) -> None:
        """Move what is on the sheet into the database."""
        connection.executemany(self._insert, self.rows)
        self.rows.clear()


def write_all(connection: sqlite3.Connection, sheets: Iterable[Sheet]) -> None:
    """Move every sheet's rows into the database as one step."""
    for sheet in sheets:
        sheet.write(connection)
    connection.commit()
