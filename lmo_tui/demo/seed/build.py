"""Fills a database with a whole LMO."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from lmo_tui.demo.database import add_indexes, create
from lmo_tui.demo.seed import team
from lmo_tui.demo.seed.calendar import Calendar
from lmo_tui.demo.seed.features import Features
from lmo_tui.demo.seed.history import Histories
from lmo_tui.demo.seed.licenses import Licenses
from lmo_tui.demo.seed.market import Market
from lmo_tui.demo.seed.odd import SMALLEST
from lmo_tui.demo.seed.sheets import write_all
from lmo_tui.demo.seed.shelf import Shelf

Progress = Callable[[int, int], None]

_CHUNK: Final = 5_000
WHOLE: Final = 50_000
"""Up to how many licenses nothing is left out."""
_SAMPLED: Final = 25_000
_ENDS: Final = 100


def silent(done: int, total: int) -> None:
    """Report progress to nobody."""


def build(
    path: Path, seed: int, licenses: int, today: date, progress: Progress = silent, *, parameters: int = 0
) -> None:
    """Make the demo LMO's database at `path`, with the same rows for the same arguments.

    Each package has so many feature parameters at least; with 0, those that are thought out for it.

    Above 50,000 licenses every n-th one, and the first and last hundred, are told in full, 25,000 in all; the others
    have no feature values, and of their history the first row and the latest change. Twelve million rows more would
    take minutes and show nothing that half a million do not.
    """
    if licenses < SMALLEST:
        raise ValueError(f"A demo LMO has at least {SMALLEST} licenses, to hold every odd case")
    connection = create(path, with_indexes=False)
    try:
        _unsafe_but_quick(connection)
        calendar = Calendar(today)
        _fill(connection, seed, licenses, Shelf(calendar, parameters), calendar, progress)
        add_indexes(connection)
        connection.commit()
        progress(licenses, licenses)
    finally:
        connection.close()


def _unsafe_but_quick(connection: sqlite3.Connection) -> None:
    # A build that is cut short is thrown away whole, so nothing needs to survive a crash.
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = FILE;"
    )


def _fill(
    connection: sqlite3.Connection, seed: int, licenses: int, shelf: Shelf, calendar: Calendar, progress: Progress
) -> None:
    rng = Random(seed)  # noqa: S311 - a demo's customers are no secret
    market = Market(rng, calendar, shelf, licenses)
    books = Licenses(rng, calendar, shelf)
    histories = Histories(rng, calendar, shelf)
    features = Features(rng, calendar, shelf)
    every = 1 if licenses <= WHOLE else -(-licenses // _SAMPLED)
    write_all(connection, [*team.sheets(calendar), *shelf.sheets])
    sheets = [*market.sheets, *books.sheets, *histories.sheets, *features.sheets]
    for number in range(1, licenses + 1):
        facts = market.license(number)
        license_id = books.next_id()
        in_full = number % every == 0 or number <= _ENDS or number > licenses - _ENDS
        modified, author = histories.write(facts, license_id, in_full=in_full)
        books.write(facts, license_id, modified, author)
        if in_full:
            features.write(facts, license_id, modified)
        if number % _CHUNK == 0:
            write_all(connection, sheets)
            progress(number, licenses)
    write_all(connection, sheets)
