"""Which license the cursor is on, or on its way to, while the order of a view is still being found."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from lmo_tui.domain.filters import matches, parse
from lmo_tui.domain.filters.match import asks_of_others
from lmo_tui.services.desk import Listing
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.widgets.license_table import LicenseTable


class Certainty:
    """Lets a key that acts on a license wait until it is certain which one that is, and no other."""

    def __init__(self, stage: Stage, table: "LicenseTable", listing: Callable[[], Listing | None]) -> None:
        self._stage = stage
        self._table = table
        self._listing = listing
        self._whole: asyncio.Future[None] | None = None
        self.wanted: str | None = None
        """The license on which the cursor shall be as soon as its place is known."""

    def when_sure(self, act: Callable[[], None], *, rows: int = 0) -> None:
        """Do it once it is certain which license the cursor is on, and which are up to `rows` below it.

        Fewer than none are above it. Until then no other key acts.
        """

        def now() -> None:
            self.wanted = None  # From here on the cursor is where the person moves it.
            act()

        if self._whole is None or self._is_sure(rows):
            now()
            return
        self._stage.hold(self._whole)
        self._whole.add_done_callback(lambda _: self._table.screen.call_later(now))

    def at_once(self, act: Callable[[], None]) -> None:
        """Do what is about no license without waiting for the order; the cursor still gets to where it was to go.

        Only where that license may have left the view its place is waited for: the cursor goes to another then, and
        what comes next begins from there.
        """
        whole, listing = self._whole, self._listing()
        if whole is None or self._is_sure(0) or not self._is_kept():
            self.when_sure(act)
            return

        def arrived() -> None:
            shown = self._listing()
            if listing is not None and shown is not None and shown.view == listing.view:
                self.wanted = None  # As if the key had come now.

        act()
        whole.add_done_callback(lambda _: self._table.screen.call_later(arrived))

    def _is_sure(self, rows: int) -> bool:
        listing, index = self._listing(), self._table.cursor_index
        if listing is None or listing.count is not None:
            return True
        placed = self.wanted is None or listing.position(self.wanted) is not None
        above = listing.from_top or index + rows >= 0
        return placed and above and index + rows < self._table.count

    def _is_kept(self) -> bool:
        """Whether the license that the cursor is to be on is in the view, as far as it alone can tell."""
        desk, listing = self._stage.workbench.desk, self._listing()
        license_ = None if self.wanted is None else desk.get(self.wanted)
        if license_ is None or listing is None:
            return self.wanted is None
        if asks_of_others(parse(listing.view.filter)):
            return False
        return matches(license_, listing.view, desk.today())

    def here(self) -> str | None:
        """The license that the cursor is on, or that it will be on when the order is known."""
        if self.wanted is not None and not self._is_sure(0):
            return self.wanted
        license_ = self._table.cursor_license
        return license_.id if license_ else None

    def expect(self) -> "asyncio.Future[None]":
        """What is done when the order is known that is being found now."""
        if self._whole is None or self._whole.done():
            self._whole = asyncio.get_running_loop().create_future()
        return self._whole
