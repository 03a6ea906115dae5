"""How a load of everything gets into the store: many rows in one transaction, with the mark of how far it is.

Into an empty store most indexes are made after the load (`putting_off`), which takes half of the work out of it.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from functools import cache
from itertools import chain
from typing import Final

from lmo_tui.domain.cells import Cells
from lmo_tui.domain.errors import TakenOverError
from lmo_tui.domain.ids import short_id
from lmo_tui.storage.database import Database
from lmo_tui.storage.putting_off import put_off
from lmo_tui.storage.rowmaker import RowMaker
from lmo_tui.storage.rows import COLUMNS
from lmo_tui.storage.schema import NEWER

_NAMES: Final = ", ".join(COLUMNS)
_SHORT_ID: Final = COLUMNS.index("short_id")
_PER_STATEMENT: Final = 256
"""Rows of the largest statement; the rest is halved, so that SQLite keeps nine statements ready and not hundreds.

Each step gives up Python's lock and has to wait for it again: row by row, that took most of the time.
"""

_LOADER: Final = "loader"
"""The fact that says who loads: of two processes that would, the one that began last."""

_KEEP: Final = "INSERT OR REPLACE INTO fact VALUES (?, ?)"
_SEE: Final = "INSERT OR IGNORE INTO seen SELECT value FROM json_each(?)"
_UNSEEN: Final = "DELETE FROM license WHERE short_id NOT IN (SELECT short_id FROM seen)"


class Intake:
    """Takes in what a load brings, over one connection."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database
        self._maker = RowMaker()

    def begin(self, loader: str, *, afresh: bool) -> None:
        """Let this loader load, and no other; `afresh` forgets what an earlier one had met. The licenses stay."""
        with self._database().writing() as connection:
            if afresh:
                connection.execute("DELETE FROM seen")
            put_off(connection)
            connection.execute(_KEEP, (_LOADER, loader))

    def take(self, licenses: Sequence[Cells], spared: Collection[str], fact: tuple[str, str], loader: str) -> None:
        """Keep these licenses but those that are fresher here, and the fact that they are kept, all or none."""
        fresher = {short_id(each) for each in spared}
        rows = [row for row in self._maker.rows_of(licenses) if row[_SHORT_ID] not in fresher]
        with self._database().changing() as connection:
            _refuse_another(connection, loader)
            _insert(connection, rows)
            _see(connection, [str(row[_SHORT_ID]) for row in rows])
            connection.execute(_KEEP, fact)

    def end(self, spared: Collection[str], fact: str, loader: str) -> int:
        """Drop what the load has not met and nobody has read since, and the fact of the load; how many went."""
        with self._database().changing() as connection:
            _refuse_another(connection, loader)
            _see(connection, [short_id(each) for each in spared])
            gone = connection.execute(_UNSEEN).rowcount
            connection.execute("DELETE FROM seen")
            connection.execute("DELETE FROM fact WHERE name IN (?, ?)", (fact, _LOADER))
        return gone


def _refuse_another(connection: sqlite3.Connection, loader: str) -> None:
    held = connection.execute("SELECT value FROM fact WHERE name = ?", (_LOADER,)).fetchone()
    if held != (loader,):
        raise TakenOverError("Another lmo-tui goes on with the load.")


def _insert(connection: sqlite3.Connection, rows: Sequence[Cells]) -> None:
    start, size = 0, _PER_STATEMENT
    while start < len(rows):
        while size > len(rows) - start:
            size //= 2
        connection.execute(_statement(size), tuple(chain.from_iterable(rows[start : start + size])))
        start += size


@cache
def _statement(size: int) -> str:
    """The insertion of so many rows."""
    marks = ", ".join([f"({', '.join('?' * len(COLUMNS))})"] * size)
    return f"INSERT INTO license ({_NAMES}) VALUES {marks}{NEWER}"  # noqa: S608 - our own names


def _see(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    connection.execute(_SEE, (json.dumps(ids),))
