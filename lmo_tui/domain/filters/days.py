"""Days as a filter says them: dates, amounts from today, and ends of months, quarters and years."""

import re
from calendar import monthrange
from datetime import date
from typing import Final, TypeAlias

from lmo_tui.domain.entries import ENDS, parse_expiry
from lmo_tui.domain.filters.terms import DayWord, Offset, Special

Day: TypeAlias = date | Offset | DayWord | Special

DAY_FORMS: Final = "2027-01-31, 30d, 6w, 3m, 1y, -7d, today, monday, eom, eoq, eoy"
TODAY: Final = "today"
WEEKDAYS: Final = tuple(word for word in DayWord if word not in ENDS)
"""Monday is the first."""
_AMOUNT: Final = re.compile(r"([+-]?)([0-9]{1,5})([dwmy])", re.ASCII)
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LAST: Final = date(3999, 12, 31)


def parse_day(text: str) -> Day | None:
    """The day that is said, or None; raises BadEntryError for a date that no calendar has."""
    word = text.casefold()
    if word == Special.NEVER:
        return Special.NEVER
    if word == TODAY:
        return Offset(0)
    if word in ENDS or word in WEEKDAYS:
        return DayWord(word)
    if amount := _AMOUNT.fullmatch(word):
        number = int(amount[2]) * (-1 if amount[1] == "-" else 1)
        return Offset(number, amount[3] if number else "d")
    return parse_expiry(word, today=_LAST) if _ISO.fullmatch(word) else None


def day_in(text: str) -> date | None:
    """The date that a text begins with, as 2027-01-31; None where it begins with none."""
    try:
        return date.fromisoformat(text[:10]) if _DATE.match(text) else None
    except ValueError:
        return None


def resolved(day: date | Offset | DayWord, today: date) -> date:
    """The date it is today; what lies beyond the calendar is its first or last day."""
    if isinstance(day, date):
        return day
    if isinstance(day, DayWord):
        if day in ENDS:
            return ENDS[day](today)
        back = (today.weekday() - WEEKDAYS.index(day)) % 7
        return date.fromordinal(max(today.toordinal() - back, 1))
    if day.unit in {"d", "w"}:
        ordinal = today.toordinal() + day.amount * (7 if day.unit == "w" else 1)
        return date.fromordinal(min(max(ordinal, 1), _LAST.toordinal()))
    years, month = divmod(today.month - 1 + day.amount * (12 if day.unit == "y" else 1), 12)
    year = today.year + years
    if not 1 <= year <= _LAST.year:
        return date.min if year < 1 else _LAST
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
