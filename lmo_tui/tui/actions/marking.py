"""Marks on the list: what is changed next is changed for every license that is marked."""

from collections.abc import Callable, KeysView, Sequence
from typing import TYPE_CHECKING

from lmo_tui.domain.change_sets import MOST
from lmo_tui.domain.ids import short_id
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.actions.views import Views
    from lmo_tui.tui.widgets.license_table import LicenseTable


class Marking:
    """Which licenses are marked; they stay so through filters, tabs and sorting."""

    def __init__(self, stage: Stage, views: "Views", table: "LicenseTable", shown: Callable[[], None]) -> None:
        self._stage = stage
        self._views = views
        self._table = table
        self._shown = shown
        self._marks: dict[str, None] = {}
        self._last: str | None = None
        """The license that was marked last: a range begins there."""

    @property
    def ids(self) -> KeysView[str]:
        """The 15-character ids of those that are marked, in the order in which they were."""
        return self._marks.keys()

    @property
    def count(self) -> int:
        """How many are marked."""
        return len(self._marks)

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "mark": lambda _: self.toggle(),
            "range": lambda _: self.to_here(),
            "markall": lambda _: self.everything(),
            "unmark": lambda _: self.clear(),
        }

    def toggle(self) -> None:
        """Mark the license under the cursor, or no longer, and go on to the next."""
        if (license_ := self._table.cursor_license) is None:
            return
        key = short_id(license_.id)
        if key in self._marks:
            del self._marks[key]
        elif self._fits(self.count + 1):
            self._marks[key] = None
        self._last = key
        self._table.move(1)
        self._shown()

    def to_here(self) -> None:
        """Mark all from the license that was marked last to the one under the cursor."""
        listing = self._views.listing
        start = listing.position(self._last) if listing is not None and self._last is not None else None
        if start is None:
            self._stage.say("A range begins at a mark of this list: mark one with Space first.", "warning")
            return
        first, last = sorted((start, self._table.cursor_index))
        self._mark_places(first, last + 1)

    def everything(self) -> None:
        """Mark all that the view holds, once it is known what that is."""
        self._views.sure.when_sure(lambda: self._mark_places(0, self._table.count), rows=MOST * MOST)

    def clear(self) -> None:
        """Mark none."""
        self._marks.clear()
        self._last = None
        if self._table.screen.is_current:  # Below another screen nobody sees it, and on the way back all is shown.
            self._shown()

    def _mark_places(self, first: int, end: int) -> None:
        listing = self._views.listing
        if listing is None or not self._fits(end - first):  # Before so many are read.
            return
        if listing.keys is None:
            self._add([license_.id for license_ in listing.rows(first, end - first)])
            return
        keys = listing.keys[first:end]
        self._stage.work_before_keys(self._mark_keys(keys))

    async def _mark_keys(self, keys: Sequence[int]) -> None:
        self._add(await self._stage.workbench.desk.ids(keys))

    def _add(self, license_ids: Sequence[str]) -> None:
        marks = self._marks | dict.fromkeys(map(short_id, license_ids))
        if not self._fits(len(marks)):
            return
        self._marks = marks
        if license_ := self._table.cursor_license:
            self._last = short_id(license_.id)
        self._shown()

    def _fits(self, count: int) -> bool:
        if count <= MOST:
            return True
        self._stage.say(f"More than {MOST:,} licenses at a time are not changed: narrow the list first.", "warning")
        return False
