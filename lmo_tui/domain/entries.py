"""What a person types for a field, and what it means; an entry that means nothing gets one clear sentence."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from lmo_tui.domain.edits import Value, why_not_seats
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.features import FeatureField, spoken_content
from lmo_tui.domain.licenses import AnyField, Field, Status

NEVER: Final = "never"
SITE_LICENSE: Final = "site"

_AMOUNT: Final = re.compile(r"([0-9]{1,5})\s*([dwmy])", re.ASCII)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,3}(?:[,_ ][0-9]{3})+|[0-9]+", re.ASCII)

EXPIRY_FORMS: Final = "a date such as 2027-01-31, +30d, +6w, +3m, +1y, eom, eoq, eoy, or never"
SEATS_FORMS: Final = "a whole number, or site for a site license"
EXTENSION_FORMS: Final = "an amount such as 30d, 6w, 3m or 1y"


def parse_seats(text: str) -> int | None:
    """A number of seats, or None for `site`; an empty entry never means a site license."""
    entry = text.strip().casefold()
    if not entry:
        raise BadEntryError("No seats were given.", remedy=f"Type {SEATS_FORMS}.")
    if entry == SITE_LICENSE:
        return None
    if not _WHOLE.fullmatch(entry):
        raise BadEntryError(f"“{text.strip()}” is not a number of seats.", remedy=f"Type {SEATS_FORMS}.")
    digits = re.sub("[,_ ]", "", entry)
    seats = int(digits[:12])
    if reason := why_not_seats(seats):
        raise BadEntryError(reason)
    return seats


def parse_status(text: str) -> str:
    """One of the status words, in any case."""
    entry = text.strip().casefold()
    for status in (Status.TRIAL, Status.ACTIVE, Status.SUSPENDED, Status.UNINSTALLED):
        if entry == status.casefold():
            return str(status)
    raise BadEntryError(f"“{text.strip()}” is not a status.", remedy="Type Trial, Active or Suspended.")


def parse_expiry(text: str, *, today: date) -> date | None:
    """The last day of access, or None for `never`; an empty entry never means that it does not expire."""
    entry = text.strip().casefold()
    if not entry:
        raise BadEntryError("No expiry was given.", remedy=f"Type {EXPIRY_FORMS}.")
    if entry == NEVER:
        return None
    if entry in ENDS:
        return ENDS[entry](today)
    if entry.startswith("+") and (amount := _AMOUNT.fullmatch(entry[1:].strip())):
        return _later(today, int(amount[1]), amount[2])
    if iso := _ISO.fullmatch(entry):
        return _calendar_day(int(iso[1]), int(iso[2]), int(iso[3]))
    raise BadEntryError(f"“{text.strip()}” is not a date.", remedy=f"Type {EXPIRY_FORMS}.")


def parse_extension(text: str, *, today: date, current: date | None) -> date:
    """The last day of access when extended by an amount, from the later of today and the current expiry."""
    amount = _AMOUNT.fullmatch(text.strip().casefold().removeprefix("+").strip())
    if amount is None:
        what = f"“{text.strip()}” is not an amount of time." if text.strip() else "No amount was given."
        raise BadEntryError(what, remedy=f"Type {EXTENSION_FORMS}.")
    if current is None:
        raise RefusedError("This license does not expire.", remedy="There is nothing to extend.")
    return _later(max(today, current), int(amount[1]), amount[2])


def spoken(field: AnyField, value: Value) -> str:
    """A value as a sentence says it, in the words in which it is typed."""
    if isinstance(field, FeatureField) and not isinstance(value, str):
        return spoken_content(value)
    if value is None:
        return SITE_LICENSE if field is Field.SEATS else NEVER
    return f"{value:,}" if isinstance(value, int) else str(value)


def _calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise BadEntryError(f"There is no month {month}.", remedy="Months go from 1 to 12.")
    if not 1970 < year < 4000:
        raise BadEntryError(f"The year {year} is out of range.", remedy=f"Type {NEVER} if it does not expire.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BadEntryError(f"There is no day {day} in {year}-{month:02}.", remedy=f"That month has {last} days.")
    return date(year, month, day)


def _later(start: date, amount: int, unit: str) -> date:
    if amount == 0:
        raise BadEntryError("Zero is no extension.", remedy=f"Type {EXTENSION_FORMS}.")
    months = {"m": amount, "y": 12 * amount}.get(unit)
    if months is None:
        days = amount * (7 if unit == "w" else 1)
        if start.toordinal() + days >= date(4000, 1, 1).toordinal():
            raise BadEntryError("That is too far ahead.", remedy=f"Type {NEVER} if it does not expire.")
        return start + timedelta(days=days)
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year >= 4000:
        raise BadEntryError("That is too far ahead.", remedy=f"Type {NEVER} if it does not expire.")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _end_of_month(today: date, month: int) -> date:
    return date(today.year, month, monthrange(today.year, month)[1])


ENDS: Final = {
    "eom": lambda today: _end_of_month(today, today.month),
    "eoq": lambda today: _end_of_month(today, today.month + (-today.month % 3)),
    "eoy": lambda today: date(today.year, 12, 31),
}
"""The last days of the month, the quarter and the year, by the words for them."""
