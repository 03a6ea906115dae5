"""The tables and indexes of the store. Any change here makes the next run build its copy anew."""

from typing import Final
from zlib import crc32

from lmo_tui.domain.filters import Column
from lmo_tui.domain.licenses import License
from lmo_tui.storage import haystack
from lmo_tui.storage.rows import COLUMNS, license_to_row

_EVERY_CELL: Final = license_to_row(License("", "", ""))

_TYPES: Final = {name: "INTEGER" if isinstance(cell, int) else "TEXT" for name, cell in _EVERY_CELL.items()}
_TYPES.update({"seats": "INTEGER", "used": "INTEGER"})

_TIE: Final = "by_name DESC, state, expired, by_expires"
"""After the sort key: how ties are decided, and all that a tab asks for, so that the index answers alone."""


INDEXED: Final = tuple(column for column in Column if column is not Column.VERDICT)
"""The columns by which an index holds the licenses; a verdict is told anew each time."""


def index_of(column: Column) -> str:
    """The index that holds the licenses in the order of a column."""
    return f"license_by_{column.value}"


_FEATURES: Final = (
    "CREATE TABLE feature_parameter (key INTEGER PRIMARY KEY AUTOINCREMENT, short_id TEXT NOT NULL UNIQUE,"
    " id TEXT NOT NULL, package_id TEXT NOT NULL, full_name TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL,"
    " namespace TEXT NOT NULL, introduced TEXT NOT NULL, code TEXT NOT NULL)",
    "CREATE TABLE feature_value (license INTEGER NOT NULL, parameter INTEGER NOT NULL, id TEXT NOT NULL,"
    " content INTEGER, modified INTEGER, load INTEGER NOT NULL, PRIMARY KEY (parameter, license)) WITHOUT ROWID",
    "CREATE TRIGGER feature_value_delete AFTER DELETE ON license BEGIN"
    " DELETE FROM feature_value WHERE license = old.key AND parameter IN"
    " (SELECT key FROM feature_parameter WHERE package_id = substr(old.package_id, 1, 15)); END",
)
"""A million values take some 40 MB. Those of one parameter lie side by side: they come in like that, be it after an
install or after an upgrade, they are counted like that, and those of one license are found by a search for each."""


def _statements() -> tuple[str, ...]:
    columns = ", ".join(f"{name} {_TYPES[name]}" for name in COLUMNS)
    by_column = (f"CREATE INDEX {index_of(column)} ON license (by_{column.value}, {_TIE})" for column in INDEXED)
    return (
        f"CREATE TABLE license (key INTEGER PRIMARY KEY AUTOINCREMENT, {columns})",
        "CREATE UNIQUE INDEX license_short_id ON license (short_id)",
        "CREATE INDEX license_folded_name ON license (folded_name)",
        *(statement.replace("(by_name, by_name DESC", "(by_name") for statement in by_column),
        "CREATE TABLE seen (short_id TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        *haystack.STATEMENTS,
        *_FEATURES,
    )


STATEMENTS: Final = _statements()

EDITION: Final = 2
"""One more with every change of the tables: it tells a newer copy, which is kept, from an older one, which goes."""

VERSION: Final = crc32("\n".join((*STATEMENTS, *haystack.INDEX_STATEMENTS)).encode()) & 0x7FFF_FFFF
"""Kept in the file's user_version: a copy with other tables is never read."""

_UPDATES: Final = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)
_OLD: Final = ", ".join(f"license.{name}" for name in COLUMNS)
_NEW: Final = ", ".join(f"excluded.{name}" for name in COLUMNS)

UPSERT: Final = (
    f"INSERT INTO license ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"  # noqa: S608 - our own names
    f" ON CONFLICT (short_id) DO UPDATE SET {_UPDATES} WHERE ({_OLD}) IS NOT ({_NEW})"
)
"""Adds or replaces a license; the key stays, and one that is the same costs no writing."""

NEWER: Final = (
    f" ON CONFLICT (short_id) DO UPDATE SET {_UPDATES}"
    f" WHERE excluded.modstamp >= license.modstamp AND ({_OLD}) IS NOT ({_NEW})"
)
"""The end of an insertion by a load, which may bring what was read before the license was read again."""
