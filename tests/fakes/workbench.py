"""A workbench over doubles: a fake org, a store in memory, calls that run at once, a clock that stands still."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.journal import UNSETTLED, Ended, Ending, JournalEntry, told
from lmo_tui.domain.keeping import InboxMarks, Runs, SettingsStore
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import Org, OrgClass
from lmo_tui.domain.ports import Clock, LicenseStore, Runner, Step
from lmo_tui.domain.profiles import Profiles
from lmo_tui.services import memory
from lmo_tui.services.bookmark import Bookmarks
from lmo_tui.services.troubles import Troubles
from lmo_tui.services.workbench import Workbench, furnish
from lmo_tui.services.writing import Wait
from lmo_tui.storage.store import Store
from tests.fakes.journal import an_entry
from tests.fakes.licenses import fixed_clock, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses

T = TypeVar("T")

OURS = "ours"
"""The mark of this process in its journal."""


async def at_once(call: Callable[[], T]) -> T:
    """A runner that runs the call where it is."""
    return call()


async def no_wait(seconds: float) -> None:
    """A wait that passes no time."""


@dataclass
class MemoryKeepsake:
    """A keepsake that is read by tests."""

    content: bytes | None = None
    writes: int = 0

    def read(self) -> bytes | None:
        return self.content

    def write(self, content: bytes) -> None:
        self.content = content
        self.writes += 1


@dataclass
class MemoryJournal:
    """A journal that is read by tests: what was intended, and every step in order."""

    intents: list[tuple[Org, Edit, str]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    full: bool = False
    """Whether writing fails, as on a full disk."""
    lines: list[JournalEntry | Ended] = field(default_factory=list)
    """All that it tells, oldest first; tests add what earlier runs left."""
    alive: set[str] = field(default_factory=set)
    """The marks of other processes that are at work."""

    def intend(self, org: Org, edit: Edit, reason: str, at: datetime) -> str:
        return self.intend_all(org, (edit,), reason, at)[0]

    def intend_all(self, org: Org, edits: Sequence[Edit], reason: str, at: datetime, run: str = "") -> list[str]:
        self._write(Step.INTENDED, "")
        return [self._intend(org, edit, reason, at, run) for edit in edits]

    def _intend(self, org: Org, edit: Edit, reason: str, at: datetime, run: str) -> str:
        self.intents.append((org, edit, reason))
        entry = an_entry(f"entry-{len(self.intents)}", at=at, org=org, license_=edit.license, changes=edit.changes)
        self.lines.append(replace(entry, reason=reason, writer=OURS, undoes=edit.undoes, run=run))
        return entry.id

    def settle(self, entry_id: str, step: Step, at: datetime, detail: str = "") -> None:
        self._write(step, detail)
        self.lines.append(Ended(entry_id, at, Ending(step.value), detail))

    def settle_all(self, endings: Iterable[Ended]) -> None:
        for ended in endings:
            self._write(Step(ended.ending), ended.detail)
            self.lines.append(ended)

    def history(self) -> Iterator[JournalEntry]:
        return told(tuple(reversed(self.lines)))

    def unsettled(self) -> list[JournalEntry]:
        ours = {entry.id for entry in self.history() if self.is_ours(entry) and entry.ending is Ending.OPEN}
        waiting = [entry for entry in self.history() if entry.ending in UNSETTLED and entry.writer not in self.alive]
        return [entry for entry in waiting if entry.id not in ours]

    def is_ours(self, entry: JournalEntry) -> bool:
        return entry.writer == OURS

    def consent(self, org: Org, at: datetime) -> None:
        self._write(Step.CONSENT, "")

    def _write(self, step: Step, detail: str) -> None:
        if self.full:
            raise StorageError("The journal cannot be written.")
        self.steps.append(step)
        self.details.append(detail)


def a_workbench(  # noqa: PLR0913 - what a test may want to choose, each named by keyword
    *,
    licenses: Iterable[License] | None = None,
    repository: FakeRepository | None = None,
    store: LicenseStore | None = None,
    journal: MemoryJournal | None = None,
    org_class: OrgClass = OrgClass.DEMO,
    read_only: bool = False,
    remembered: bool = True,
    clock: Clock = fixed_clock,
    runner: Runner = at_once,
    wait: Wait = no_wait,
    settings: SettingsStore | None = None,
    troubles: Troubles | None = None,
    bookmarks: Bookmarks | None = None,
    runs: Runs | None = None,
    orgs: Profiles | None = None,
    inbox: InboxMarks | None = None,
) -> Workbench:
    """A workbench that is not connected yet; the store holds what an earlier run left there, unless told otherwise."""
    repository = repository or with_licenses(sample_licenses() if licenses is None else licenses, org_class)
    store = Store(":memory:") if store is None else store
    if remembered:
        store.put(repository.licenses)
        store.remember(memory.ORG, memory.org_to_text(repository.here))
        store.remember(memory.ACCESS, memory.access_to_text(repository.permitted))
    return furnish(
        repository.connect,
        store=store,
        journal=journal or MemoryJournal(),
        runner=runner,
        clock=clock,
        alias=repository.here.alias,
        read_only=read_only,
        wait=wait,
        settings=settings,
        troubles=troubles,
        bookmarks=bookmarks,
        runs=runs,
        read_orgs=lambda: orgs or Profiles(),
        inbox=inbox,
    )


async def a_connected_workbench(  # noqa: PLR0913 - what a test may want to choose, each named by keyword
    repository: FakeRepository | None = None,
    *,
    store: LicenseStore | None = None,
    journal: MemoryJournal | None = None,
    read_only: bool = False,
    clock: Clock = fixed_clock,
    wait: Wait = no_wait,
    runs: Runs | None = None,
) -> Workbench:
    """A workbench that is online, with the offered statuses learned."""
    repository = repository or with_licenses(sample_licenses())
    bench = a_workbench(
        repository=repository, store=store, journal=journal, read_only=read_only, clock=clock, wait=wait, runs=runs
    )
    bench.session.notice(repository.licenses)
    await bench.session.connect()
    return bench
