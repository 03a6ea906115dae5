"""A license as a row of the store and back: one column for each of its attributes, and what is derived from them."""

from typing import Final

from lmo_tui.domain.cells import ATTRIBUTES, Cell, cells_of
from lmo_tui.domain.cells import license_of as license_from_row
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License, Status
from lmo_tui.storage.sorting import haystack, sort_keys

__all__ = ["ATTRIBUTES", "COLUMNS", "Cell", "license_from_row", "license_to_row"]


def license_to_row(license_: License) -> dict[str, Cell]:
    """The cells of a license under the names of their columns; `shelf.rows_of` makes the same of many at once."""
    cells: dict[str, Cell] = dict(zip(ATTRIBUTES, cells_of(license_), strict=True))
    cells["short_id"] = short_id(license_.id)
    cells["folded_name"] = license_.name.casefold()
    cells["state"] = str(Status.UNINSTALLED) if license_.uninstalled else str(license_.status)
    cells["expired"] = int(license_.license_status == Status.EXPIRED)
    cells["search"] = haystack(license_)
    return cells | sort_keys(license_)


COLUMNS: Final = tuple(license_to_row(License("", "", "")))
"""The columns of the table of licenses, in order."""
