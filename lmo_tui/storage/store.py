"""The local copy of one org's licenses, which every screen reads from."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from lmo_tui.domain.clues import Clue
from lmo_tui.domain.errors import GivenUpError
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.storage import haystack, queries
from lmo_tui.storage.database import MEMORY, DamagedError, Database, set_aside
from lmo_tui.storage.queries import Cost
from lmo_tui.storage.rows import ATTRIBUTES, license_from_row, license_to_row
from lmo_tui.storage.schema import UPSERT

_SELECT: Final = f"SELECT {', '.join(f'license.{name}' for name in ATTRIBUTES)} FROM license"  # noqa: S608 - our own names
_WINDOW: Final = f"SELECT json_group_array(json_array(key, {', '.join(ATTRIBUTES)})) FROM license"  # noqa: S608 - our own names
"""All rows of a window in one step. Each step gives up Python's lock, and while another thread fills the store it may
take 5 ms to get it back: sixty rows by sixty steps made the screen wait 90 ms, and this way 20."""

_FIRST_STEPS: Final = 50_000
"""Of SQLite's machine, for the first rows of a filter: some thousand rows looked at, in less than 10 ms."""

_FEW: Final = 20_000
"""Licenses up to which it is quicker to look at each than at an index of all."""

_VERY_FEW: Final = 1_000
"""Licenses up to which it is quicker to look at each than to come across enough of them in the order of the view."""

_LOOKS: Final = 60
"""How often it is asked whether rows are still wanted before the order is as quick: after some 50,000 licenses."""

_PIECE: Final = 16_000
"""Characters of a list of numbers that are read at once."""


def _always() -> bool:
    return True


_AT_ONCE: Final = 500
"""Rows fetched by one statement: well below SQLite's limit of parameters."""


class Store:
    """Fits LicenseStore. Screenfuls are read on one connection, scans on another, and writes go on a third."""

    def __init__(self, path: Path | str) -> None:
        file = None if str(path) == MEMORY else Path(path)
        self.set_aside: Path | None = None
        """Where a damaged file was moved when this one was made in its place."""
        try:
            self._front = _opened(file)
        except DamagedError:
            if file is None:
                raise
            self.set_aside = set_aside(file, f"{datetime.now(UTC):%Y%m%d%H%M%S%f}")
            self._front = _opened(file)
        # A store in memory belongs to its one connection.
        self._back = self._front if file is None else Database(file)
        self._scan = self._front if file is None else Database(file)
        self._counted: tuple[object, Mapping[Tab, int]] | None = None
        with self._front.reading() as connection:
            self._indexed = haystack.has_index(connection)

    def first(self, view: View, today: date, size: int) -> Sequence[License]:
        """The first rows of a view; none where finding them could hold up who waits: the order has them."""
        if queries.cost(view) is Cost.MUCH:
            return []
        with suppress(GivenUpError), self._front.reading_a_while(_FIRST_STEPS) as connection:
            (keys,) = connection.execute(*queries.first(view, today, size, None)).fetchone()
            return self.rows(json.loads(keys))
        return []

    def begin(self, view: View, today: date, size: int, wanted: Callable[[], bool] = _always) -> Sequence[License]:
        """The first rows of a view that `first` did not find; none where the order will have them as soon."""
        if queries.cost(view) is Cost.MUCH:
            return []
        looks = iter(range(_LOOKS))
        with suppress(GivenUpError), self._scan.reading_while(lambda: wanted() and next(looks, -1) >= 0) as connection:
            among = self._among(view, connection, _VERY_FEW)
            (keys,) = connection.execute(*queries.first(view, today, size, among)).fetchone()
            return self.rows(json.loads(keys))
        return []

    def order(self, view: View, today: date, wanted: Callable[[], bool] = _always) -> Sequence[int]:
        """The keys of all rows of a view, in order; raises GivenUpError when they are no longer wanted."""
        with self._scan.reading_while(wanted) as connection:
            (keys,) = connection.execute(*queries.order(view, today, self._among(view, connection, _FEW))).fetchone()
        return _numbers(keys)

    def rows(self, keys: Sequence[int]) -> Sequence[License]:
        """The rows with these keys, in this order, without those that are gone."""
        found: dict[int, License] = {}
        with self._front.reading() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                some = tuple(keys[start : start + _AT_ONCE])
                marks = ", ".join("?" * len(some))
                (window,) = connection.execute(f"{_WINDOW} WHERE key IN ({marks})", some).fetchone()
                found.update((key, license_from_row(cells)) for key, *cells in json.loads(window))
        return [found[key] for key in keys if key in found]

    def key(self, license_id: str) -> int | None:
        """The key of one license."""
        with self._front.reading() as connection:
            row = connection.execute("SELECT key FROM license WHERE short_id = ?", (short_id(license_id),)).fetchone()
        return None if row is None else int(row[0])

    def tab_counts(self, today: date) -> Mapping[Tab, int]:
        """How many licenses each tab holds."""
        with self._back.reading() as connection:  # Where no filter waits for it.
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            state = (today, version, connection.total_changes)
            if self._counted is None or self._counted[0] != state:  # It takes a while, and most often nothing changed.
                counts = connection.execute(*queries.counts(today)).fetchone()
                self._counted = (state, dict(zip(Tab, counts, strict=True)))
            return self._counted[1]

    def get(self, license_id: str) -> License | None:
        """One license by id."""
        return self._one("short_id = ?", short_id(license_id))

    def named(self, name: str) -> License | None:
        """One license by its L-number, in any case."""
        return self._one("folded_name = ? ORDER BY key DESC LIMIT 1", name.strip().casefold())

    def siblings(self, license_: License) -> Sequence[License]:
        """The other licenses of the same subscriber org, live ones first, then the newest."""
        if not license_.org_id:
            return []
        condition = "by_org = ? AND short_id <> ? ORDER BY state = 'Uninstalled', by_name DESC, key DESC"
        with self._front.reading() as connection:
            found = connection.execute(f"{_SELECT} WHERE {condition}", (license_.short_org_id, short_id(license_.id)))
            return [license_from_row(row) for row in found]

    def customers(self, beginnings: Iterable[str]) -> Sequence[str]:
        """The case-folded names of customers that begin with one of these."""
        names = "SELECT DISTINCT by_customer FROM license WHERE by_customer >= ? AND by_customer < ?"
        with self._back.reading() as connection:
            return [
                name for begins in beginnings for (name,) in connection.execute(names, (begins, f"{begins}\U0010ffff"))
            ]

    def mentioned(self, clues: Sequence[Clue], customers: Sequence[str], most: int) -> Sequence[License]:
        """Licenses that a clue or such a name leads to, and those of the same orgs."""
        statement, parameters = queries.mentioned(clues, customers, most)
        with self._back.reading() as connection:
            return [license_from_row(row) for row in connection.execute(f"{_SELECT} WHERE {statement}", parameters)]

    def put(self, licenses: Iterable[License]) -> None:
        """Add or replace licenses, all or none."""
        rows = [license_to_row(license_) for license_ in licenses]
        with self._back.writing() as connection:
            connection.executemany(UPSERT, rows)

    def unlike(self, licenses: Sequence[License]) -> Sequence[License]:
        """Those of these licenses that the store does not hold just so."""
        held: dict[str, License] = {}
        with self._back.reading() as connection:
            for start in range(0, len(licenses), _AT_ONCE):
                ids = [short_id(license_.id) for license_ in licenses[start : start + _AT_ONCE]]
                marks = ", ".join("?" * len(ids))
                for row in connection.execute(f"{_SELECT} WHERE short_id IN ({marks})", ids):
                    license_ = license_from_row(row)
                    held[short_id(license_.id)] = license_
        return [license_ for license_ in licenses if held.get(short_id(license_.id)) != license_]

    def drop(self, license_ids: Iterable[str]) -> frozenset[str]:
        """Forget these licenses; returns those that were there."""
        gone = "DELETE FROM license WHERE short_id = ?"
        with self._back.writing() as connection:
            return frozenset(key for key in license_ids if connection.execute(gone, (short_id(key),)).rowcount)

    def keep_only(self, license_ids: Iterable[str]) -> int:
        """Drop every license that is not named."""
        kept = [(short_id(license_id),) for license_id in license_ids]
        with self._back.writing() as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS kept (short_id TEXT PRIMARY KEY) WITHOUT ROWID")
            connection.execute("DELETE FROM kept")
            connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", kept)
            gone = connection.execute("DELETE FROM license WHERE short_id NOT IN (SELECT short_id FROM kept)").rowcount
            connection.execute("DELETE FROM kept")
        return gone

    def fact(self, name: str) -> str | None:
        """A remembered fact about the org."""
        with self._front.reading() as connection:
            row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, name: str, value: str) -> None:
        """Keep a fact about the org."""
        with self._back.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def reset(self) -> None:
        """Forget everything."""
        with self._back.writing() as connection:
            haystack.empty_index(connection)
            connection.execute("DELETE FROM license")
            connection.execute("DELETE FROM fact")

    def tend(self) -> bool:
        """Take some more licenses into the index of words; gives whether there are more."""
        with self._back.reading() as connection:
            if not (self._indexed and haystack.is_behind(connection)):
                return False
        with self._back.writing() as connection:
            haystack.index_some(connection)
            return haystack.is_behind(connection)

    def close(self) -> None:
        """Give the file back."""
        self._scan.close()
        self._back.close()
        self._front.close()

    def _among(self, view: View, connection: sqlite3.Connection, most: int) -> str | None:
        """The keys of few licenses among which those of the view are, as JSON; None if they are many or unknown."""
        query = queries.candidates(view, most + 1, indexed=self._indexed)
        if query is None:
            return None
        (keys,) = connection.execute(*query).fetchone()
        return str(keys) if keys.count(",") < most else None

    def _one(self, condition: str, value: str) -> License | None:
        with self._front.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE {condition}", (value,)).fetchone()
        return None if row is None else license_from_row(row)


def _numbers(text: str) -> "array[int]":
    """A JSON list of numbers, read in pieces: a million at once would hold Python's lock for 0.1 s while a key waits.

    To step through the rows instead takes twice as long.
    """
    numbers, start, end = array("q"), 1, len(text) - 1
    while start < end:
        stop = text.find(",", start + _PIECE, end)
        stop = end if stop < 0 else stop
        numbers.extend(json.loads(f"[{text[start:stop]}]"))
        start = stop + 1
    return numbers


def _opened(file: Path | None) -> Database:
    database = Database(file)
    try:
        database.prepare()
    except DamagedError:
        database.close()
        raise
    return database
