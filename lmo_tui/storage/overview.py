"""What the overview counts, in one look at the licenses of a view."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Final

from lmo_tui.domain.filters import View
from lmo_tui.domain.licenses import Status
from lmo_tui.domain.overview import EDGES, Kind, Tallies
from lmo_tui.storage import queries
from lmo_tui.storage.conditions import PERCENT
from lmo_tui.storage.faults import damaged
from lmo_tui.storage.mending import Files, mended
from lmo_tui.storage.sorting import NEVER

_LIVE: Final = f"state <> '{Status.UNINSTALLED}'"
_HIDDEN: Final = -1
"""In the place of a day that this user may not see."""


def _seen(name: str, value: str, hidden: str = "NULL") -> str:
    return f"CASE WHEN instr(unseen, '\"{name}\"') THEN {hidden} ELSE {value} END"


def _bucket() -> str:
    """The place in `SEATS`: the seats that are used, as a part of those sold."""
    site, unknown = len(EDGES) + 2, len(EDGES) + 3
    parts = (f"WHEN share < {high} THEN {place}" for place, (_, high) in enumerate(pairwise(EDGES), start=1))
    return (
        f"CASE WHEN share IS NULL THEN CASE WHEN site THEN {site} ELSE {unknown} END WHEN share < 0 THEN {unknown}"
        f" WHEN share = 0 THEN 0 {' '.join(parts)} WHEN share = 100 THEN {len(EDGES)} ELSE {len(EDGES) + 1} END"
    )


_COLUMNS: Final = ", ".join(
    (
        f"{_seen('package', 'package')} AS package, state, {_seen('version', 'version')} AS version",
        f"{_seen('expires', 'by_expires', str(_HIDDEN))} AS ends",
        f"{_seen('seats', _seen('used', PERCENT))} AS share, {_seen('seats', 'seats IS NULL', '0')} AS site",
        f"{_seen('installed', 'substr(installed, 1, 7)')} AS installed",
        f"{_seen('modified', 'substr(modified, 1, 7)')} AS modified",
    )
)
_PARTS: Final = (
    "SELECT 'kind', package, state, version, count(*) FROM chosen GROUP BY 2, 3, 4",
    f"SELECT 'end', ends, NULL, NULL, count(*) FROM chosen WHERE {_LIVE} GROUP BY 2",  # noqa: S608 - our own names
    f"SELECT 'seats', {_bucket()}, NULL, NULL, count(*) FROM chosen WHERE {_LIVE} GROUP BY 2",  # noqa: S608 - the same
    "SELECT 'installed', installed, NULL, NULL, count(*) FROM chosen WHERE installed IS NOT NULL GROUP BY 2",
    f"SELECT 'uninstalled', modified, NULL, NULL, count(*) FROM chosen WHERE NOT ({_LIVE}) AND modified IS NOT NULL"  # noqa: S608 - our own names
    " GROUP BY 2",
)
_COUNTED: Final = f"SELECT * FROM ({' UNION ALL '.join(_PARTS)})"  # noqa: S608 - our own names


def _always() -> bool:
    return True


class OverviewCounts:
    """Fits OverviewCounting, over the files of a store."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @mended
    def tallies(self, view: View, today: date, *, wanted: Callable[[], bool] = _always) -> Tallies:
        """What is counted of a view: a scan. Raises GivenUpError soon after it is no longer wanted."""
        where, parameters = queries.where(view, today)
        statement = f"WITH chosen AS MATERIALIZED (SELECT {_COLUMNS} FROM license NOT INDEXED{where}) {_COUNTED}"  # noqa: S608 - the same
        with self._files.apart() as database, database.reading_while(wanted) as connection:
            rows = connection.execute(statement, parameters).fetchall()
        found: dict[str, list[tuple[str | int | None, str, str | None, int]]] = {}
        for part, *row in rows:
            found.setdefault(part, []).append((row[0], row[1], row[2], row[3]))
        try:
            return _tallies(found)
        except (TypeError, ValueError, OverflowError):
            raise damaged() from None


def _tallies(found: dict[str, list[tuple[str | int | None, str, str | None, int]]]) -> Tallies:
    ends = [(int(end or 0), count) for end, _, _, count in found.get("end", ())]
    return Tallies(
        kinds=[
            Kind(None if package is None else str(package), state, version, count)
            for package, state, version, count in found.get("kind", ())
        ],
        ends=[(None if end == NEVER else date.fromordinal(end), count) for end, count in ends if end != _HIDDEN],
        hidden_ends=sum(count for end, count in ends if end == _HIDDEN),
        seats=[(int(place or 0), count) for place, _, _, count in found.get("seats", ())],
        installed=[(str(month), count) for month, _, _, count in found.get("installed", ())],
        uninstalled=[(str(month), count) for month, _, _, count in found.get("uninstalled", ())],
    )
