"""Where words are looked for: one text a license, apart from the rest, and an index of what stands in it.

The index holds every three characters that follow each other (FTS5's trigrams). The text is case folded by Python
before, so that the index and a comparison agree. What it names is compared again: it keeps no places (`detail=none`),
which makes it a third as large and twice as quick to build.

It is filled in slices, after a load: `extent` tells up to which license, and the texts of later ones are read through.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Final

TEXT: Final = "(SELECT text FROM haystack WHERE haystack.key = license.key)"
"""The text of the license that a statement is at."""

SHORTEST: Final = 3
"""Characters of a word that the index knows; shorter ones are looked for in every text."""

_SLICE: Final = 2_000
_MOST_TRIGRAMS: Final = 16
"""Of one word: those of its beginning leave few enough texts to compare."""

STATEMENTS: Final = (
    "CREATE TABLE haystack (key INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TRIGGER haystack_insert AFTER INSERT ON license BEGIN"
    " INSERT INTO haystack VALUES (new.key, new.search); END",
    "CREATE TRIGGER haystack_update AFTER UPDATE OF search ON license WHEN old.search <> new.search BEGIN"
    " UPDATE haystack SET text = new.search WHERE key = new.key; END",
    "CREATE TRIGGER haystack_delete AFTER DELETE ON license BEGIN DELETE FROM haystack WHERE key = old.key; END",
    "CREATE TABLE extent (through INTEGER NOT NULL)",
    "INSERT INTO extent VALUES (0)",
)

_FORGET: Final = "INSERT INTO trigram (trigram, rowid, text) VALUES ('delete', old.key, old.text);"
_LEARN: Final = "INSERT INTO trigram (rowid, text) VALUES (new.key, new.text);"
_KNOWN: Final = "WHEN old.key <= (SELECT through FROM extent)"
INDEX_STATEMENTS: Final = (
    "CREATE VIRTUAL TABLE trigram USING fts5"
    " (text, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1')",
    f"CREATE TRIGGER trigram_update AFTER UPDATE ON haystack {_KNOWN} BEGIN {_FORGET} {_LEARN} END",
    f"CREATE TRIGGER trigram_delete AFTER DELETE ON haystack {_KNOWN} BEGIN {_FORGET} END",
)

SHADOWS: Final = frozenset({"trigram_data", "trigram_idx", "trigram_content", "trigram_docsize", "trigram_config"})
"""The tables in which SQLite keeps the index."""


def add_index(connection: sqlite3.Connection) -> None:
    """Make the index where SQLite can: before 3.34, as on older Linux systems, it cannot, and every text is read."""
    with suppress(sqlite3.OperationalError):
        for statement in INDEX_STATEMENTS:
            connection.execute(statement)


def has_index(connection: sqlite3.Connection) -> bool:
    """Whether the index is there."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'trigram_delete'").fetchone()
    return found is not None


def holding(words: Sequence[str], putting: Iterable[str], *, indexed: bool) -> tuple[str, str]:
    """The keys of the texts that hold all of the words, and what to look up in the index, if anything.

    `putting` gives the names of the parameters of the words; that of the index is `:trigrams`.
    """
    held = " AND ".join(f"instr(text, {name})" for name in putting)
    wanted = " AND ".join(_looked_up(word) for word in words if len(word) >= SHORTEST and "\0" not in word)
    if not (indexed and wanted):
        return f"SELECT key FROM haystack WHERE {held}", ""  # noqa: S608 - names of parameters
    known = "SELECT rowid FROM trigram WHERE trigram MATCH :trigrams"
    later = f"SELECT key FROM haystack WHERE key > (SELECT through FROM extent) AND {held}"  # noqa: S608 - the same
    return f"SELECT key FROM haystack WHERE key IN ({known}) AND {held} UNION ALL {later}", wanted  # noqa: S608 - the same


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether there are licenses that the index does not know yet."""
    found = connection.execute("SELECT 1 FROM haystack WHERE key > (SELECT through FROM extent) LIMIT 1").fetchone()
    return found is not None


def index_some(connection: sqlite3.Connection) -> None:
    """Take the next licenses into the index, within a transaction."""
    (through,) = connection.execute("SELECT through FROM extent").fetchone()
    window = (through, _SLICE)
    connection.execute(
        "INSERT INTO trigram (rowid, text) SELECT key, text FROM haystack WHERE key > ? ORDER BY key LIMIT ?", window
    )
    connection.execute(
        "UPDATE extent SET through = max(through, coalesce("
        "(SELECT max(key) FROM (SELECT key FROM haystack WHERE key > ? ORDER BY key LIMIT ?)), 0))",
        window,
    )


def empty_index(connection: sqlite3.Connection) -> None:
    """Forget what the index holds, all at once, before every license goes."""
    connection.execute("UPDATE extent SET through = 0")
    if has_index(connection):
        connection.execute("INSERT INTO trigram (trigram) VALUES ('delete-all')")


def _looked_up(word: str) -> str:
    trigrams = dict.fromkeys(word[place : place + SHORTEST] for place in range(len(word) - SHORTEST + 1))
    return " AND ".join('"{}"'.format(each.replace('"', '""')) for each in [*trigrams][:_MOST_TRIGRAMS])
