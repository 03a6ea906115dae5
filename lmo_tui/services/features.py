"""Feature parameters in the local copy: everything once, behind the licenses, then what moved; one license at will."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from lmo_tui.domain.changed import Changed, Publish
from lmo_tui.domain.errors import LmoError, StorageError, TakenOverError, UnreachableError
from lmo_tui.domain.feature_ports import FeatureBatch, FeatureRepository, FeatureRow, value_of
from lmo_tui.domain.features import Feature, FeatureAccess, FeatureParameter, FeatureValue
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import Progress
from lmo_tui.domain.ports import Clock, LicenseStore, Runner
from lmo_tui.services import memory
from lmo_tui.services.freshness import OVERLAP, TRUSTED
from lmo_tui.services.matrix import FeatureMatrix
from lmo_tui.services.session import Session
from lmo_tui.services.troubles import Troubles

PAUSE: Final = timedelta(minutes=20)
"""Between two looks for what moved, which cost three calls: settings are ours to write, and metrics come once a day."""

MOST_VALUES: Final = 2_000_000
"""What is loaded at the most, by a thousand calls; of an org with more, values are read license by license."""

_AT_ONCE: Final = 16_000
"""Rows of one transaction: values of one license are far from each other in the store, and pages are written once."""


class FeatureService:
    """What screens and commands know of feature parameters; nothing here writes to the org."""

    def __init__(
        self,
        session: Session,
        store: LicenseStore,
        *,
        runner: Runner,
        clock: Clock,
        publish: Publish,
        troubles: Troubles,
    ) -> None:
        self._session = session
        self._store = store
        self._runner = runner
        self._clock = clock
        self._publish = publish
        self._troubles = troubles
        self.matrix = FeatureMatrix(store, runner=runner, clock=clock, troubles=troubles)
        self._busy = False
        self._looked_at: datetime | None = None
        self._asked: FeatureRepository | None = None
        """The connection that was asked what this user may do."""
        self.access = memory.feature_access_from_text(self._fact(memory.FEATURE_ACCESS))
        """What this user may do with them; None until an org has told."""
        self.progress: Progress | None = None
        self.error: LmoError | None = None
        self.news = 0
        """How many values the last look found changed or gone."""

    @property
    def synced_at(self) -> datetime | None:
        """When all values were last brought up to date; None where they never were, or are too many."""
        return memory.moment_from_text(self._fact(memory.FEATURES_SYNCED_AT))

    @property
    def too_many(self) -> bool:
        """Whether values are read license by license, for the org has more than are loaded."""
        return bool(self._fact(memory.FEATURES_TOO_MANY))

    @property
    def notice(self) -> str:
        """What is to be said of them all: why there are none, or why they may be old; empty if nothing is."""
        if self.access is not None and self.access.notice:
            return self.access.notice
        if self.progress is not None and self.synced_at is None:
            return "Feature values are being loaded."
        if self.error is not None and self.synced_at is None:
            return f"Feature values could not be loaded: {self.error.headline}"
        if self.too_many:
            return f"More than {MOST_VALUES:,} values: a license's are read when it is looked at."
        return ""

    def of(self, license_: License) -> Sequence[Feature]:
        """Every parameter of its package with its value, as the local copy has it: quick, and never fails."""
        try:
            return self._store.features.of(license_)
        except StorageError as error:
            self._troubles.add(error)
            return ()

    def parameters(self, package_id: str) -> Sequence[FeatureParameter]:
        """The parameters of a package, in order: quick, and never fails."""
        try:
            return self._store.features.parameters(package_id) if package_id else ()
        except StorageError as error:
            self._troubles.add(error)
            return ()

    async def count(self) -> int:
        """How many values the local copy holds: a scan."""
        return await self._runner(self._store.features.count)

    def is_due(self) -> bool:
        """Whether it is time to look for what moved."""
        return not self._busy and (self._looked_at is None or self._clock() - self._looked_at >= PAUSE)

    async def keep_up(self, *, now: bool = False) -> None:
        """Load what moved, or everything where that would not be enough; what goes wrong is found in `error`.

        After the licenses, for values of a license that is not here are left out; without `now`, when it is due.
        """
        if self._busy or self._session.repository is None or not (now or self.is_due()):
            return
        self._busy, started = True, self._clock()
        self._looked_at, self.error = started, None
        try:
            await self._brought_up(await self._repository(), started)
        except TakenOverError:  # Whoever goes on with it fills the same store.
            pass
        except LmoError as error:
            self.error = error
        finally:
            self._busy, self.progress = False, None
            self._tell()

    async def refresh(self, license_: License) -> Sequence[Feature]:
        """Read the values of one license anew, which takes a call for each type; raises LmoError.

        The license need not be in the local copy.
        """
        repository, table = await self._repository(), self._store.features
        if self.access is not None and self.access.missing:
            return ()
        rows = await self._runner(lambda: repository.of_license(license_.id))
        held = {row.parameter: row for row in rows}
        parameters = await self._runner(lambda: table.parameters(license_.package_id))
        if not parameters or not held.keys() <= {short_id(each.id) for each in parameters}:
            await self._learn_parameters(repository)
            parameters = await self._runner(lambda: table.parameters(license_.package_id))
        if await self._runner(lambda: table.replace(license_.id, rows)):
            self._tell()
        return [Feature(each, _value(held.get(short_id(each.id)), each)) for each in parameters]

    async def _brought_up(self, repository: FeatureRepository, started: datetime) -> None:
        if self.access is not None and self.access.missing:
            return
        since = memory.moment_from_text(self._fact(memory.FEATURES_WATERMARK))
        if since is None or not self._is_trusted(started):
            await self._load(repository, started)
        elif not self.too_many:
            await self._read_changes(repository, since, started)

    def _is_trusted(self, now: datetime) -> bool:
        """Whether changes are enough: all were read not long ago, and no license has come in past a load since."""
        loaded = memory.moment_from_text(self._fact(memory.FEATURES_LOADED_AT))
        licenses = memory.moment_from_text(self._fact(memory.LOADED_AT))
        return loaded is not None and now - loaded <= TRUSTED and (licenses is None or licenses <= loaded)

    async def _load(self, repository: FeatureRepository, started: datetime) -> None:
        await self._learn_parameters(repository)
        total = await self._runner(repository.count)
        if total > MOST_VALUES:
            await self._remember(memory.FEATURES_TOO_MANY, str(total))
            await self._remember(memory.FEATURES_WATERMARK, started.isoformat())
            await self._remember(memory.FEATURES_LOADED_AT, started.isoformat())
            return
        losses = self._store.losses
        newest = await self._take_all(repository, Progress(0, total, started))
        if self._store.losses != losses:
            raise StorageError("The local copy was damaged while it was filled.", remedy="It is filled once more.")
        await self._remember(memory.FEATURES_TOO_MANY, "")
        # Before `started` came the licenses, and after it may have come more of them, by another load.
        await self._remember(memory.FEATURES_LOADED_AT, started.isoformat())
        await self._note_synced(newest, started)

    async def _learn_parameters(self, repository: FeatureRepository) -> set[str]:
        """Read the parameters of every package; gives their ids of 15 characters."""
        found = await self._runner(repository.parameters)
        await self._runner(lambda: self._store.features.put_parameters(found))
        return {short_id(each.id) for each in found}

    async def _take_all(self, repository: FeatureRepository, progress: Progress) -> str:
        table, newest, waiting = self._store.features, "", list[FeatureRow]()
        load = await self._runner(table.begin)
        self.progress = progress
        self._tell()
        batches = await self._runner(repository.everything)
        loaded = 0
        try:
            while some := await self._runner(batches.take):
                newest = max(newest, *(batch.newest for batch in some))
                waiting += _rows(some)
                if len(waiting) >= _AT_ONCE:
                    rows, waiting = waiting, []
                    await self._runner(lambda: table.take(rows, load))  # noqa: B023 - awaited within the same turn
                    loaded += len(rows)
                    self.progress = Progress(loaded, progress.total, progress.started)
            await self._runner(lambda: table.take(waiting, load))
            await self._runner(lambda: table.end(load))
        finally:
            batches.close()
        return newest

    async def _read_changes(self, repository: FeatureRepository, since: datetime, started: datetime) -> None:
        table, newest = self._store.features, ""
        known = {short_id(each.id) for each in await self._runner(table.parameters)}
        deltas = repository.changed_since(since)
        moved = 0
        while (delta := await self._runner(lambda: next(deltas, None))) is not None:
            newest = max(newest, delta.newest)
            if not {row.parameter for row in delta.rows} <= known:  # A version of a package brought it.
                known = await self._learn_parameters(repository)
            if delta.rows or delta.deleted:
                moved += await self._runner(lambda: table.put(delta.rows, delta.deleted))
        self.news = moved
        await self._note_synced(newest, started)

    async def _note_synced(self, newest: str, started: datetime) -> None:
        """Remember how far all is known; the rules are those of the licenses."""
        now = self._clock()
        moment = memory.moment_from_text(newest)
        if moment is not None:
            await self._remember(memory.FEATURES_WATERMARK, (moment - OVERLAP - (now - started)).isoformat())
        elif self._fact(memory.FEATURES_WATERMARK) is None:  # There is none yet: whatever comes is after now.
            await self._remember(memory.FEATURES_WATERMARK, (started - TRUSTED).isoformat())
        await self._remember(memory.FEATURES_SYNCED_AT, now.isoformat())

    async def _repository(self) -> FeatureRepository:
        """The org's feature parameters, of which it is known what this user may do; raises LmoError."""
        licenses = self._session.repository
        if licenses is None:
            raise self._session.error or UnreachableError("The org is not connected.")
        repository = licenses.features()
        if self._asked is not repository:
            access = await self._runner(repository.access)
            self._asked = repository
            if access != self.access or self._fact(memory.FEATURE_ACCESS) is None:
                await self._another(access)
        return repository

    async def _another(self, access: FeatureAccess) -> None:
        """The user may see other values than before: what is here is read anew."""
        known, self.access = self.access, access
        await self._remember(memory.FEATURE_ACCESS, memory.feature_access_to_text(access))
        if known is None or known.missing != access.missing or known.readable != access.readable:
            await self._remember(memory.FEATURES_LOADED_AT, "")
        if access.missing:
            await self._runner(lambda: self._store.features.put_parameters([]))
            await self._remember(memory.FEATURES_SYNCED_AT, "")

    def _tell(self) -> None:
        self._publish(Changed(frozenset(), moved=False, features=True))

    async def _remember(self, name: str, value: str) -> None:
        await self._runner(lambda: self._store.remember(name, value))

    def _fact(self, name: str) -> str | None:
        try:
            return self._store.fact(name)
        except StorageError:
            return None


def _value(row: FeatureRow | None, parameter: FeatureParameter) -> FeatureValue | None:
    return None if row is None else value_of(row, parameter.kind)


def _rows(batches: Sequence[FeatureBatch]) -> list[FeatureRow]:
    return [row for batch in batches for row in batch.rows]
