"""The part of a view that is near the screen, read from the store a window at a time."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License


class Rows(Protocol):
    """An opened view, as `services.desk.Listing` is one."""

    @property
    def view(self) -> View:
        """Which licenses, in which order."""
        ...

    @property
    def count(self) -> int | None:
        """How many there are; None as long as only the first rows are known."""
        ...

    def rows(self, start: int, size: int) -> Sequence[License]:
        """A window of rows, quick enough for the event loop."""
        ...

    def position(self, license_id: str) -> int | None:
        """The place of a license, if it is known to be in the view."""
        ...


class RowWindow:
    """Rows by their place, kept as long as they are near where one looks."""

    _HEAD = 1_000
    """More than any view holds before it is settled."""

    def __init__(self, listing: Rows) -> None:
        self.listing = listing
        self._kept: dict[int, License | None] = {}
        self.count = listing.count if listing.count is not None else len(listing.rows(0, self._HEAD))

    @property
    def settled(self) -> bool:
        """Whether the whole order is known."""
        return self.listing.count is not None

    def row(self, place: int, screenful: int) -> License | None:
        """The license at a place; with it, its neighbors on both sides are read. None where it is gone meanwhile."""
        if not 0 <= place < self.count:
            return None
        if place not in self._kept:
            self._read(place, max(screenful, 1))
        return self._kept[place]

    def place_of(self, license_id: str) -> int | None:
        """The place of a license in the view, if it is known to be in it."""
        return self.listing.position(license_id)

    def forget(self, license_ids: Iterable[str] | None = None) -> None:
        """Read again what is asked for next: the rows of these licenses, or all."""
        if license_ids is None:
            self._kept.clear()
            return
        short = {short_id(each) for each in license_ids}
        if any(row is not None and short_id(row.id) in short for row in self._kept.values()):
            self._kept.clear()

    def _read(self, place: int, screenful: int) -> None:
        start = max(place - screenful, 0)
        size = min(3 * screenful, self.count - start)
        if len(self._kept) > 12 * screenful:
            self._kept.clear()
        rows = self.listing.rows(start, size)
        self._kept.update({start + offset: row for offset, row in enumerate(rows)})
        for missing in range(start + len(rows), start + size):
            self._kept.setdefault(missing, None)
