"""A license as a row of plain values: what is read in bulk and kept, without an object for each."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final, Generic, TypeAlias, TypeVar

from lmo_tui.domain.licenses import License

Cell: TypeAlias = str | int | None
"""Text, a number, or nothing; days and moments are text in ISO form, flags are 0 and 1."""

Cells: TypeAlias = tuple[Cell, ...]
"""One license: a cell for each of `ATTRIBUTES`."""

MOST: Final = 1 << 53
"""The largest number that is kept: what a server says beyond it is absurd, and must not end the program."""

ATTRIBUTES: Final = tuple(field.name for field in fields(License))

_MOST_REMEMBERED: Final = 20_000

Given = TypeVar("Given")
Made = TypeVar("Made")


class Memo(dict[Given, Made], Generic[Given, Made]):
    """A function that remembers what it made of each value: customers, packages and days come again and again.

    As a dict it answers what it knows without a line of Python, ten times as fast as a call.
    """

    def __init__(self, make: Callable[[Given], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, given: Given) -> Made:
        made = self[given] = self._make(given)
        return made

    def all(self, column: Iterable[Given]) -> list[Made]:
        """What it makes of each value."""
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        return list(map(self.__getitem__, column))


def extra_to_cell(extra: tuple[tuple[str, str], ...]) -> str:
    """The ISV's own fields as one cell."""
    return json.dumps(extra, ensure_ascii=False)


def unseen_to_cell(unseen: frozenset[str]) -> str:
    """What cannot be seen as one cell."""
    return json.dumps(sorted(unseen))


def _extra_from_cell(cell: str) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in json.loads(cell))


def _unseen_from_cell(cell: str) -> frozenset[str]:
    return frozenset(json.loads(cell))


def _number(value: int) -> int:
    return min(value, MOST)


TO_CELL: Final[Mapping[str, Callable[[Any], Cell]]] = {
    "expires": date.isoformat,
    "installed": date.isoformat,
    "org_facts_as_of": datetime.isoformat,
    "created": datetime.isoformat,
    "modified": datetime.isoformat,
    "seats": _number,
    "used": _number,
    "sandbox": int,
    "checkout": int,
    "extra": extra_to_cell,
    "unseen": unseen_to_cell,
}
"""How a value becomes a cell, by attribute; any other is one already, and nothing stays nothing."""

_FROM_CELL: Final[Mapping[str, Callable[[Any], object]]] = {
    "expires": date.fromisoformat,
    "installed": date.fromisoformat,
    "org_facts_as_of": datetime.fromisoformat,
    "created": datetime.fromisoformat,
    "modified": datetime.fromisoformat,
    "sandbox": bool,
    "checkout": bool,
    "extra": _extra_from_cell,
    "unseen": _unseen_from_cell,
}
_CONVERTED: Final = tuple((ATTRIBUTES.index(name), convert) for name, convert in _FROM_CELL.items())


def cells_of(license_: License) -> Cells:
    """The cells of a license, in the order of `ATTRIBUTES`."""
    cells: list[Cell] = []
    for name in ATTRIBUTES:
        value = getattr(license_, name)
        convert = TO_CELL.get(name)
        cells.append(value if value is None or convert is None else convert(value))
    return tuple(cells)


def license_of(row: Sequence[Any]) -> License:
    """The license of a row that holds the cells of `ATTRIBUTES`, in order."""
    cells = list(row)
    for place, convert in _CONVERTED:
        if cells[place] is not None:
            cells[place] = convert(cells[place])
    return License(*cells)
