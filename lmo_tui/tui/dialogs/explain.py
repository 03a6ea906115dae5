"""What a half-typed entry will become, or what is wrong with it, in one line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.entries import NEVER, SITE_LICENSE, parse_expiry, parse_extension, parse_seats
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import Field, License
from lmo_tui.tui.render.dates import weekday

Plan: TypeAlias = Callable[[Mapping[Field, Value]], Edit]
"""Makes the edit of the license at hand, or raises the reason why not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry as it was understood."""

    text: str
    """The line to show."""
    value: Value = None
    wrong: bool = False
    changes: bool = False
    """Whether saving it would change anything."""


def as_typed(field: Field, value: Value) -> str:
    """A value as one would type it."""
    if value is None:
        return SITE_LICENSE if field is Field.SEATS else NEVER
    return str(value)


def read_seats(text: str, license_: License, plan: Plan) -> Reading:
    """What this number of seats means for the license."""
    try:
        seats = parse_seats(text)
    except LmoError as error:
        return Reading(str(error), wrong=True)
    shown = "a site license: any number of users" if seats is None else f"{seats:,} seats"
    if seats is not None and license_.seats is not None and seats != license_.seats:
        shown += f", {seats - license_.seats:+,}"
    return _checked(Field.SEATS, seats, shown, license_, plan)


def read_expiry(text: str, license_: License, plan: Plan, today: date) -> Reading:
    """What this last day of access means for the license."""
    try:
        expires = parse_expiry(text, today=today)
    except LmoError as error:
        return Reading(str(error), wrong=True)
    return _checked(Field.EXPIRES, expires, _day(expires, license_), license_, plan)


def read_extension(text: str, license_: License, plan: Plan, today: date) -> Reading:
    """Where this amount moves the last day of access to."""
    try:
        expires = parse_extension(text, today=today, current=license_.expires)
    except LmoError as error:
        return Reading(str(error), wrong=True)
    return _checked(Field.EXPIRES, expires, _day(expires, license_), license_, plan)


def _day(expires: date | None, license_: License) -> str:
    if expires is None:
        return "it never expires"
    named = f"{expires.isoformat()}, a {weekday(expires)}"
    if license_.expires is None or license_.expires == expires:
        return named
    return f"{named}, {(expires - license_.expires).days:+,} d from its present end"


def _checked(field: Field, value: Value, shown: str, license_: License, plan: Plan) -> Reading:
    if value == license_.value_of(field):
        return Reading(f"= {shown}, as it is now", value)
    try:
        warnings = plan({field: value}).warnings
    except LmoError as error:
        return Reading(str(error), value, wrong=True)
    return Reading(" ".join((f"= {shown}.", *warnings)), value, changes=True)
