"""SOQL's date literals as spans of days, and its date functions as SQL; weeks start on Sunday, fiscal = calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_UNITS: Final = ("WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR")

#: Literals that stand alone, such as TODAY.
RANGES: Final = frozenset(
    (
        *("YESTERDAY", "TODAY", "TOMORROW", "LAST_90_DAYS", "NEXT_90_DAYS"),
        *(f"{which}_{unit}" for which in ("LAST", "THIS", "NEXT") for unit in _UNITS),
    )
)
#: Literals that need a number, such as LAST_N_DAYS:30.
COUNTED_RANGES: Final = frozenset(
    form.format(unit) for form in ("LAST_N_{}S", "NEXT_N_{}S", "N_{}S_AGO") for unit in ("DAY", *_UNITS)
)


def span(name: str, count: int, today: date) -> tuple[date, date]:
    """Give the first and the last day of a date literal; one that leaves the calendar is cut at its edge."""
    if name in _DAYS:
        first, last = _DAYS[name]
        return today + timedelta(first), today + timedelta(last)
    if name.endswith("DAYS") or name == "N_DAYS_AGO":
        return _days(name, min(count, 1_000_000), today)
    unit = _unit(name)
    count = min(count, 10_000)
    if name.startswith("LAST_N"):
        return _start(unit, today, -count), _shift(_start(unit, today, 0), -1)
    if name.startswith("NEXT_N"):
        return _start(unit, today, 1), _shift(_start(unit, today, count + 1), -1)
    steps = {"LAST": -1, "THIS": 0, "NEXT": 1, "N": -count}[name.split("_", maxsplit=1)[0]]
    return _start(unit, today, steps), _shift(_start(unit, today, steps + 1), -1)


_DAYS: Final[Mapping[str, tuple[int, int]]] = {
    "YESTERDAY": (-1, -1),
    "TODAY": (0, 0),
    "TOMORROW": (1, 1),
    "LAST_90_DAYS": (-90, 0),
    "NEXT_90_DAYS": (1, 90),
}


def _days(name: str, count: int, today: date) -> tuple[date, date]:
    if name == "N_DAYS_AGO":
        day = _shift(today, -count)
        return day, day
    if name == "LAST_N_DAYS":
        return _shift(today, -count), today
    return today + timedelta(1), _shift(today, count)


def _unit(name: str) -> str:
    return next(unit for unit in ("WEEK", "MONTH", "QUARTER", "YEAR") if unit in name)


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _start(unit: str, today: date, steps: int) -> date:
    """Give the first day of the unit that lies some units from today's."""
    if unit == "WEEK":
        return _shift(today, 7 * steps - (today.weekday() + 1) % 7)
    months = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}[unit]
    year, month = divmod((today.year * 12 + today.month - 1) // months * months + steps * months, 12)
    if year < date.min.year:
        return date.min
    return date.max if year > date.max.year else date(year, month + 1, 1)


def day_value(text: str) -> str:
    """Check a date literal; ValueError when there is no such day."""
    return date.fromisoformat(text).isoformat()


def moment_value(text: str) -> str:
    """Give a date/time literal of any zone as the database stores it; ValueError when there is no such moment."""
    return stored(datetime.fromisoformat(text.upper()).astimezone(UTC))


def stored(moment: datetime) -> str:
    """Write a moment as the wire and the database do: UTC, to the millisecond."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}+0000"


def start_of(day: date) -> str:
    """Give the stored form of a day's first moment."""
    return f"{day.isoformat()}T00:00:00.000+0000"


def _part(start: int, length: int) -> Callable[[str], str]:
    return lambda column: f"CAST(substr({column}, {start}, {length}) AS INTEGER)"


def _quarter(column: str) -> str:
    return f"((CAST(substr({column}, 6, 2) AS INTEGER) + 2) / 3)"


def _clock(form: str, then: str) -> Callable[[str], str]:
    return lambda column: f"(CAST(strftime('{form}', substr({column}, 1, 10)) AS INTEGER) {then})"


#: Date functions as SQL over a stored date or date/time; all but DAY_ONLY give a whole number.
FUNCTIONS: Final[Mapping[str, Callable[[str], str]]] = {
    "CALENDAR_MONTH": _part(6, 2),
    "CALENDAR_QUARTER": _quarter,
    "CALENDAR_YEAR": _part(1, 4),
    "DAY_IN_MONTH": _part(9, 2),
    "DAY_IN_WEEK": _clock("%w", "+ 1"),
    "DAY_IN_YEAR": _clock("%j", "+ 0"),
    "DAY_ONLY": lambda column: f"substr({column}, 1, 10)",
    "FISCAL_MONTH": _part(6, 2),
    "FISCAL_QUARTER": _quarter,
    "FISCAL_YEAR": _part(1, 4),
    "HOUR_IN_DAY": _part(12, 2),
    "WEEK_IN_MONTH": lambda column: f"({_clock('%d', '+ 6')(column)} / 7)",
    "WEEK_IN_YEAR": lambda column: f"({_clock('%j', '+ 6')(column)} / 7)",
}
#: Functions that only a date/time has.
MOMENT_FUNCTIONS: Final = frozenset(("DAY_ONLY", "HOUR_IN_DAY"))
