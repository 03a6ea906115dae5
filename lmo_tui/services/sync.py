"""Bringing the store up to date with the org: the newest page first, then everything."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.errors import LmoError, StorageError, TakenOverError, UnreachableError
from lmo_tui.domain.filters import Tab
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import Progress
from lmo_tui.domain.pacing import pause
from lmo_tui.domain.ports import Clock, Delta, LicenseRepository, LicenseStore, Runner
from lmo_tui.services import memory, releases
from lmo_tui.services.changes import Changes
from lmo_tui.services.freshness import Freshness
from lmo_tui.services.loading import CalledOffError, Loading
from lmo_tui.services.session import Session


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
        self._loading: Loading | None = None
        self._unfinished: str | None = None
        """Another process's load as it was at the last look: if it has moved by the next one, somebody sees to it."""
        self.freshness = Freshness(store, runner=runner, clock=clock)
        """What the store remembers of how far it is up to date."""
        self.progress: Progress | None = None
        self.error: LmoError | None = None
        self.news = 0
        """How many licenses the last look found changed or gone."""
        changes.subscribe(self._note)

    @property
    def lost(self) -> bool:
        """Whether the local copy was lost since the last load began: what was read from it may not be all."""
        return self._store.losses != self._losses

    async def load(self) -> None:
        """Load every license; what goes wrong is found in `error`, and what was there stays."""
        await self._alone(self._load_everything)

    def cancel(self) -> None:
        """Call off the load under way, if there is one: what was loaded stays, and the next load goes on with it."""
        if self._loading is not None:
            self._loading.call_off()

    @property
    def can_cancel(self) -> bool:
        """Whether everything is being loaded."""
        return self._loading is not None

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
            orphaned = self._orphaned()
            repository, since = self._repository(), None if orphaned else self.freshness.known_until(started)
            if since is not None:
                await self._read_changes(repository, since, started)
        except LmoError as error:
            self.error = error
            self.put_off()
        else:
            if since is None and (orphaned or self._unfinished is None):
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
                await self.freshness.remember(memory.LOADED_AT, "")
                raise StorageError("The local copy was damaged while it was filled.", remedy="It is filled once more.")
            self._failures, self._looked_at = 0, self._clock()
        except TakenOverError:  # Whoever goes on with it fills the same store.
            self._looked_at = self._clock()
        except CalledOffError:  # As the user wished: nothing is read until somebody asks for it.
            self._looked_at = None
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
        newest = await self._runner(repository.newest)
        await self._keep(newest)
        self.progress = Progress(len(newest), None, started)
        self._changes.publish(Changed())
        self._loading = loading = Loading(
            repository, self._store, runner=self._runner, clock=self._clock, spared=self._read_since
        )

        def told() -> None:
            self.progress = loading.progress
            self._changes.publish(Changed())

        try:
            load = await loading.run(told)
        finally:
            self._loading = None
            self._session.notice_types(loading.record_types)
        await self.freshness.remember(memory.RELEASES, memory.releases_to_text(repository.releases()))
        await self.freshness.remember(memory.LOADED_AT, self._clock().isoformat())
        await self.freshness.note_synced(load.newest, load.started)

    async def _load_changes(self, repository: LicenseRepository, started: datetime) -> None:
        since = None if self.freshness.unfinished else self.freshness.known_until(started)
        if since is None:
            await self._load_everything(repository, started)
            return
        await self._read_changes(repository, since, started)
        there, today = await self._runner(repository.count), started.date()
        here = (await self._runner(lambda: self._store.tab_counts(today)))[Tab.ALL]
        if there != here:  # Some were deleted for good, or one lost or gained the right to see some.
            await self._load_everything(repository, started)

    def _orphaned(self) -> bool:
        """Whether a load that another process began has stood still since the last look."""
        before, self._unfinished = self._unfinished, self.freshness.load
        return self._unfinished is not None and self._unfinished == before

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
        await self.freshness.note_synced(newest, started)

    async def _take_in(self, delta: Delta) -> frozenset[str]:
        """Keep what is new in the delta; returns the ids. Most of it is the overlap with the look before."""
        fresh = [each for each in delta.licenses if short_id(each.id) not in self._read_since]
        self._session.notice(fresh)
        news = await self._runner(lambda: self._store.unlike(fresh))
        if news:
            await self._runner(lambda: self._store.put(news))
        gone = await self._runner(lambda: self._store.drop(delta.deleted)) if delta.deleted else frozenset()
        return gone | {license_.id for license_ in news}

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
