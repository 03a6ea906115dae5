"""Indexes that a first load leaves out and that are made at its end: each row would touch every one of them.

Filled from empty, a store takes half of the work that way. What the desk needs at once stays: finding a license, the
first view in its order, and the counts of the tabs. Until the others are made, what they would tell is found by going
through the licenses. The program may end at any time: the next one makes what is missing.
"""

import sqlite3
from typing import Final

from lmo_tui.domain.filters import Column
from lmo_tui.storage.queries import Query
from lmo_tui.storage.schema import INDEXED, STATEMENTS, index_of

_AT_ONCE: Final = frozenset({Column.NAME, Column.EXPIRES})
_ORDER: Final = (Column.ORG, *(column for column in INDEXED if column is not Column.ORG))
"""First the one that each license's details ask for."""

LATER: Final = {
    index_of(column): next(each for each in STATEMENTS if each.startswith(f"CREATE INDEX {index_of(column)} "))
    for column in _ORDER
    if column not in _AT_ONCE
}
"""The statements of the indexes that may be missing, by name."""

_FEW: Final = 1_000
"""Licenses up to which the indexes are as quick to make anew: some may have been read one by one before the load."""

_GONE: Final = "no such index"
_HELD: Final = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'license'"


def missing(connection: sqlite3.Connection) -> list[str]:
    """The names of the indexes that are still to be made."""
    held = {name for (name,) in connection.execute(_HELD)}
    return [name for name in LATER if name not in held]


def put_off(connection: sqlite3.Connection) -> None:
    """Leave out what can wait, within a transaction, if the store is as good as empty."""
    (held,) = connection.execute("SELECT count(*) FROM (SELECT 1 FROM license LIMIT ?)", (_FEW + 1,)).fetchone()
    if held <= _FEW:
        for name in LATER:
            connection.execute(f"DROP INDEX IF EXISTS {name}")


def make_one(connection: sqlite3.Connection) -> None:
    """Make an index that was left out, within a transaction, if there is one."""
    for name in missing(connection)[:1]:
        connection.execute(LATER[name])


def spill(connection: sqlite3.Connection, *, to_disk: bool) -> None:
    """Let what is sorted for an index go to a file without a name: a million keys would take 90 MB of memory."""
    connection.execute(f"PRAGMA temp_store = {'FILE' if to_disk else 'MEMORY'}")


def carried_out(connection: sqlite3.Connection, query: Query) -> sqlite3.Cursor:
    """The answer to a query that may name an index which is still missing."""
    try:
        return connection.execute(_without_hints(connection, query[0]), query[1])
    except sqlite3.OperationalError as error:
        if not str(error).startswith(_GONE):
            raise
        # Another process has begun to fill the store just now: this time the index is known to be missing.
        return connection.execute(_without_hints(connection, query[0]), query[1])


def _without_hints(connection: sqlite3.Connection, statement: str) -> str:
    if "INDEXED BY" in statement:
        for name in missing(connection):
            statement = statement.replace(f"INDEXED BY {name} ", "").replace(f"INDEXED BY {name}", "")
    return statement
