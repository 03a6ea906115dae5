"""The terms of a license: status, seats, use and expiry, in the mix that a grown LMO shows."""

from dataclasses import dataclass
from random import Random
from typing import Final

from lmo_tui.demo.seed.calendar import PERPETUAL, Calendar

_SEATS: Final = (
    5,
    5,
    10,
    10,
    10,
    15,
    20,
    25,
    25,
    25,
    30,
    40,
    50,
    50,
    50,
    75,
    100,
    100,
    150,
    200,
    250,
    500,
    1_000,
    2_500,
)
_RECENT: Final = 75


@dataclass(slots=True)
class TermSet:
    """What the ISV and a customer have agreed on, and what came of it."""

    status: str
    record_type: str
    seats: int | None
    used: int | None
    expires: str | None


class Terms:
    """Picks believable terms for a license of some age."""

    def __init__(self, rng: Random, calendar: Calendar) -> None:
        self._rng = rng
        self._calendar = calendar

    def pick(self, age: int, *, sandbox: bool, status: str = "") -> TermSet:
        """Pick the terms of a license that is `age` days old; with a status given, terms that are in good order."""
        calm = bool(status)
        status = status or self._status(age)
        offset = self._expiry(status, age)
        if calm and offset is not None:
            offset = abs(offset) + 3
        never = None if self._rng.random() < 0.5 else PERPETUAL
        expires = never if offset is None else self._calendar.day(offset)
        lapsed = offset is not None and offset < 0
        seats = self._seats(sandbox=sandbox)
        return TermSet(status, self._record_type(status, lapsed=lapsed), seats, self._used(status, seats), expires)

    def _status(self, age: int) -> str:
        draw = self._rng.random()
        trial, gone, suspended = (0.64, 0.06, 0.01) if age < _RECENT else (0.09, 0.2, 0.07)
        if draw < trial:
            return "Trial"
        if draw < trial + gone:
            return "Uninstalled"
        return "Suspended" if draw < trial + gone + suspended else "Active"

    def _record_type(self, status: str, *, lapsed: bool) -> str:
        draw = self._rng.random()
        if lapsed and status in {"Trial", "Active"} and draw < 0.35:
            return "Expired"
        if draw > 0.996:
            return {"Trial": "Active", "Active": "Suspended", "Suspended": "Active"}.get(status, "Active")
        return status

    def _expiry(self, status: str, age: int) -> int | None:
        """Pick a day from today, or None for a license that does not expire."""
        random = self._rng.random
        if status == "Trial":
            return self._trial_end(age)
        draw = random()
        if draw < 0.3:
            return None
        if status == "Suspended":
            return max(int(random() * 400) - 150, 7 - age)
        if status == "Uninstalled":
            return int(random() * (age + 300)) - age + 7
        if draw < 0.345:
            return -int(random() * min(150, max(age - 7, 1))) - 1
        if draw < 0.38:
            return int(random() * 8)
        if draw < 0.45:
            return 8 + int(random() * 23)
        return 31 + int(random() * (60 if draw < 0.56 else 640))

    def _trial_end(self, age: int) -> int:
        random = self._rng.random
        if age < _RECENT:
            return max(int(random() * 52) - 7, 14 - age)
        return 1 + int(random() * 80) if random() < 0.5 else -1 - int(random() * (age - 20))

    def _seats(self, *, sandbox: bool) -> int | None:
        draw = self._rng.random()
        site = 0.4 if sandbox else 0.03
        if draw < site:
            return None if draw < site * 0.12 else -1
        if draw > 0.998:
            return 0
        return _SEATS[int(self._rng.random() * len(_SEATS))]

    def _used(self, status: str, seats: int | None) -> int | None:
        if status == "Uninstalled":
            return None
        draw = self._rng.random()
        if seats is None or seats < 0:
            return 2 + int(draw * 300) if draw < 0.25 else None
        if draw < 0.02:
            return seats + 1 + int(seats * self._rng.random() * 0.4)
        share = 0.3 if status == "Trial" else 0.55
        return int(seats * min(1.0, share + 0.5 * (self._rng.random() - 0.4)))
