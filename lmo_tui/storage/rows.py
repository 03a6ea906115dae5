"""A license as a row of the store and back: one column for each of its attributes, and what is derived from them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Final, TypeAlias

from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License, Status
from lmo_tui.storage.faults import damaged
from lmo_tui.storage.sorting import haystack, sort_keys

Cell: TypeAlias = str | int | None
"""What SQLite keeps; rows are tuples of it."""

MOST: Final = 1 << 53
"""The largest number that is kept: what a server says beyond it is absurd, and must not end the program."""

ATTRIBUTES: Final = tuple(field.name for field in fields(License))


def _extra_to_cell(extra: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(extra, ensure_ascii=False)


def _extra_from_cell(cell: str) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in json.loads(cell))


def _unseen_to_cell(unseen: frozenset[str]) -> str:
    return json.dumps(sorted(unseen))


def _unseen_from_cell(cell: str) -> frozenset[str]:
    return frozenset(json.loads(cell))


def _number(value: int) -> int:
    return min(value, MOST)


_TO_CELL: Final[Mapping[str, Callable[[Any], Cell]]] = {
    "expires": date.isoformat,
    "installed": date.isoformat,
    "org_facts_as_of": datetime.isoformat,
    "created": datetime.isoformat,
    "modified": datetime.isoformat,
    "seats": _number,
    "used": _number,
    "sandbox": int,
    "checkout": int,
    "extra": _extra_to_cell,
    "unseen": _unseen_to_cell,
}
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
_texts: Final = itemgetter(
    *(place for place, field in enumerate(fields(License)) if field.type is str or field.name in {"extra", "unseen"})
)
"""The cells that always hold text."""
_COUNTS: Final = tuple(ATTRIBUTES.index(name) for name in ("seats", "used"))
_CONVERTED: Final = tuple((ATTRIBUTES.index(name), convert) for name, convert in _FROM_CELL.items())


def license_to_row(license_: License) -> dict[str, Cell]:
    """The cells of a license under the names of their columns."""
    cells: dict[str, Cell] = {}
    for name in ATTRIBUTES:
        value = getattr(license_, name)
        convert = _TO_CELL.get(name)
        cells[name] = value if value is None or convert is None else convert(value)
    cells["short_id"] = short_id(license_.id)
    cells["folded_name"] = license_.name.casefold()
    cells["state"] = str(Status.UNINSTALLED) if license_.uninstalled else str(license_.status)
    cells["expired"] = int(license_.license_status == Status.EXPIRED)
    cells["search"] = haystack(license_)
    return cells | sort_keys(license_)


def license_from_row(row: Sequence[Any]) -> License:
    """The license of a row that holds the columns `ATTRIBUTES`, in order; raises DamagedError."""
    cells = list(row)
    # A page that was torn in the middle may still be one for SQLite, with cells that are empty, or of another kind.
    if set(map(type, _texts(cells))) != {str}:
        raise damaged()
    if not all(cells[place] is None or type(cells[place]) is int for place in _COUNTS):
        raise damaged()
    try:
        for place, convert in _CONVERTED:
            if cells[place] is not None:
                cells[place] = convert(cells[place])
    except (TypeError, ValueError):
        raise damaged() from None
    return License(*cells)
