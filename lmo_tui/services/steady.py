"""The shelf as the screen reads it: what cannot be read at the moment is not there, and told, instead of ending all."""

from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.licenses import License
from lmo_tui.domain.ports import LicenseShelf
from lmo_tui.services.troubles import Troubles

T = TypeVar("T")


def _always() -> bool:
    return True


class SteadyShelf:
    """Fits LicenseShelf. What is read on the event loop never fails; scans in the background do, and are told there."""

    def __init__(self, shelf: LicenseShelf, troubles: Troubles) -> None:
        self._shelf = shelf
        self._troubles = troubles
        self._failing: dict[str, StorageError] = {}
        """Why the last read of a kind failed, as long as none of that kind has succeeded since."""

    @property
    def failing(self) -> bool:
        """Whether something that was asked for could not be read yet."""
        return bool(self._failing)

    def first(self, view: View, today: date, size: int) -> Sequence[License]:
        """The first rows of a view."""
        return self._tried("first", lambda: self._shelf.first(view, today, size), ())

    def rows(self, keys: Sequence[int]) -> Sequence[License]:
        """The rows with these keys."""
        return self._tried("rows", lambda: self._shelf.rows(keys), ())

    def key(self, license_id: str) -> int | None:
        """The key of one license."""
        return self._tried("key", lambda: self._shelf.key(license_id), None)

    def get(self, license_id: str) -> License | None:
        """One license by id."""
        return self._tried("get", lambda: self._shelf.get(license_id), None)

    def named(self, name: str) -> License | None:
        """One license by its L-number."""
        return self._tried("named", lambda: self._shelf.named(name), None)

    def siblings(self, license_: License) -> Sequence[License]:
        """The other licenses of the same subscriber org."""
        return self._tried("siblings", lambda: self._shelf.siblings(license_), ())

    def count(self, view: View, today: date) -> int:
        """How many licenses a view holds; raises StorageError."""
        return self._shelf.count(view, today)

    def every(self, view: View, today: date) -> Generator[License, None, None]:
        """All licenses of a view; raises StorageError."""
        return self._shelf.every(view, today)

    def begin(self, view: View, today: date, size: int, wanted: Callable[[], bool] = _always) -> Sequence[License]:
        """The first rows of a view that `first` did not find; raises StorageError."""
        return self._shelf.begin(view, today, size, wanted)

    def order(self, view: View, today: date, wanted: Callable[[], bool] = _always) -> Sequence[int]:
        """The keys of all rows of a view; raises StorageError."""
        return self._shelf.order(view, today, wanted)

    def proof(self) -> str:
        """What tells whether anything changed."""
        return self._tried("proof", self._shelf.proof, "")

    def tend(self) -> bool:
        """Make searching quicker; raises StorageError."""
        return self._shelf.tend()

    def tab_counts(self, today: date) -> Mapping[Tab, int]:
        """How many licenses each tab holds; raises StorageError."""
        return self._shelf.tab_counts(today)

    def view_counts(self, views: Sequence[View], today: date) -> Sequence[int]:
        """How many licenses each view holds; raises StorageError."""
        return self._shelf.view_counts(views, today)

    def those(self, license_ids: Sequence[str]) -> Sequence[License]:
        """The licenses with these ids; raises StorageError."""
        return self._shelf.those(license_ids)

    def ids(self, keys: Sequence[int]) -> Sequence[str]:
        """The ids of the rows with these keys; raises StorageError."""
        return self._shelf.ids(keys)

    def _tried(self, kind: str, read: Callable[[], T], otherwise: T) -> T:
        try:
            found = read()
        except StorageError as error:
            if error.headline not in {each.headline for each in self._failing.values()}:
                self._troubles.add(error)
            self._failing[kind] = error
            return otherwise
        self._failing.pop(kind, None)
        return found
