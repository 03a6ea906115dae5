"""The local copy of one org's licenses, which every screen reads from."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from lmo_tui.domain.cells import Cells
from lmo_tui.domain.clues import Clue
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.filters.fields import FieldName
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.packages import Release
from lmo_tui.storage import queries
from lmo_tui.storage.database import MEMORY, Database
from lmo_tui.storage.faults import Tell, TooLongError, UnfitError, damaged, untold
from lmo_tui.storage.intake import Intake
from lmo_tui.storage.mending import Files
from lmo_tui.storage.queries import Cost
from lmo_tui.storage.rows import ATTRIBUTES, license_from_row, license_to_row
from lmo_tui.storage.schema import UPSERT
from lmo_tui.storage.values import values

_SELECT: Final = f"SELECT {', '.join(f'license.{name}' for name in ATTRIBUTES)} FROM license"  # noqa: S608 - our own names
_WINDOW: Final = f"SELECT json_group_array(json_array(key, {', '.join(ATTRIBUTES)})) FROM license"  # noqa: S608 - our own names
"""All rows of a window in one step. Each step gives up Python's lock, and while another thread fills the store it may
take 5 ms to get it back: sixty rows by sixty steps made the screen wait 90 ms, and this way 20."""

_FIRST_STEPS: Final = 50_000
"""Of SQLite's machine, for the first rows of a filter: some thousand rows looked at, in less than 10 ms."""

_AT_ONCE: Final = 500
"""Rows fetched by one statement: well below SQLite's limit of parameters."""


P = ParamSpec("P")
T = TypeVar("T")


def _mended(call: "Callable[Concatenate[Store, P], T]") -> "Callable[Concatenate[Store, P], T]":
    """The call; if it finds the file damaged, the same call on the empty store that takes its place."""

    @wraps(call)
    def carried_out(store: "Store", /, *args: P.args, **kwargs: P.kwargs) -> T:
        losses = store.losses
        try:
            return call(store, *args, **kwargs)
        except UnfitError as error:
            store._files.mend(error, losses)
            return call(store, *args, **kwargs)

    return carried_out


def _ended(call: "Callable[Concatenate[Store, P], T]") -> "Callable[Concatenate[Store, P], T]":
    """The call; if it finds the file damaged, it fails: an empty store must not be told how far a load has come."""

    @wraps(call)
    def carried_out(store: "Store", /, *args: P.args, **kwargs: P.kwargs) -> T:
        losses = store.losses
        try:
            return call(store, *args, **kwargs)
        except UnfitError as error:
            store._files.mend(error, losses)
            raise

    return carried_out


class Store:
    """Fits LicenseStore. Screenfuls are read on one connection, scans and writes go on another."""

    def __init__(self, path: Path | str, tell: Tell = untold) -> None:
        self._files = Files(None if str(path) == MEMORY else Path(path), tell)
        self._intake = Intake(lambda: self._back)

    @property
    def losses(self) -> int:
        """How often everything was lost since this was opened, as the file had to be replaced."""
        return self._files.losses

    @property
    def set_aside(self) -> Path | None:
        """Where a file was moved in whose place this one was made."""
        return self._files.aside

    @property
    def _front(self) -> Database:
        return self._files.front

    @property
    def _back(self) -> Database:
        return self._files.back

    @_mended
    def first(self, view: View, today: date, size: int) -> Sequence[License]:
        """The first rows of a view; none where finding them could hold up who waits: the order has them."""
        cost = queries.cost(view)
        if cost is Cost.MUCH:
            return []
        statement, parameters = queries.keys(view, today, size)
        patience = self._front.reading() if cost is Cost.LITTLE else self._front.reading_a_while(_FIRST_STEPS)
        with suppress(TooLongError), patience as connection:
            (keys,) = connection.execute(f"SELECT json_group_array(key) FROM ({statement})", parameters).fetchone()  # noqa: S608 - our own query
            return self.rows(json.loads(keys))
        return []

    @_mended
    def order(self, view: View, today: date) -> Sequence[int]:
        """The keys of all rows of a view, in order."""
        statement, parameters = queries.keys(view, today)
        with self._back.reading() as connection:
            return array("q", (key for (key,) in connection.execute(statement, parameters)))

    @_mended
    def count(self, view: View, today: date) -> int:
        """How many licenses a view holds."""
        with self._back.reading() as connection:
            return int(connection.execute(*queries.count(view, today)).fetchone()[0])

    def every(self, view: View, today: date) -> Generator[License, None, None]:
        """All licenses of a view in order, as they are when it begins; raises StorageError rather than skip one."""
        losses = self.losses
        try:
            with self._files.apart() as database, database.looking() as connection:
                keys = connection.execute(*queries.keys(view, today))
                while some := [key for (key,) in keys.fetchmany(_AT_ONCE)]:
                    licenses = _window(connection, some)
                    if len(licenses) < len(some):
                        raise damaged()
                    yield from licenses
        except UnfitError as error:
            self._files.mend(error, losses)
            raise

    @_mended
    def rows(self, keys: Sequence[int]) -> Sequence[License]:
        """The rows with these keys, in this order, without those that are gone."""
        with self._front.reading() as connection:
            windows = (_window(connection, keys[at : at + _AT_ONCE]) for at in range(0, len(keys), _AT_ONCE))
            return [license_ for window in windows for license_ in window]

    @_mended
    def key(self, license_id: str) -> int | None:
        """The key of one license."""
        with self._front.reading() as connection:
            row = connection.execute("SELECT key FROM license WHERE short_id = ?", (short_id(license_id),)).fetchone()
        return None if row is None else int(row[0])

    @_mended
    def tab_counts(self, today: date) -> Mapping[Tab, int]:
        """How many licenses each tab holds."""
        with self._back.reading() as connection:
            counts = connection.execute(*queries.counts(today)).fetchone()
        return dict(zip(Tab, counts, strict=True))

    @_mended
    def get(self, license_id: str) -> License | None:
        """One license by id."""
        return _one(self._front, "short_id = ?", short_id(license_id))

    @_mended
    def named(self, name: str) -> License | None:
        """One license by its L-number, in any case."""
        return _one(self._front, "folded_name = ? ORDER BY key DESC LIMIT 1", name.strip().casefold())

    @_mended
    def siblings(self, license_: License) -> Sequence[License]:
        """The other licenses of the same subscriber org, live ones first, then the newest."""
        if not license_.org_id:
            return []
        condition = "by_org = ? AND short_id <> ? ORDER BY state = 'Uninstalled', by_name DESC, key DESC"
        with self._front.reading() as connection:
            found = connection.execute(f"{_SELECT} WHERE {condition}", (license_.short_org_id, short_id(license_.id)))
            return [license_from_row(row) for row in found]

    @_mended
    def customers(self, beginnings: Iterable[str]) -> Sequence[str]:
        """The case-folded names of customers that begin with one of these."""
        names = "SELECT DISTINCT by_customer FROM license WHERE by_customer >= ? AND by_customer < ?"
        with self._back.reading() as connection:
            return [
                name for begins in beginnings for (name,) in connection.execute(names, (begins, f"{begins}\U0010ffff"))
            ]

    @_mended
    def mentioned(self, clues: Sequence[Clue], customers: Sequence[str], most: int) -> Sequence[License]:
        """Licenses that a clue or such a name leads to, and those of the same orgs."""
        statement, parameters = queries.mentioned(clues, customers, most)
        with self._back.reading() as connection:
            return [license_from_row(row) for row in connection.execute(f"{_SELECT} WHERE {statement}", parameters)]

    @_mended
    def values(self, most: int) -> Mapping[FieldName, Sequence[str]]:
        """What licenses hold in the fields that have few values, up to so many of each."""
        with self._back.reading() as connection:
            return values(connection, most)

    @_mended
    def put(self, licenses: Iterable[License]) -> None:
        """Add or replace licenses, all or none."""
        rows = [license_to_row(license_) for license_ in licenses]
        with self._back.writing() as connection:
            connection.executemany(UPSERT, rows)

    @_mended
    def follow(self, releases: Iterable[Release]) -> int:
        """Let licenses name these as the newest versions of their packages."""
        known = json.dumps([(each.package_id, each.version_id, each.number) for each in releases])
        with self._back.writing() as connection:
            return connection.execute(queries.FOLLOW, (known,)).rowcount

    @_mended
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

    @_mended
    def drop(self, license_ids: Iterable[str]) -> frozenset[str]:
        """Forget these licenses; returns those that were there."""
        gone = "DELETE FROM license WHERE short_id = ?"
        with self._back.writing() as connection:
            return frozenset(key for key in license_ids if connection.execute(gone, (short_id(key),)).rowcount)

    @_mended
    def begin_load(self, loader: str, *, afresh: bool) -> None:
        """Let this loader load everything, and no other."""
        self._intake.begin(loader, afresh=afresh)

    @_ended
    def take_in(self, licenses: Sequence[Cells], spared: Collection[str], fact: tuple[str, str], loader: str) -> None:
        """Keep some of a load, and how far it is, for good; `spared` are fresher here."""
        self._intake.take(licenses, spared, fact, loader)

    @_ended
    def end_load(self, spared: Collection[str], fact: str, loader: str) -> int:
        """Drop every license that the load has not met, and the fact of it; returns how many went."""
        return self._intake.end(spared, fact, loader)

    @_mended
    def fact(self, name: str) -> str | None:
        """A remembered fact about the org."""
        with self._front.reading() as connection:
            row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @_mended
    def remember(self, name: str, value: str) -> None:
        """Keep a fact about the org."""
        with self._back.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    @_mended
    def reset(self) -> None:
        """Forget everything."""
        with self._back.writing() as connection:
            for table in ("license", "seen", "fact"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def close(self) -> None:
        """Give the file back."""
        self._files.close()


def _window(connection: sqlite3.Connection, keys: Sequence[int]) -> list[License]:
    marks = ", ".join("?" * len(keys))
    (window,) = connection.execute(f"{_WINDOW} WHERE key IN ({marks})", tuple(keys)).fetchone()
    found = {key: license_from_row(cells) for key, *cells in json.loads(window)}
    return [found[key] for key in keys if key in found]


def _one(database: Database, condition: str, value: str) -> License | None:
    with database.reading() as connection:
        row = connection.execute(f"{_SELECT} WHERE {condition}", (value,)).fetchone()
    return None if row is None else license_from_row(row)
