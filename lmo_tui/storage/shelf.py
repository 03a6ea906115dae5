"""Reading the local copy of one org's licenses."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from lmo_tui.domain.clues import Clue
from lmo_tui.domain.errors import GivenUpError
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.filters.fields import FieldName
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.storage import haystack, queries
from lmo_tui.storage import proof as proofs
from lmo_tui.storage.database import Database
from lmo_tui.storage.faults import Tell, UnfitError, damaged
from lmo_tui.storage.mending import Files, mended
from lmo_tui.storage.putting_off import carried_out
from lmo_tui.storage.queries import Cost
from lmo_tui.storage.rows import ATTRIBUTES, license_from_row
from lmo_tui.storage.values import values

SELECT: Final = f"SELECT {', '.join(f'license.{name}' for name in ATTRIBUTES)} FROM license"  # noqa: S608 - our own names
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

AT_ONCE: Final = 500
"""Rows fetched by one statement: well below SQLite's limit of parameters."""


def _always() -> bool:
    return True


class Shelf:
    """Fits LicenseShelf. Screenfuls are read on one connection, orders of views on another, the rest on a third."""

    def __init__(self, path: Path | None, tell: Tell) -> None:
        self._files = Files(path, tell)
        self._counted: tuple[object, Mapping[Tab, int]] | None = None
        with self._files.front.reading() as connection:
            self._indexed = haystack.has_index(connection)

    @mended
    def first(self, view: View, today: date, size: int) -> Sequence[License]:
        """The first rows of a view; none where finding them could hold up who waits: the order has them."""
        if queries.cost(view) is Cost.MUCH:
            return []
        with suppress(GivenUpError), self._files.front.reading_a_while(_FIRST_STEPS) as connection:
            (keys,) = carried_out(connection, queries.first(view, today, size, None)).fetchone()
            return self.rows(json.loads(keys))
        return []

    @mended
    def begin(self, view: View, today: date, size: int, wanted: Callable[[], bool] = _always) -> Sequence[License]:
        """The first rows of a view that `first` did not find; none where the order will have them as soon."""
        if queries.cost(view) is Cost.MUCH:
            return []
        looks = iter(range(_LOOKS))
        with (
            suppress(GivenUpError),
            self._files.scan.reading_while(lambda: wanted() and next(looks, -1) >= 0) as connection,
        ):
            among = self._among(view, connection, _VERY_FEW)
            (keys,) = carried_out(connection, queries.first(view, today, size, among)).fetchone()
            return self.rows(json.loads(keys))
        return []

    @mended
    def order(self, view: View, today: date, wanted: Callable[[], bool] = _always) -> Sequence[int]:
        """The keys of all rows of a view, in order; raises GivenUpError when they are no longer wanted."""
        with self._files.scan.reading_while(wanted) as connection:
            among = self._among(view, connection, _FEW)
            (keys,) = carried_out(connection, queries.order(view, today, among)).fetchone()
        return _numbers(keys)

    @mended
    def count(self, view: View, today: date) -> int:
        """How many licenses a view holds."""
        with self._files.back.reading() as connection:
            return int(carried_out(connection, queries.count(view, today)).fetchone()[0])

    def every(self, view: View, today: date) -> Generator[License, None, None]:
        """All licenses of a view in order, as they are when it begins; raises StorageError rather than skip one."""
        losses = self._files.losses
        try:
            with self._files.apart() as database, database.looking() as connection:
                keys = carried_out(connection, queries.keys(view, today))
                while some := [key for (key,) in keys.fetchmany(AT_ONCE)]:
                    licenses = _window(connection, some)
                    if len(licenses) < len(some):
                        raise damaged()
                    yield from licenses
        except UnfitError as error:
            self._files.mend(error, losses)
            raise

    @mended
    def rows(self, keys: Sequence[int]) -> Sequence[License]:
        """The rows with these keys, in this order, without those that are gone."""
        with self._files.front.reading() as connection:
            windows = (_window(connection, keys[at : at + AT_ONCE]) for at in range(0, len(keys), AT_ONCE))
            return [license_ for window in windows for license_ in window]

    @mended
    def key(self, license_id: str) -> int | None:
        """The key of one license."""
        with self._files.front.reading() as connection:
            row = connection.execute("SELECT key FROM license WHERE short_id = ?", (short_id(license_id),)).fetchone()
        return None if row is None else int(row[0])

    @mended
    def tab_counts(self, today: date) -> Mapping[Tab, int]:
        """How many licenses each tab holds."""
        with self._files.back.reading() as connection:  # Where no filter waits for it.
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            state = (today, self._files.losses, version, connection.total_changes)
            if self._counted is None or self._counted[0] != state:  # It takes a while, and most often nothing changed.
                counts = connection.execute(*queries.counts(today)).fetchone()
                self._counted = (state, dict(zip(Tab, counts, strict=True)))
            return self._counted[1]

    @mended
    def view_counts(self, views: Sequence[View], today: date) -> Sequence[int]:
        """How many licenses each view holds; on a connection of its own, so that no order waits for a count."""
        with self._files.apart() as database, database.reading() as connection:
            found = (carried_out(connection, queries.count(view, today)).fetchone() for view in views)
            return [int(number) for (number,) in found]

    @mended
    def get(self, license_id: str) -> License | None:
        """One license by id."""
        return _one(self._files.front, "short_id = ?", short_id(license_id))

    @mended
    def those(self, license_ids: Sequence[str]) -> Sequence[License]:
        """The licenses with these ids, in this order, without those that are gone."""
        found: dict[str, License] = {}
        with self._files.back.reading() as connection:
            for start in range(0, len(license_ids), AT_ONCE):
                some = [short_id(each) for each in license_ids[start : start + AT_ONCE]]
                marks = ", ".join("?" * len(some))
                rows = connection.execute(f"{SELECT} WHERE short_id IN ({marks})", some)
                found |= {short_id(row.id): row for row in map(license_from_row, rows)}
        return [found[key] for each in license_ids if (key := short_id(each)) in found]

    @mended
    def ids(self, keys: Sequence[int]) -> Sequence[str]:
        """The 15-character ids of the rows with these keys, in this order, without those that are gone."""
        found: dict[int, str] = {}
        with self._files.back.reading() as connection:
            for start in range(0, len(keys), AT_ONCE):
                some = tuple(keys[start : start + AT_ONCE])
                marks = ", ".join("?" * len(some))
                found |= connection.execute(f"SELECT key, short_id FROM license WHERE key IN ({marks})", some)  # noqa: S608 - marks only
        return [found[key] for key in keys if key in found]

    @mended
    def named(self, name: str) -> License | None:
        """One license by its L-number, in any case."""
        return _one(self._files.front, "folded_name = ? ORDER BY key DESC LIMIT 1", name.strip().casefold())

    @mended
    def siblings(self, license_: License) -> Sequence[License]:
        """The other licenses of the same subscriber org, live ones first, then the newest.

        None where finding them would hold up the screen, as while a first load fills the store without their index.
        """
        if not license_.org_id:
            return []
        condition = "by_org = ? AND short_id <> ? ORDER BY state = 'Uninstalled', by_name DESC, key DESC"
        with suppress(GivenUpError), self._files.front.reading_a_while(_FIRST_STEPS) as connection:
            found = connection.execute(f"{SELECT} WHERE {condition}", (license_.short_org_id, short_id(license_.id)))
            return [license_from_row(row) for row in found]
        return []

    @mended
    def proof(self) -> str:
        """What is another text as soon as anything changed that screens show; empty while nothing is known."""
        with self._files.front.reading() as connection:
            proof, _synced_at = connection.execute(proofs.READ).fetchone()
        return proofs.one_line(proof)

    @mended
    def customers(self, beginnings: Iterable[str]) -> Sequence[str]:
        """The case-folded names of customers that begin with one of these."""
        names = "SELECT DISTINCT by_customer FROM license WHERE by_customer >= ? AND by_customer < ?"
        with self._files.back.reading() as connection:
            return [
                name for begins in beginnings for (name,) in connection.execute(names, (begins, f"{begins}\U0010ffff"))
            ]

    @mended
    def mentioned(self, clues: Sequence[Clue], customers: Sequence[str], most: int) -> Sequence[License]:
        """Licenses that a clue or such a name leads to, and those of the same orgs."""
        statement, parameters = queries.mentioned(clues, customers, most)
        with self._files.back.reading() as connection:
            return [license_from_row(row) for row in connection.execute(f"{SELECT} WHERE {statement}", parameters)]

    @mended
    def values(self, most: int) -> Mapping[FieldName, Sequence[str]]:
        """What licenses hold in the fields that have few values, up to so many of each."""
        with self._files.back.reading() as connection:
            return values(connection, most)

    def _among(self, view: View, connection: sqlite3.Connection, most: int) -> str | None:
        """The keys of few licenses among which those of the view are, as JSON; None if they are many or unknown."""
        query = queries.candidates(view, most + 1, indexed=self._indexed)
        if query is None:
            return None
        (keys,) = connection.execute(*query).fetchone()
        return str(keys) if keys.count(",") < most else None


def _window(connection: sqlite3.Connection, keys: Sequence[int]) -> list[License]:
    marks = ", ".join("?" * len(keys))
    (window,) = connection.execute(f"{_WINDOW} WHERE key IN ({marks})", tuple(keys)).fetchone()
    found = {key: license_from_row(cells) for key, *cells in json.loads(window)}
    return [found[key] for key in keys if key in found]


def _one(database: Database, condition: str, value: str) -> License | None:
    with database.reading() as connection:
        row = connection.execute(f"{SELECT} WHERE {condition}", (value,)).fetchone()
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
