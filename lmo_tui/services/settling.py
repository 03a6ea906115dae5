"""Finding out by reading how changes ended whose answer was lost, in this run or in one that died."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from lmo_tui.domain.changed import Changed, Publish
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.errors import LmoError, NotThereError, StorageError
from lmo_tui.domain.ids import is_id, short_id
from lmo_tui.domain.journal import UNSETTLED, Ended, Ending, JournalEntry
from lmo_tui.domain.ports import MOST_TOGETHER, Clock, Journal, LicenseStore, Runner
from lmo_tui.domain.settling import COMMITS_WITHIN, verdict
from lmo_tui.domain.subjects import Subject, license_of
from lmo_tui.services import subjects
from lmo_tui.services.session import Session

LOOKS: Final = (timedelta(minutes=1), timedelta(minutes=5), COMMITS_WITHIN)
"""How long after a change was begun it is looked at again; the last look can tell that it was not saved."""

UNREAD: Final = timedelta(minutes=5)
"""How long to wait with a license that could not be read."""

Begin = Callable[[Collection[str]], None]
"""Is told the licenses that are about to be read, and the values of parameters, by their 15-character ids."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What reading told of one entry."""

    entry: JournalEntry
    ending: Ending
    held: Subject | None = None
    """What it is of, as it was read."""
    error: LmoError | None = None
    """Why it could not be read, or not be recorded."""

    @property
    def sentence(self) -> str:
        """What came out, for people."""
        name = self.entry.license_name
        what = " and ".join(f"{each.label} {spoken(each.field, each.after)}" for each in self.entry.changes)
        if self.ending is Ending.APPLIED:
            return f"{name}: checked, {what} was saved."
        if self.ending is Ending.REFUSED:
            return f"{name}: checked, {what} was not saved."
        if self.ending is Ending.CONFLICT:
            return f"{name}: checked, {self.detail}"
        why = f" {self.error.headline}" if self.error else ""
        return f"{name}: checked, it is still not known whether {what or 'the change'} was saved.{why}"

    @property
    def detail(self) -> str:
        """What the journal keeps of it."""
        if self.ending is not Ending.CONFLICT or self.held is None:
            return "Found by reading the license again."
        held = self.held
        differing = [each for each in self.entry.changes if held.value_of(each.field) != each.after]
        found = " and ".join(
            f"{each.label} is {spoken(each.field, held.value_of(each.field))}, not {spoken(each.field, each.after)}"
            for each in differing
        )
        return f"the org holds another value: {found}."


class Settler:
    """Settles what is open in the journal of this org and user; it never writes to the org."""

    def __init__(
        self,
        session: Session,
        store: LicenseStore,
        journal: Journal,
        *,
        runner: Runner,
        clock: Clock,
        publish: Publish,
    ) -> None:
        self._session = session
        self._store = store
        self._journal = journal
        self._runner = runner
        self._clock = clock
        self._publish = publish
        self._due: datetime | None = None
        self._settling = False

    @property
    def settling(self) -> bool:
        """Whether it is just being found out how something ended."""
        return self._settling

    def is_due(self) -> bool:
        """Whether it is time to look again at what is still not known."""
        return not self._settling and self._due is not None and self._clock() >= self._due

    def expect(self, begun: datetime) -> None:
        """A change that was begun at this moment ended with nobody knowing how: look again later."""
        now = self._clock()
        for look in LOOKS:
            if begun + look > now:
                self._look_again(begun + look)
                return

    async def settle(self, license_: str = "", begin: Begin | None = None) -> Sequence[Settled]:
        """Settle what is open of the license named, or of all; what is still not known is among the answers."""
        org = self._session.org
        if self._settling or org is None or self._session.repository is None:
            return ()
        self._settling = True
        try:
            if not license_:
                self._due = None
            waiting = [entry for entry in await self._runner(self._journal.unsettled) if entry.is_by(org)]
            if license_:
                waiting = [entry for entry in waiting if entry.is_of(license_)]
            if begin is not None and waiting:
                values = {entry.parameter.record_id for entry in waiting if entry.parameter is not None}
                begin({short_id(entry.license_id) for entry in waiting} | values)
            waiting.reverse()
            settled: list[Settled] = []
            for start in range(0, len(waiting), MOST_TOGETHER):
                settled += await self._settle(waiting[start : start + MOST_TOGETHER])
            return settled
        finally:
            self._settling = False

    def _look_again(self, at: datetime) -> None:
        self._due = min(self._due or at, at)

    async def _settle(self, entries: Sequence[JournalEntry]) -> list[Settled]:
        """Those of one call."""
        repository, now = self._session.repository, self._clock()
        if repository is None:  # Disconnected meanwhile.
            return [Settled(entry, Ending.UNKNOWN) for entry in entries]
        try:
            wanted = [(entry.license_id, entry.parameter) for entry in entries if is_id(entry.license_id)]
            found = await self._runner(lambda: subjects.read_many(repository, wanted))
        except LmoError as error:
            self._look_again(now + UNREAD)
            return [Settled(entry, Ending.UNKNOWN, error=error) for entry in entries]
        settled = [
            _judged(entry, found.get(subjects.key_of(entry.license_id, entry.parameter)), now) for entry in entries
        ]
        if any(each.held is None for each in settled):
            self._look_again(now + UNREAD)
        unrecorded = await self._record(settled, tuple(found.values()))
        if found:
            moved = any(each.ending in {Ending.APPLIED, Ending.CONFLICT} for each in settled)
            ids = frozenset(license_of(each).id for each in found.values())
            features = any(entry.parameter is not None for entry in entries)
            self._publish(Changed(ids, moved=moved, features=features))
        return [replace(each, error=each.error or unrecorded) for each in settled]

    async def _record(self, settled: Sequence[Settled], held: Sequence[Subject]) -> StorageError | None:
        now = self._clock()
        known = [
            Ended(each.entry.id, now, each.ending, each.detail) for each in settled if each.ending not in UNSETTLED
        ]
        for each in settled:
            if each.ending is Ending.UNKNOWN and each.held is not None:
                self.expect(each.entry.at)
        try:
            if known:
                await self._runner(lambda: self._journal.settle_all(known))
            self._session.notice(map(license_of, held))
            await self._runner(lambda: subjects.keep(self._store, held))
        except StorageError as error:  # They are settled anew the next time.
            return error
        return None


def _judged(entry: JournalEntry, held: Subject | None, now: datetime) -> Settled:
    if held is None:
        what = "license" if entry.parameter is None else "value"
        missing = NotThereError(f"The {what} is not there, or your user may not see it.")
        return Settled(entry, Ending.UNKNOWN, error=missing)
    return Settled(entry, verdict(entry, held, now), held)


def summed_up(settled: Sequence[Settled]) -> str:
    """Many answers in one sentence."""
    counts = {ending: sum(each.ending is ending for each in settled) for ending in Ending}
    parts = (
        (counts[Ending.APPLIED], "saved"),
        (counts[Ending.REFUSED], "not saved"),
        (counts[Ending.CONFLICT], "overtaken by another change"),
        (counts[Ending.UNKNOWN], "still not known"),
    )
    told = ", ".join(f"{count:,} {what}" for count, what in parts if count)
    return f"{len(settled):,} changes whose answer was lost were checked: {told}."
