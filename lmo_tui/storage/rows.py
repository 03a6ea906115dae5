"""A license as a row of the store and back: one column for each of its attributes, and what is derived from them."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

from lmo_tui.domain.cells import ATTRIBUTES, Cell, cells_of, license_of
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License, Status
from lmo_tui.storage.faults import damaged
from lmo_tui.storage.sorting import haystack, sort_keys

__all__ = ["ATTRIBUTES", "COLUMNS", "Cell", "license_from_row", "license_to_row"]

_KINDS: Final = dict(zip(ATTRIBUTES, map(type, cells_of(License("", "", ""))), strict=True))
_COUNTS: Final = tuple(ATTRIBUTES.index(name) for name in ("seats", "used"))
_texts: Final = itemgetter(*(place for place, name in enumerate(ATTRIBUTES) if _KINDS[name] is str))
"""The cells that always hold text."""


def license_to_row(license_: License) -> dict[str, Cell]:
    """The cells of a license under the names of their columns; `rowmaker.rows_of` makes the same of many at once."""
    cells: dict[str, Cell] = dict(zip(ATTRIBUTES, cells_of(license_), strict=True))
    cells["short_id"] = short_id(license_.id)
    cells["folded_name"] = license_.name.casefold()
    cells["state"] = str(Status.UNINSTALLED) if license_.uninstalled else str(license_.status)
    cells["expired"] = int(license_.license_status == Status.EXPIRED)
    cells["search"] = haystack(license_)
    return cells | sort_keys(license_)


def license_from_row(row: Sequence[Any]) -> License:
    """The license of a row that holds the columns `ATTRIBUTES`, in order; raises DamagedError."""
    # A page that was torn in the middle may still be one for SQLite, with cells that are empty, or of another kind.
    if set(map(type, _texts(row))) != {str}:
        raise damaged()
    if not all(row[place] is None or type(row[place]) is int for place in _COUNTS):
        raise damaged()
    try:
        return license_of(row)
    except (TypeError, ValueError):
        raise damaged() from None


COLUMNS: Final = tuple(license_to_row(License("", "", "")))
"""The columns of the table of licenses, in order."""
