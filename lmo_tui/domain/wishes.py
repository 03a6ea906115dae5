"""What a person wants of one license or of many, before it is known what each of them holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lmo_tui.domain.edits import Value
from lmo_tui.domain.entries import parse_expiry, parse_extension, parse_seats, parse_status, spoken
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.licenses import FIELD_LABELS, Field, License


@dataclass(frozen=True, slots=True)
class Wish:
    """The values that licenses are to hold; what is not named stays."""

    values: Mapping[Field, Value] = field(default_factory=dict)
    extension: str = ""
    """An amount to extend by, which only means a day once the present expiry is known."""

    def of(self, license_: License, today: date) -> Mapping[Field, Value]:
        """The values that this license is to hold; raises RefusedError where it has no end to move."""
        if not self.extension:
            return self.values
        until = parse_extension(self.extension, today=today, current=license_.expires)
        return {**self.values, Field.EXPIRES: until}

    @property
    def told(self) -> str:
        """All of it in one line."""
        parts = [f"{FIELD_LABELS[each]} {spoken(each, value)}" for each, value in self.values.items()]
        return ", ".join((*parts, *([f"extend by {self.extension}"] if self.extension else [])))


def parse_wish(
    *,
    today: date,
    status: str | None = None,
    seats: str | None = None,
    expires: str | None = None,
    extend: str | None = None,
) -> Wish:
    """What was typed for each, understood; None was not typed. Raises BadEntryError."""
    values: dict[Field, Value] = {}
    if status is not None:
        values[Field.STATUS] = parse_status(status)
    if seats is not None:
        values[Field.SEATS] = parse_seats(seats)
    if expires is not None:
        values[Field.EXPIRES] = parse_expiry(expires, today=today)
    if extend is not None:
        parse_extension(extend, today=today, current=today)
    return Wish(values, (extend or "").strip())


@dataclass(frozen=True, slots=True)
class FeatureWish:
    """What a parameter is to hold, as it was typed: its type is known only when the org's parameters are."""

    name: str
    text: str

    @property
    def told(self) -> str:
        """What is wanted, in words."""
        return f"{self.name} {self.text}"


def parse_features(typed: Iterable[str]) -> tuple[FeatureWish, ...]:
    """What each `NAME=VALUE` says; raises BadEntryError."""
    wishes: dict[str, FeatureWish] = {}
    for each in typed:
        name, sign, text = (part.strip() for part in each.partition("="))
        if not name or not sign or not text:
            raise BadEntryError(
                f"“{each.strip()}” is not NAME=VALUE.", remedy="Give NS__Name=true, =12 or =2027-01-31."
            )
        if name.casefold() in wishes:
            raise BadEntryError(f"{name} is named twice.", remedy="Give each parameter one value.")
        wishes[name.casefold()] = FeatureWish(name, text)
    return tuple(wishes.values())
