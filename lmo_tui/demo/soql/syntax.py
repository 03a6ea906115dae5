"""The shapes of a parsed statement; `at` is always the place in the text that an error would point to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Path:
    """A field, maybe through parents: `Name`, `sfLma__Account__r.Name`."""

    parts: tuple[str, ...]
    at: int

    @property
    def text(self) -> str:
        """Give the path as it was written."""
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of a field or of another function: `COUNT(Id)`, `DAY_ONLY(convertTimezone(CreatedDate))`."""

    name: str
    arguments: tuple[Operand, ...]
    at: int

    @property
    def text(self) -> str:
        """Give the call without its spaces, as column metadata shows it."""
        return f"{self.name}({', '.join(argument.text for argument in self.arguments)})"


Operand: TypeAlias = Path | Call


@dataclass(frozen=True, slots=True)
class Literal:
    """A value in a condition; kind is string, pattern, number, boolean, null, date, datetime or range."""

    kind: str
    value: str | float | bool | None
    at: int
    count: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison; the value is a list for IN and its kin, a statement for a semi-join."""

    operand: Operand
    operator: str
    value: Literal | tuple[Literal, ...] | Select
    at: int


@dataclass(frozen=True, slots=True)
class Not:
    """A condition turned round."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Both:
    """Conditions joined by AND or by OR, never by a mixture."""

    operator: str
    conditions: tuple[Condition, ...]


Condition: TypeAlias = Comparison | Not | Both


@dataclass(frozen=True, slots=True)
class Item:
    """One thing selected, with its alias if it has one."""

    operand: Operand
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One name after FROM: the object, a child relationship, or an alias for a parent path."""

    parts: tuple[str, ...]
    alias: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Order:
    """One criterion of ORDER BY."""

    operand: Operand
    descending: bool = False
    nulls_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A whole statement, or one in parentheses."""

    items: tuple[Item | Select, ...]
    source: Source
    aliases: tuple[Source, ...] = ()
    counts_rows: bool = False
    scope: str | None = None
    where: Condition | None = None
    group_by: tuple[Operand, ...] = ()
    having: Condition | None = None
    order_by: tuple[Order, ...] = ()
    limit: int | None = None
    limit_at: int = 0
    offset: int | None = None
    offset_at: int = 0
    all_rows: bool = False
    at: int = 0
