"""Is the file at hand our store, and of this version? If it is new, it becomes one."""

import secrets
import sqlite3
from typing import Final

from lmo_tui.storage.faults import DamagedError, ForeignError, NewerError, OlderError, UnfitError
from lmo_tui.storage.haystack import INDEX_STATEMENTS, SHADOWS, add_index
from lmo_tui.storage.putting_off import LATER
from lmo_tui.storage.schema import EDITION, STATEMENTS, VERSION

OURS: Final = 0x4C4D
"""The upper half of a store's application_id; the lower one is its edition."""

_NUMBERS: Final = "SELECT (SELECT application_id FROM pragma_application_id), user_version FROM pragma_user_version"
_TABLES: Final = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_MADE: Final = tuple(each for each in STATEMENTS if each.startswith("CREATE"))
_PLACE: Final = "place"
"""The fact that says which file this is: a copy in another's place holds another org's licenses."""

_FURTHEST: Final = 1 << 20


def is_prepared(connection: sqlite3.Connection, place: str) -> bool:
    """Whether the store is whole and of this version; False if the file is still empty. Raises UnfitError."""
    application, version = connection.execute(_NUMBERS).fetchone()
    tables = {name: sql for name, sql in connection.execute(_TABLES) if name not in SHADOWS}
    if not tables and not application and not version:
        return False
    if unfit := _why_not(application, version, tables):
        raise unfit
    # Reading a little of everything is what finds most damaged files here, and not in mid-session.
    connection.execute("SELECT * FROM license LIMIT 1").fetchall()
    facts = dict(connection.execute("SELECT * FROM fact").fetchall())
    if facts.get(_PLACE, place) != place:
        raise ForeignError("In the place of the local copy is that of another org.")
    return True


def prepare(connection: sqlite3.Connection, place: str, *, instead: bool) -> None:
    """Make the tables within a transaction. `instead` of another file: its keys must not mean other licenses here."""
    for statement in STATEMENTS:
        connection.execute(statement)
    add_index(connection)
    connection.execute("INSERT INTO fact VALUES (?, ?)", (_PLACE, place))
    if instead:
        first = (1 + secrets.randbelow(_FURTHEST)) << 32
        connection.execute("INSERT INTO sqlite_sequence VALUES ('license', ?)", (first,))
    connection.execute(f"PRAGMA application_id = {OURS << 16 | EDITION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _why_not(application: int, version: int, tables: dict[str, str]) -> UnfitError | None:
    edition = application & 0xFFFF if application >> 16 == OURS else None
    if edition is None:
        # Before stores had a number they had these tables.
        if not application and {"license", "fact"} <= tables.keys():
            return OlderError("The local copy was made by an older version.")
        return ForeignError("In the place of the local copy is another program's file.")
    if edition > EDITION:
        return NewerError("The local copy was made by a newer version.")
    if edition < EDITION or version != VERSION:
        return OlderError("The local copy was made by an older version.")
    left_out = LATER.keys() - tables.keys()  # As long as a first load, or what follows it, is not over.
    made = sorted([*tables.values(), *(LATER[name] for name in left_out)])
    if made not in (sorted(_MADE), sorted((*_MADE, *INDEX_STATEMENTS))):
        return DamagedError("The tables of the local copy are not those that were made.")
    return None
