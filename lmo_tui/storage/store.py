"""The local copy of one org's licenses, which every screen reads from."""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from lmo_tui.domain.clues import Clue
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.storage import proof as proofs
from lmo_tui.storage import queries
from lmo_tui.storage.database import MEMORY, DamagedError, Database, set_aside
from lmo_tui.storage.rows import ATTRIBUTES, license_from_row, license_to_row
from lmo_tui.storage.schema import UPSERT

_SELECT: Final = f"SELECT {', '.join(f'license.{name}' for name in ATTRIBUTES)} FROM license"  # noqa: S608 - our own names
_WINDOW: Final = f"SELECT json_group_array(json_array(key, {', '.join(ATTRIBUTES)})) FROM license"  # noqa: S608 - our own names
"""All rows of a window in one step. Each step gives up Python's lock, and while another thread fills the store it may
take 5 ms to get it back: sixty rows by sixty steps made the screen wait 90 ms, and this way 20."""

_AT_ONCE: Final = 500
"""Rows fetched by one statement: well below SQLite's limit of parameters."""


class Store:
    """Fits LicenseStore. Screenfuls are read on one connection, scans and writes go on another."""

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

    def first(self, view: View, today: date, size: int) -> Sequence[License]:
        """The first rows of a view."""
        statement, parameters = queries.keys(view, today, size)
        with self._front.reading() as connection:
            (keys,) = connection.execute(f"SELECT json_group_array(key) FROM ({statement})", parameters).fetchone()  # noqa: S608 - our own query
        return self.rows(json.loads(keys))

    def order(self, view: View, today: date) -> Sequence[int]:
        """The keys of all rows of a view, in order."""
        statement, parameters = queries.keys(view, today)
        with self._back.reading() as connection:
            return array("q", (key for (key,) in connection.execute(statement, parameters)))

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
        with self._back.reading() as connection:
            counts = connection.execute(*queries.counts(today)).fetchone()
        return dict(zip(Tab, counts, strict=True))

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
        with self._changing() as connection:
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
        with self._changing() as connection:
            return frozenset(key for key in license_ids if connection.execute(gone, (short_id(key),)).rowcount)

    def keep_only(self, license_ids: Iterable[str]) -> int:
        """Drop every license that is not named."""
        kept = [(short_id(license_id),) for license_id in license_ids]
        with self._changing() as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS kept (short_id TEXT PRIMARY KEY) WITHOUT ROWID")
            connection.execute("DELETE FROM kept")
            connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", kept)
            gone = connection.execute("DELETE FROM license WHERE short_id NOT IN (SELECT short_id FROM kept)").rowcount
            connection.execute("DELETE FROM kept")
        return gone

    def proof(self) -> str:
        """What is another text as soon as anything changed that screens show; empty while nothing is known."""
        with self._front.reading() as connection:
            proof, _synced_at = connection.execute(proofs.READ).fetchone()
        return proofs.one_line(proof)

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
        with self._changing() as connection:
            connection.execute("DELETE FROM license")
            connection.execute("DELETE FROM fact")

    def close(self) -> None:
        """Give the file back."""
        self._back.close()
        self._front.close()

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """Writing to licenses: whoever has drawn them will see that they are others now."""
        with self._back.writing() as connection:
            before = connection.total_changes
            yield connection
            if connection.total_changes != before:
                connection.execute(proofs.RENEW)

    def _one(self, condition: str, value: str) -> License | None:
        with self._front.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE {condition}", (value,)).fetchone()
        return None if row is None else license_from_row(row)


def _opened(file: Path | None) -> Database:
    database = Database(file)
    try:
        database.prepare()
    except DamagedError:
        database.close()
        raise
    return database
