"""Reading every license of the org into the store: to be called off at any time, and gone on with after any end."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from secrets import token_hex
from typing import Final

from lmo_tui.domain.cells import ATTRIBUTES
from lmo_tui.domain.errors import LmoError, RoadClosedError, StorageError
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.loads import Batch, Load, Progress, Road
from lmo_tui.domain.ports import Batches, Clock, LicenseRepository, LicenseStore, Runner
from lmo_tui.services import memory

STALE: Final = timedelta(hours=24)
"""After so long a load is begun anew: the org may have forgotten what it was in the middle of."""

_MODSTAMP: Final = ATTRIBUTES.index("modstamp")
_RECORD_TYPE: Final = ATTRIBUTES.index("record_type_id")


class CalledOffError(LmoError):
    """The user called the load off."""


class Loading:
    """One load of everything; it goes on with the one before if that was not finished."""

    def __init__(
        self,
        repository: LicenseRepository,
        store: LicenseStore,
        *,
        runner: Runner,
        clock: Clock,
        spared: Collection[str],
    ) -> None:
        self._repository = repository
        self._store = store
        self._runner = runner
        self._clock = clock
        self._spared = spared
        """Licenses that were read one by one meanwhile; it may grow."""
        self._losses = store.losses
        self._loader = token_hex(8)
        """By which the store knows this load from that of another process."""
        self._batches: Batches | None = None
        self.called_off = False
        self.progress = Progress(0, None, clock())
        self.record_types: set[str] = set()
        """Those of the licenses that came in since this was emptied."""

    def call_off(self) -> None:
        """End it soon; what was loaded stays."""
        self.called_off = True
        if self._batches is not None:
            self._batches.close()

    async def run(self, told: Callable[[], None]) -> Load:
        """Load; `told` is called whenever the store holds more. Raises LmoError."""
        load = await self._remembered()
        if load is not None:
            await self._runner(lambda: self._store.begin_load(self._loader, afresh=False))
            try:
                return await self._finished(load, told)
            except RoadClosedError:  # The job is gone, or was of what another user sees: then from the beginning.
                await self._give_up(load)
        load = await self._begun(None)
        try:
            return await self._finished(load, told)
        except RoadClosedError:
            await self._give_up(load)
            return await self._finished(await self._begun(Road.RANGES), told)

    async def _finished(self, load: Load, told: Callable[[], None]) -> Load:
        load = await self._read(load, told)
        await self._runner(lambda: self._store.end_load(frozenset(self._spared), memory.LOAD, self._loader))
        await self._runner(lambda: self._repository.end_load(load))
        return load

    async def _remembered(self) -> Load | None:
        """The load that was not finished, if it is one to go on with."""
        load = memory.load_from_text(self._store.fact(memory.LOAD))
        if load is None or timedelta(0) <= self._clock() - load.started < STALE:
            return load
        await self._give_up(load)
        return None

    async def _give_up(self, load: Load) -> None:
        await self._runner(lambda: self._repository.end_load(load))

    async def _begun(self, road: Road | None) -> Load:
        """A new load, remembered before anything is read: a job nobody knows of would lie in the org for a week."""
        load = await self._runner(lambda: self._repository.begin_load(self._clock(), road))
        await self._runner(lambda: self._store.begin_load(self._loader, afresh=True))
        await self._runner(lambda: self._store.remember(memory.LOAD, memory.load_to_text(load)))
        return load

    async def _read(self, load: Load, told: Callable[[], None]) -> Load:
        loaded = min(load.loaded, load.total)
        self.progress = Progress(loaded, load.total, self.progress.started, before=loaded)
        told()
        batches = self._batches = await self._runner(lambda: self._repository.batches(load))
        try:
            while not self.called_off and (some := await self._runner(batches.take)):
                load = await self._runner(lambda: self._keep(load, some))  # noqa: B023 - awaited within the same turn
                # Pages that an earlier run had read in part come again.
                loaded = min(load.loaded, load.total)
                self.progress = Progress(loaded, load.total, self.progress.started, self.progress.before)
                told()
        finally:
            batches.close()
        if self.called_off:
            raise CalledOffError("The load was called off.", "What was loaded stays.", "The next one goes on with it.")
        return load

    def _keep(self, load: Load, some: Sequence[Batch]) -> Load:
        if self._store.losses != self._losses:  # What was kept before is gone, and a resumed load would not know.
            raise StorageError("The local copy was damaged while it was filled.", remedy="It is filled once more.")
        rows = [row for batch in some for row in batch.rows]
        for batch in some:
            load = load.after(batch, max((str(row[_MODSTAMP]) for row in batch.rows), default=""))
        self.record_types |= {str(row[_RECORD_TYPE]) for row in rows}
        spared = {short_id(each) for each in self._spared}
        self._store.take_in(rows, spared, (memory.LOAD, memory.load_to_text(load)), self._loader)
        return load
