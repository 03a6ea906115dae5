"""The overview of a view: counted in the background, known at once as long as the store stays as it is."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from lmo_tui.domain.errors import GivenUpError, StorageError
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.overview import Figure, Kind, Tallies, figures
from lmo_tui.domain.ports import Clock, LicenseStore, Runner

EVERYTHING: Final = View()
FACT: Final = "overview"
"""Under which name the last count of everything is kept with the licenses, for the next run."""

AHEAD: Final = 200_000
"""Licenses up to which they are counted ahead: more take seconds of a core after every look at the org that found
something, for a screen that may never be opened."""

_MOST: Final = 8
"""Views of which the figures are kept."""

_Key = tuple[Tab, str, date, str]


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of a view."""

    view: View
    total: int
    figures: tuple[Figure, ...]


def _always() -> bool:
    return True


class OverviewService:
    """Counts what the local copy holds."""

    def __init__(self, store: LicenseStore, *, runner: Runner, clock: Clock) -> None:
        self._store = store
        self._runner = runner
        self._clock = clock
        self._known: dict[_Key, Overview] = {}
        self._preparing = False

    def known(self, view: View) -> Overview | None:
        """The figures, if they are known and nothing has changed since: quick enough for the event loop."""
        with suppress(StorageError):
            key = self._key(view)
            if key not in self._known and key[:2] == (Tab.ALL, ""):
                self._recall(key)
            return self._known.get(key)
        return None

    async def of(self, view: View, wanted: Callable[[], bool] = _always) -> Overview | None:
        """The figures, counted if need be; None if they are no longer wanted. Raises StorageError."""
        if (found := self.known(view)) is not None:
            return found
        key = self._key(view)
        with suppress(GivenUpError):
            tallies, drawn = await self._runner(lambda: self._counted(view, key[2], wanted))
            found = Overview(view, tallies.total, drawn)
            if key[3] and self._key(view) == key:  # Else something changed meanwhile: true of a moment, not of now.
                self._keep(key, found)
                if key[:2] == (Tab.ALL, ""):
                    await self._runner(lambda: self._store.remember(FACT, _text(key, tallies)))
            return found
        return None

    async def prepare(self, total: int, wanted: Callable[[], bool] = _always) -> None:
        """Count everything ahead of who asks, unless that is done already; a failure tells itself elsewhere."""
        if self._preparing or total > AHEAD:
            return
        self._preparing = True
        try:
            with suppress(StorageError):
                await self.of(EVERYTHING, wanted)
        finally:
            self._preparing = False

    def _counted(self, view: View, today: date, wanted: Callable[[], bool]) -> tuple[Tallies, tuple[Figure, ...]]:
        tallies = self._store.overview_counts.tallies(view, today, wanted=wanted)
        return tallies, figures(tallies, today)

    def _key(self, view: View) -> _Key:
        return view.tab, view.filter, self._clock().date(), self._store.proof()

    def _keep(self, key: _Key, overview: Overview) -> None:
        while len(self._known) >= _MOST:
            self._known.pop(next(iter(self._known)))
        self._known[key] = overview

    def _recall(self, key: _Key) -> None:
        kept = self._store.fact(FACT)
        if not kept or not key[3]:
            return
        with suppress(ValueError, TypeError, KeyError):  # Of another edition: it is counted again.
            told = json.loads(kept)
            if (told["day"], told["proof"]) == (key[2].isoformat(), key[3]):
                tallies = _tallies(told)
                self._keep(key, Overview(EVERYTHING, tallies.total, figures(tallies, key[2])))


def _text(key: _Key, tallies: Tallies) -> str:
    return json.dumps(
        {
            "day": key[2].isoformat(),
            "proof": key[3],
            "kinds": tallies.kinds,
            "ends": [(None if day is None else day.isoformat(), count) for day, count in tallies.ends],
            "hidden_ends": tallies.hidden_ends,
            "seats": tallies.seats,
            "installed": tallies.installed,
            "uninstalled": tallies.uninstalled,
        }
    )


def _tallies(told: dict[str, list[list[str | int | None]]]) -> Tallies:
    def pairs(name: str) -> list[tuple[str, int]]:
        return [(str(key), int(count or 0)) for key, count in told[name]]

    return Tallies(
        kinds=[
            Kind(None if package is None else str(package), str(state), None if version is None else str(version), n)
            for package, state, version, count in told["kinds"]
            for n in (int(count or 0),)
        ],
        ends=[(None if day is None else date.fromisoformat(str(day)), int(count or 0)) for day, count in told["ends"]],
        hidden_ends=int(str(told["hidden_ends"])),
        seats=[(int(place), count) for place, count in pairs("seats")],
        installed=pairs("installed"),
        uninstalled=pairs("uninstalled"),
    )
