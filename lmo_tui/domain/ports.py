"""What the services need of the outside, as protocols: the adapters fit them without importing the services."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeAlias, TypeVar

from lmo_tui.domain.access import Access
from lmo_tui.domain.cells import Cells
from lmo_tui.domain.clues import Clue
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.feature_ports import FeatureCounting, FeatureRepository, FeatureStore
from lmo_tui.domain.features import FeatureField, Kind
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.filters.fields import FieldName
from lmo_tui.domain.journal import Ended, JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import Batch, Load, Road
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.overview import OverviewCounting
from lmo_tui.domain.packages import Release
from lmo_tui.domain.setup_ports import SetupRepository
from lmo_tui.domain.subjects import LicenseFeature, Subject
from lmo_tui.domain.timeline import HistoryRow

T = TypeVar("T")

Phrases: TypeAlias = Sequence[Sequence[str]]
"""What to search for by words: the later ones where those before find nothing. Two of them make two calls."""

Clock: TypeAlias = Callable[[], datetime]
"""The present moment, with a zone: the machine's local one."""


MOST_TOGETHER: Final = 200
"""Licenses that are read or written in one call: what sObject Collections take."""


class Runner(Protocol):
    """Runs a blocking call where it does not block: a thread in the app, at once in tests and on the command line."""

    async def __call__(self, call: Callable[[], T]) -> T:
        """The call's result or its exception."""
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """API calls of the last 24 hours, from Sforce-Limit-Info, and how long the org took to answer the last one."""

    used: int
    allowed: int
    latency: timedelta | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Delta:
    """Some of what moved in the org since a moment."""

    licenses: Sequence[License] = ()
    """Those that changed, or show something that did, like the name of their account."""
    deleted: frozenset[str] = frozenset()
    """The ids of those in the recycle bin."""
    newest: str = ""
    """The highest SystemModstamp among all that was looked at."""


class Batches(Protocol):
    """Licenses as they come in from several requests at a time; `close`, from any thread, ends it early."""

    def take(self) -> Sequence[Batch]:
        """Those that have come in, at least one; none when that was all. Blocks, and raises LmoError."""
        ...

    def close(self) -> None:
        """Ask for no more; a `take` that waits returns."""
        ...


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

    def newest(self) -> Sequence[License]:
        """The newest licenses, newest first: a small page for the first paint."""
        ...

    def begin_load(self, started: datetime, road: Road | None = None) -> Load:
        """Begin to read every license, by the road that fits their number or by this one."""
        ...

    def batches(self, load: Load) -> Batches:
        """All licenses that the load has not read yet; raises RoadClosedError where it cannot be gone on with."""
        ...

    def end_load(self, load: Load) -> None:
        """Let the org forget what it held ready for the load; never raises."""
        ...

    def changed_since(self, moment: datetime) -> Iterator[Delta]:
        """What has a SystemModstamp at or after a moment, page by page."""
        ...

    def releases(self) -> frozenset[Release]:
        """The newest version of each package, as it was learned with the last licenses: no call."""
        ...

    def license(self, license_id: str) -> License:
        """One license as it is now; raises NotThereError."""
        ...

    def feature(self, license_id: str, field: FeatureField) -> LicenseFeature:
        """One parameter of a license as it is now, and the license; raises NotThereError."""
        ...

    def is_too_fresh(self, held: Subject) -> bool:
        """Whether it was read within the second of its last change: another one could hide in that; no call."""
        ...

    def license_named(self, name: str) -> License:
        """One license by its L-number; raises NotThereError."""
        ...

    def search(self, clues: Sequence[Clue], phrases: Phrases) -> Sequence[License]:
        """Licenses that clues, or names of customers among the phrases, lead to, in any order."""
        ...

    def history(self, license_id: str) -> Sequence[HistoryRow]:
        """What the org's own history tells of a license, in any order; raises NoAccessError where none is kept."""
        ...

    def offered_statuses(self, record_type_id: str) -> tuple[str, ...] | None:
        """Status values that the org offers for a record type; None where it does not tell."""
        ...

    def those(self, license_ids: Sequence[str]) -> Sequence[License]:
        """These licenses as they are now, up to `MOST_TOGETHER`, in any order; without those that are not there."""
        ...

    def held(self, kind: Kind, record_ids: Sequence[str]) -> Sequence[LicenseFeature]:
        """The parameters of one type that up to `MOST_TOGETHER` records hold, each with its license: one call."""
        ...

    def update_all(self, edits: Sequence[Edit]) -> Sequence[LmoError | None]:
        """Write the changed fields of up to `MOST_TOGETHER` edits in one call; of each why it was not saved, or None.

        Nothing but what was read just before stands between these writes and somebody else's: the call knows no
        precondition. Raises RefusedError or NoAccessError where none was saved, UnknownOutcomeError when the answer
        was lost.
        """
        ...

    def update(self, edit: Edit, unmodified_since: datetime | None) -> None:
        """Write the changed fields of the edit's record and nothing else; returns only when the org said it is done.

        Raises ConflictError, RefusedError, NoAccessError, or UnknownOutcomeError when the answer was lost.
        """
        ...

    def features(self) -> FeatureRepository:
        """The feature parameters of the same org."""
        ...

    def setup(self) -> SetupRepository:
        """How the same org is set up."""
        ...

    def usage(self) -> Usage | None:
        """API use as the last answer told it."""
        ...

    def close(self) -> None:
        """Give up the connection."""
        ...


class LicenseShelf(Protocol):
    """Reading the local copy. Reads are quick enough for the event loop where it says so."""

    def first(self, view: View, today: date, size: int) -> Sequence[License]:
        """The first rows of a view: quick, for the first paint; none where finding them takes long."""
        ...

    def begin(self, view: View, today: date, size: int, wanted: Callable[[], bool] = ...) -> Sequence[License]:
        """The first rows of a view that `first` did not find: never on the event loop.

        None where it takes as long as the order.
        """
        ...

    def order(self, view: View, today: date, wanted: Callable[[], bool] = ...) -> Sequence[int]:
        """The keys of all rows of a view, in order: a scan, never on the event loop.

        Raises GivenUpError soon after they are no longer wanted.
        """
        ...

    def count(self, view: View, today: date) -> int:
        """How many licenses a view holds: a scan, as well."""
        ...

    def every(self, view: View, today: date) -> Generator[License, None, None]:
        """All licenses of a view in order, as they were at one moment, never all in memory.

        Raises StorageError where some cannot be read: a list that ends is whole.
        """
        ...

    def tend(self) -> bool:
        """A little of what can be done after licenses came in, never on the event loop; gives whether more is left."""
        ...

    def proof(self) -> str:
        """What is another text as soon as anything changed that screens show; empty while nothing is known: quick."""
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

    def view_counts(self, views: Sequence[View], today: date) -> Sequence[int]:
        """How many licenses each view holds: scans, never on the event loop."""
        ...

    def get(self, license_id: str) -> License | None:
        """One license by id (15 or 18 characters)."""
        ...

    def those(self, license_ids: Sequence[str]) -> Sequence[License]:
        """The licenses with these ids, in this order, without those that are gone: never on the event loop."""
        ...

    def ids(self, keys: Sequence[int]) -> Sequence[str]:
        """The 15-character ids of the rows with these keys, in this order: never on the event loop."""
        ...

    def named(self, name: str) -> License | None:
        """One license by its L-number, in any case."""
        ...

    def siblings(self, license_: License) -> Sequence[License]:
        """The other licenses of the same subscriber org, live ones first."""
        ...


class LicenseStore(LicenseShelf, Protocol):
    """The local copy of one org as one user sees it."""

    @property
    def losses(self) -> int:
        """How often, since it was opened, everything in it was lost, as the file was damaged."""
        ...

    @property
    def features(self) -> FeatureStore:
        """The feature parameters and their values."""
        ...

    @property
    def feature_counts(self) -> FeatureCounting:
        """What is counted of them, and the matrix."""
        ...

    @property
    def overview_counts(self) -> OverviewCounting:
        """What is counted of licenses."""
        ...

    def customers(self, beginnings: Iterable[str]) -> Sequence[str]:
        """The case-folded names of customers that begin with one of these: never on the event loop."""
        ...

    def mentioned(self, clues: Sequence[Clue], customers: Sequence[str], most: int) -> Sequence[License]:
        """Licenses that a clue or such a name leads to, and those of the same orgs: a scan, as well."""
        ...

    def values(self, most: int) -> Mapping[FieldName, Sequence[str]]:
        """What licenses hold in the fields that have few values, up to so many of each: never on the event loop."""
        ...

    def put(self, licenses: Iterable[License]) -> None:
        """Add or replace licenses, all or none."""
        ...

    def follow(self, releases: Iterable[Release]) -> int:
        """Let licenses name these as the newest versions of their packages; returns how many named others: a scan."""
        ...

    def unlike(self, licenses: Sequence[License]) -> Sequence[License]:
        """Those of these licenses that the store does not hold just so: never on the event loop."""
        ...

    def drop(self, license_ids: Iterable[str]) -> frozenset[str]:
        """Forget these licenses; returns those that were there."""
        ...

    def begin_load(self, loader: str, *, afresh: bool) -> None:
        """Let this loader load everything, and no other; `afresh` forgets what an earlier one has met."""
        ...

    def take_in(self, licenses: Sequence[Cells], spared: Collection[str], fact: tuple[str, str], loader: str) -> None:
        """Keep some of a load, and the fact that tells how far it is, all or none; raises TakenOverError.

        Licenses in `spared`, and those that moved since they were read, are fresher in the store.
        """
        ...

    def end_load(self, spared: Collection[str], fact: str, loader: str) -> int:
        """Drop what the load has not met, and the fact of it; returns how many went. Raises TakenOverError."""
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

    def intend(self, org: Org, edit: Edit, reason: str, at: datetime) -> str:
        """Record what is about to be written; returns the entry's id."""
        ...

    def intend_all(self, org: Org, edits: Sequence[Edit], reason: str, at: datetime, run: str = "") -> list[str]:
        """The same for some of a change of many licenses, the `run`: all are on the disk together."""
        ...

    def settle(self, entry_id: str, step: Step, at: datetime, detail: str = "") -> None:
        """Record how it ended."""
        ...

    def settle_all(self, endings: Iterable[Ended]) -> None:
        """Record how several ended."""
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
