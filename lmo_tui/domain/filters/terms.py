"""A filter as values: a license must fit each of its terms."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from lmo_tui.domain.filters.fields import FieldName, FlagName


class Op(StrEnum):
    """How a field is compared."""

    HOLDS = ":"
    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Special(StrEnum):
    """Values beyond every date or number."""

    NEVER = "never"
    SITE = "site"


class DayWord(StrEnum):
    """The last day of a span that today is in, or the latest day of that name: today counts."""

    MONTH = "eom"
    QUARTER = "eoq"
    YEAR = "eoy"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Offset:
    """A day counted from today: `30d` is in thirty days, `-1w` a week ago, and zero is today."""

    amount: int
    unit: str = "d"


@dataclass(frozen=True, slots=True)
class Regex:
    """A pattern that is looked for in a text."""

    pattern: str


Value: TypeAlias = str | int | date | Offset | DayWord | Special | Regex | FieldName
"""What a field is compared with; a FieldName is another field of the same license."""


@dataclass(frozen=True, slots=True)
class Word:
    """A part of one of the values that identify a license, or an id."""

    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What the license is."""

    name: FlagName


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field and what it must be."""

    field: FieldName
    op: Op
    value: Value


class Held(StrEnum):
    """What a feature parameter holds, where that is no number and no day."""

    ON = "on"
    OFF = "off"
    UNSET = "unset"
    """There is a record, without a value."""
    NONE = "none"
    """The license's package has the parameter, and the org holds no record for the two."""
    ANY = "any"
    """There is a record, whatever it holds."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a license has of the feature parameter of a name; of one of another type it holds nothing."""

    parameter: str
    """Its full name, or without the namespace, in any case."""
    op: Op
    value: int | date | Offset | DayWord | Held


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    term: "Word | Flag | Comparison | Holding"


Term: TypeAlias = Word | Flag | Comparison | Holding | Not
Filter: TypeAlias = tuple[Term, ...]
