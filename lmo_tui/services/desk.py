"""Reading licenses: views that open at once and are ordered in the background, and what is said of one license."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from lmo_tui.domain.errors import GivenUpError, StorageError
from lmo_tui.domain.filters import Tab, View, matches, parse
from lmo_tui.domain.filters.match import asks_of_others
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License, Status
from lmo_tui.domain.ports import Clock, LicenseShelf, Runner
from lmo_tui.domain.verdicts import Verdict, verdict
from lmo_tui.services.bookmark import Bookmark


@dataclass(frozen=True)
class Listing:
    """An opened view: its first rows at once, all of them when it has been settled."""

    view: View
    store: LicenseShelf
    head: Sequence[License]
    """The first rows, as read when the view was opened."""
    from_top: bool = True
    """Whether the first of them is the first of the view."""
    keys: Sequence[int] | None = None
    """The keys of all rows, in order; None until settled."""

    @property
    def count(self) -> int | None:
        """How many licenses the view holds; None until settled."""
        return None if self.keys is None else len(self.keys)

    def rows(self, start: int, size: int) -> Sequence[License]:
        """The rows of a window: quick enough for the event loop for a screenful."""
        start = max(start, 0)
        if self.keys is None:
            return self.head[start : start + size]
        return self.store.rows(self.keys[start : start + size])

    def position(self, license_id: str) -> int | None:
        """The place of a license in the view, from 0; None if it is not in it, or not known to be."""
        if self.keys is None:
            return next((place for place, row in enumerate(self.head) if same_id(row.id, license_id)), None)
        key = self.store.key(license_id)
        try:
            return None if key is None else self.keys.index(key)
        except ValueError:
            return None


class LicenseDesk:
    """The licenses on this machine, as a person looks at them."""

    def __init__(self, shelf: LicenseShelf, *, runner: Runner, clock: Clock) -> None:
        self._shelf = shelf
        self._runner = runner
        self._clock = clock
        self._tending = False

    def over(self, shelf: LicenseShelf) -> "LicenseDesk":
        """The same desk with its licenses read from this shelf."""
        return LicenseDesk(shelf, runner=self._runner, clock=self._clock)

    def today(self) -> date:
        """The day by which expiry is judged."""
        return self._clock().date()

    def open(self, view: View, size: int = 60) -> Listing:
        """The view with its first rows: quick enough for the event loop."""
        return Listing(view, self._shelf, self._shelf.first(view, self.today(), size))

    def reopen(self, mark: Bookmark, size: int = 60) -> Listing:
        """The view as one left it: the rows that were on the screen, as far as they are in the view still.

        A filter, several columns to sort by, and a place far from the top would take a search of the whole store.
        """
        view = mark.view
        searched = bool(view.filter or view.sort.then or not mark.from_top)
        if mark.window and searched and not asks_of_others(parse(view.filter)):
            keys = [key for each in mark.window if (key := self._shelf.key(each)) is not None]
            today = self.today()
            rows = [row for row in self._shelf.rows(keys) if matches(row, view, today)]
            if rows:
                return Listing(view, self._shelf, rows, mark.from_top)
        return self.open(view, max(size, mark.height + size // 2))

    def proof(self) -> str:
        """What is another text as soon as anything that screens show is another; empty while nothing is known."""
        return self._shelf.proof()

    def count(self, view: View) -> int:
        """How many licenses the view holds: a scan."""
        return self._shelf.count(view, self.today())

    def every(self, view: View) -> Generator[License, None, None]:
        """All licenses of the view in order, one after the other; raises StorageError rather than leave some out."""
        return self._shelf.every(view, self.today())

    async def begin(self, listing: Listing, wanted: Callable[[], bool], size: int = 60) -> Listing:
        """The same view with its first rows, where they could not be found at once."""
        today = self.today()
        head = await self._runner(lambda: self._shelf.begin(listing.view, today, size, wanted))
        return replace(listing, head=head, from_top=True)

    async def settle(self, listing: Listing, wanted: Callable[[], bool] = lambda: True) -> Listing:
        """The same view with all its rows in order; as it was if that is no longer wanted."""
        today = self.today()
        try:
            keys = await self._runner(lambda: self._shelf.order(listing.view, today, wanted))
        except GivenUpError:
            return listing
        return replace(listing, keys=keys, from_top=True)

    async def tend(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Do what makes searching quick after many licenses came in, a little at a time, as long as it is wanted."""
        if self._tending:
            return
        self._tending = True
        try:
            # Without it a search takes longer, and that is all: no reason to tell of a disk that is full.
            with suppress(StorageError):
                while wanted() and await self._runner(self._shelf.tend):
                    pass
        finally:
            self._tending = False

    async def tab_counts(self) -> Mapping[Tab, int]:
        """How many licenses each tab holds."""
        today = self.today()
        return await self._runner(lambda: self._shelf.tab_counts(today))

    async def view_counts(self, views: Sequence[View]) -> Sequence[int]:
        """How many licenses each of these views holds."""
        today = self.today()
        return await self._runner(lambda: self._shelf.view_counts(views, today))

    def get(self, license_id: str) -> License | None:
        """A license by its id."""
        return self._shelf.get(license_id)

    def those(self, license_ids: Sequence[str]) -> Sequence[License]:
        """The licenses with these ids, in this order, without those that are gone: blocks."""
        return self._shelf.those(license_ids)

    async def ids(self, keys: Sequence[int]) -> Sequence[str]:
        """The 15-character ids of the rows with these keys."""
        return await self._runner(lambda: self._shelf.ids(keys))

    def named(self, name: str) -> License | None:
        """A license by its L-number."""
        return self._shelf.named(name)

    def siblings(self, license_: License) -> Sequence[License]:
        """The other licenses of the same subscriber org, live ones first."""
        return self._shelf.siblings(license_)

    def newer(self, license_: License) -> License | None:
        """The live license that has taken the place of this one, if there is one: same org, same package."""
        candidates = [
            other
            for other in self._shelf.siblings(license_)
            if other.package_id == license_.package_id
            and not other.uninstalled
            and (license_.uninstalled or _age(other) > _age(license_))
        ]
        today = self.today()
        return max(candidates, key=lambda each: (_in_force(each, today), _age(each)), default=None)

    def verdict(self, license_: License) -> Verdict:
        """Whether they can get in, and why not."""
        newer = self.newer(license_) if license_.uninstalled else None
        return verdict(license_, self.today(), newer)


def _in_force(license_: License, today: date) -> bool:
    return license_.status in {Status.ACTIVE, Status.TRIAL} and not license_.lapsed(today)


def _age(license_: License) -> tuple[date, int, str]:
    return license_.installed or date.min, len(license_.name), license_.name
