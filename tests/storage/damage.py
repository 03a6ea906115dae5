"""Ways in which a store's file comes to harm."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license

PAGE = 4096
MANY = 400
"""Licenses that fill more pages than a start looks at."""


def filled(file: Path, count: int = MANY) -> None:
    """A store with licenses, closed in good order."""
    store = Store(file)
    store.put([a_license(number) for number in range(1, count + 1)])
    store.remember("org", "acme")
    store.close()


def run_sql(file: Path, *statements: str) -> None:
    """What somebody else does to the database."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def tear(file: Path, table: str = "license", *, cells: bool = False, every: int = 1) -> int:
    """Overwrite the leaf pages of a table, whole or only what is in them, as a disk does that lost a write."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    data = bytearray(file.read_bytes())
    leaves = _leaves(data, root)[2::every]
    handle = os.open(file, os.O_WRONLY)
    for page in leaves:
        start = (page - 1) * PAGE
        os.pwrite(handle, b"\0" * (PAGE // 2), start + (PAGE // 2 if cells else 0))
    os.close(handle)
    return len(leaves)


def _leaves(data: bytearray, page: int) -> list[int]:
    """The leaf pages below an inner one, in order (the file format's section 1.6)."""
    start = (page - 1) * PAGE
    kind, cells = data[start], int.from_bytes(data[start + 3 : start + 5])
    if kind in {0x0D, 0x0A}:
        return [page]
    places = (int.from_bytes(data[at : at + 2]) for at in range(start + 12, start + 12 + 2 * cells, 2))
    below = [int.from_bytes(data[start + at : start + at + 4]) for at in places]
    return [leaf for each in (*below, int.from_bytes(data[start + 8 : start + 12])) for leaf in _leaves(data, each)]
