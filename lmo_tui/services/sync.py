"""Bringing the store up to date with the org: the newest page first, then everything."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lmo_tui.domain.errors import LmoError, StorageError, UnreachableError
from lmo_tui.domain.filters import Tab
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.pacing import pause
from lmo_tui.domain.ports import Changed, Clock, Delta, LicenseRepository, LicenseStore, Runner
from lmo_tui.services import memory, releases
from lmo_tui.services.changes import Changes
from lmo_tui.services.session import Session

OVERLAP: Final = timedelta(minutes=5)
"""How far before the newest change that was read the next catch-up begins: long transactions commit late."""

TRUSTED: Final = timedelta(hours=24)
"""How long catching up is enough: what a user is allowed to see changes without a trace, so now and then everything is
read again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load has come."""

    loaded: int
    total: int | None
    """None until the org has counted."""
    started: datetime


class SyncService:
    """Loads licenses from the org into the store; one load at a time."""

    def __init__(
        self, session: Session, store: LicenseStore, *, runner: Runner, clock: Clock, changes: Changes
    ) -> None:
        self._session = session
        self._store = store
        self._runner = runner
        self._clock = clock
        self._changes = changes
        self._read_since: set[str] = set()
        """Licenses read one by one while a load is under way: its pages may be older than they are."""
        self._failures = 0
        self._looked_at: datetime | None = None
        self._looking = False
        self._losses = 0
        """The losses of the store that a look or a load has taken note of."""
        self.progress: Progress | None = None
        self.error: LmoError | None = None
        self.news = 0
        """How many licenses the last look found changed or gone."""
        changes.subscribe(self._note)

    @property
    def synced_at(self) -> datetime | None:
        """When everything was last loaded, by this run or an earlier one."""
        try:
            return memory.moment_from_text(self._store.fact(memory.SYNCED_AT))
        except LmoError:
            return None

    @property
    def lost(self) -> bool:
        """Whether the local copy was lost since the last load began: what was read from it may not be all."""
        return self._store.losses != self._losses

    async def load(self) -> None:
        """Load every license; what goes wrong is found in `error`, and what was there stays."""
        await self._alone(self._load_everything)

    async def catch_up(self) -> None:
        """Load only what has moved since the last time, or everything where that would not be enough."""
        await self._alone(self._load_changes)

    def is_due(self, idle: timedelta) -> bool:
        """Whether it is time for another look, when no key was pressed for so long."""
        if self._looking or self.progress is not None or self._looked_at is None:
            return False
        if self.lost:  # Nobody shall wait in front of an empty list.
            return True
        usage = self._session.usage
        used = usage.used / usage.allowed if usage is not None and usage.allowed else 0.0
        return self._clock() - self._looked_at >= pause(idle, failures=self._failures, used=used)

    def put_off(self) -> None:
        """The org could not be reached: the next look is due after a longer pause."""
        self._failures += 1
        self._looked_at = self._clock()

    async def look(self) -> None:
        """Ask, without a sign of it on the screen, for what moved since the last time: one call if it is little."""
        if self._looking or self.progress is not None:
            return
        started = self._clock()
        self._looking = True
        self._read_since.clear()
        try:
            await self._note_losses()
            repository, since = self._repository(), self._known_until(started)
            if since is not None:
                await self._read_changes(repository, since, started)
        except LmoError as error:
            self.error = error
            self.put_off()
        else:
            if since is None:
                await self.load()
            else:
                self.error, self._failures, self._looked_at = None, 0, self._clock()
        finally:
            self._looking = False
        if self.error is None:  # A look that failed was one call too many already.
            await self._session.learn_offers()

    async def _alone(self, load: Callable[[LicenseRepository, datetime], Awaitable[None]]) -> None:
        if self.progress is not None:
            return
        started = self._clock()
        self.progress, self.error, self.news = Progress(0, None, started), None, 0
        self._read_since.clear()
        try:
            await self._note_losses()
            await load(self._repository(), started)
            if self.lost:
                await self._remember(memory.LOADED_AT, "")
                raise StorageError("The local copy was damaged while it was filled.", remedy="It is filled once more.")
            self._failures, self._looked_at = 0, self._clock()
        except LmoError as error:
            self.error = error
            self.put_off()
        finally:
            self.progress = None
            self._changes.publish(Changed())
        if self.error is None:
            await self._session.learn_offers()

    async def refresh(self, license_id: str) -> License:
        """Read one license anew; raises LmoError."""
        repository = self._repository()
        fresh = await self._runner(lambda: repository.license(license_id))
        news = await self._runner(lambda: self._store.unlike([fresh]))
        await self._runner(lambda: self._store.put([fresh]))
        self._session.notice([fresh])
        self._changes.publish(Changed(frozenset({fresh.id}), moved=bool(news)))
        return fresh

    async def _load_everything(self, repository: LicenseRepository, started: datetime) -> None:
        pages = repository.pages()
        total: int | None = None
        seen: list[str] = []
        newest = ""
        while page := await self._runner(lambda: next(pages, None)):
            seen += [license_.id for license_ in page]
            newest = max(newest, *(license_.modstamp for license_ in page))
            await self._keep(page)
            self.progress = Progress(len(seen), total, started)
            self._changes.publish(Changed())
            if total is None:  # Asked after the first page, which is what the person waits for.
                total = await self._runner(repository.count)
                self.progress = Progress(len(seen), total, started)
        kept = {*seen, *self._read_since}
        await self._runner(lambda: self._store.keep_only(kept))
        await self._remember(memory.RELEASES, memory.releases_to_text(repository.releases()))
        await self._remember(memory.LOADED_AT, self._clock().isoformat())
        await self._note_synced(newest, started)

    async def _load_changes(self, repository: LicenseRepository, started: datetime) -> None:
        since = self._known_until(started)
        if since is None:
            await self._load_everything(repository, started)
            return
        await self._read_changes(repository, since, started)
        there, today = await self._runner(repository.count), started.date()
        here = (await self._runner(lambda: self._store.tab_counts(today)))[Tab.ALL]
        if there != here:  # Some were deleted for good, or one lost or gained the right to see some.
            await self._load_everything(repository, started)

    def _known_until(self, now: datetime) -> datetime | None:
        """The moment from which on changes have to be read; None if that is not enough."""
        watermark = memory.moment_from_text(self._store.fact(memory.WATERMARK))
        loaded = memory.moment_from_text(self._store.fact(memory.LOADED_AT))
        return None if loaded is None or now - loaded > TRUSTED else watermark

    async def _read_changes(self, repository: LicenseRepository, since: datetime, started: datetime) -> None:
        deltas = repository.changed_since(since)
        newest, self.news = "", 0
        while delta := await self._runner(lambda: next(deltas, None)):
            newest = max(newest, delta.newest)
            if await releases.follow(self._store, repository.releases(), runner=self._runner):
                self._changes.publish(Changed())
            moved = await self._take_in(delta)
            self.news += len(moved)
            if moved:
                self._changes.publish(Changed(moved))
        await self._note_synced(newest, started)

    async def _take_in(self, delta: Delta) -> frozenset[str]:
        """Keep what is new in the delta; returns the ids. Most of it is the overlap with the look before."""
        fresh = [each for each in delta.licenses if short_id(each.id) not in self._read_since]
        self._session.notice(fresh)
        news = await self._runner(lambda: self._store.unlike(fresh))
        if news:
            await self._runner(lambda: self._store.put(news))
        gone = await self._runner(lambda: self._store.drop(delta.deleted)) if delta.deleted else frozenset()
        return gone | {license_.id for license_ in news}

    async def _note_synced(self, newest: str, started: datetime) -> None:
        """Remember how far everything is known; a change may be committed after later ones have been read."""
        now = self._clock()
        moment = memory.moment_from_text(newest)
        if moment is not None:
            await self._remember(memory.WATERMARK, (moment - OVERLAP - (now - started)).isoformat())
        await self._remember(memory.SYNCED_AT, now.isoformat())

    async def _remember(self, name: str, value: str) -> None:
        await self._runner(lambda: self._store.remember(name, value))

    async def _keep(self, page: Sequence[License]) -> None:
        rows = [license_ for license_ in page if short_id(license_.id) not in self._read_since]
        self._session.notice(page)
        await self._runner(lambda: self._store.put(rows))

    async def _note_losses(self) -> None:
        """What was remembered of the org went with the copy, and with it the mark that everything was loaded."""
        if self.lost:
            self._losses = self._store.losses
            await self._session.remember()

    def _repository(self) -> LicenseRepository:
        if self._session.repository is None:
            raise self._session.error or UnreachableError("The org is not connected.")
        return self._session.repository

    def _note(self, changed: Changed) -> None:
        if (self._looking or self.progress is not None) and changed.license_ids is not None:
            self._read_since |= {short_id(license_id) for license_id in changed.license_ids}
