"""What the services need of the outside, as protocols: the adapters fit them without importing the services."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeAlias, TypeVar

from lmo_tui.domain.access import Access
from lmo_tui.domain.clues import Clue
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import Org

T = TypeVar("T")

Clock: TypeAlias = Callable[[], datetime]
"""The present moment, with a zone: the machine's local one."""


class Runner(Protocol):
    """Runs a blocking call where it does not block: a thread in the app, at once in tests and on the command line."""

    async def __call__(self, call: Callable[[], T]) -> T:
        """The call's result or its exception."""
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """API calls of the last 24 hours, from Sforce-Limit-Info."""

    used: int
    allowed: int


@dataclass(frozen=True, slots=True)
class Delta:
    """Some of what moved in the org since a moment."""

    licenses: Sequence[License] = ()
    """Those that changed, or show something that did, like the name of their account."""
    deleted: frozenset[str] = frozenset()
    """The ids of those in the recycle bin."""
    newest: str = ""
    """The highest SystemModstamp among all that was looked at."""


class LicenseRepository(Protocol):
    """The License Management Org. Every method blocks, and raises only LmoError."""

    def org(self) -> Org:
        """Which org this is and who we are in it."""
        ...

    def access(self) -> Access:
        """What this user may do with licenses."""
        ...

    def count(self) -> int:
        """How many licenses this user can see."""
        ...

    def pages(self) -> Iterator[Sequence[License]]:
        """All licenses, newest first, page by page."""
        ...

    def changed_since(self, moment: datetime) -> Iterator[Delta]:
        """What has a SystemModstamp at or after a moment, page by page."""
        ...

    def license(self, license_id: str) -> License:
        """One license as it is now; raises NotThereError."""
        ...

    def license_named(self, name: str) -> License:
        """One license by its L-number; raises NotThereError."""
        ...

    def offered_statuses(self, record_type_id: str) -> tuple[str, ...] | None:
        """Status values that the org offers for a record type; None where it does not tell."""
        ...

    def update(self, edit: Edit, unmodified_since: datetime | None) -> None:
        """Write the changed fields of the edit and nothing else; returns only when the org said that it is done.

        Raises ConflictError, RefusedError, NoAccessError, or UnknownOutcomeError when the answer was lost.
        """
        ...

    def usage(self) -> Usage | None:
        """API use as the last answer told it."""
        ...

    def close(self) -> None:
        """Give up the connection."""
        ...


class LicenseStore(Protocol):
    """The local copy of one org as one user sees it. Reads are quick enough for the event loop where it says so."""

    def first(self, view: View, today: date, size: int) -> Sequence[License]:
        """The first rows of a view: quick, for the first paint; none where finding them takes long."""
        ...

    def order(self, view: View, today: date) -> Sequence[int]:
        """The keys of all rows of a view, in order: a scan, never on the event loop."""
        ...

    def rows(self, keys: Sequence[int]) -> Sequence[License]:
        """The rows with these keys, in this order, without those that are gone: quick for a screenful."""
        ...

    def key(self, license_id: str) -> int | None:
        """The key of one license; it stays the same as long as the license is in the store."""
        ...

    def tab_counts(self, today: date) -> Mapping[Tab, int]:
        """How many licenses each tab holds, regardless of the text filter."""
        ...

    def get(self, license_id: str) -> License | None:
        """One license by id (15 or 18 characters)."""
        ...

    def named(self, name: str) -> License | None:
        """One license by its L-number, in any case."""
        ...

    def siblings(self, license_: License) -> Sequence[License]:
        """The other licenses of the same subscriber org, live ones first."""
        ...

    def customers(self, beginnings: Iterable[str]) -> Sequence[str]:
        """The case-folded names of customers that begin with one of these: never on the event loop."""
        ...

    def mentioned(self, clues: Sequence[Clue], customers: Sequence[str], most: int) -> Sequence[License]:
        """Licenses that a clue or such a name leads to, and those of the same orgs: a scan, as well."""
        ...

    def put(self, licenses: Iterable[License]) -> None:
        """Add or replace licenses, all or none."""
        ...

    def unlike(self, licenses: Sequence[License]) -> Sequence[License]:
        """Those of these licenses that the store does not hold just so: never on the event loop."""
        ...

    def drop(self, license_ids: Iterable[str]) -> frozenset[str]:
        """Forget these licenses; returns those that were there."""
        ...

    def keep_only(self, license_ids: Iterable[str]) -> int:
        """Drop every license that is not named, after a full load; returns how many went."""
        ...

    def fact(self, name: str) -> str | None:
        """A remembered fact about the org: text under a name."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Keep a fact about the org."""
        ...

    def reset(self) -> None:
        """Forget everything: it was another org's, or another user's."""
        ...


class Step(StrEnum):
    """What the journal says of a write; an intent without an outcome is unsettled."""

    INTENDED = "intended"
    APPLIED = "applied"
    REFUSED = "refused"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    CONSENT = "consent"


class Journal(Protocol):
    """Our own append-only record of every write; each line is on the disk before the call returns."""

    def intend(self, org: Org, edit: Edit, reason: str, at: datetime, undoes: str = "") -> str:
        """Record what is about to be written, and which entry it takes back; returns the entry's id."""
        ...

    def settle(self, entry_id: str, step: Step, at: datetime, detail: str = "") -> None:
        """Record how it ended."""
        ...

    def consent(self, org: Org, at: datetime) -> None:
        """Record that the user was shown Salesforce's advice on editing licenses, and went on."""
        ...

    def history(self) -> Iterator[JournalEntry]:
        """Every change that was begun, newest first, with its ending: a scan, never on the event loop."""
        ...

    def unsettled(self) -> Sequence[JournalEntry]:
        """The changes whose ending is not known, without those that a living process is at work on: a scan as well."""
        ...

    def is_ours(self, entry: JournalEntry) -> bool:
        """Whether this process made it."""
        ...


@dataclass(frozen=True, slots=True)
class Changed:
    """Licenses changed in the store: these, or (None) any of them."""

    license_ids: frozenset[str] | None = None


Publish: TypeAlias = Callable[[Changed], None]
"""How a service tells whoever shows licenses that some changed."""
