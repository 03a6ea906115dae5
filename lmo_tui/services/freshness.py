"""What the store remembers of how far it is up to date."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.ports import Clock, LicenseStore, Runner
from lmo_tui.services import memory

OVERLAP: Final = timedelta(minutes=5)
"""How far before the newest change that was read the next catch-up begins: long transactions commit late."""

TRUSTED: Final = timedelta(hours=24)
"""How long catching up is enough: what a user is allowed to see changes without a trace, so now and then everything is
read again."""


class Freshness:
    """When everything was read, up to which change, and whether a load waits for its end."""

    def __init__(self, store: LicenseStore, *, runner: Runner, clock: Clock) -> None:
        self._store = store
        self._runner = runner
        self._clock = clock

    @property
    def synced_at(self) -> datetime | None:
        """When everything was last brought up to date, by this run or an earlier one."""
        return self._moment(memory.SYNCED_AT)

    @property
    def loaded_at(self) -> datetime | None:
        """When everything was last read, be it changed or not."""
        return self._moment(memory.LOADED_AT)

    @property
    def unfinished(self) -> bool:
        """Whether a load of everything was begun and not brought to its end, by this run or an earlier one."""
        with suppress(LmoError):
            return memory.load_from_text(self.load) is not None
        return False

    @property
    def load(self) -> str | None:
        """The load that is not finished, as text; raises StorageError."""
        return self._store.fact(memory.LOAD)

    def known_until(self, now: datetime) -> datetime | None:
        """The moment from which on changes have to be read; None if that is not enough. Raises StorageError."""
        watermark = memory.moment_from_text(self._store.fact(memory.WATERMARK))
        loaded = memory.moment_from_text(self._store.fact(memory.LOADED_AT))
        return None if loaded is None or now - loaded > TRUSTED else watermark

    async def note_synced(self, newest: str, started: datetime) -> None:
        """Remember how far everything is known; a change may be committed after later ones have been read."""
        now = self._clock()
        moment = memory.moment_from_text(newest)
        if moment is not None:
            await self.remember(memory.WATERMARK, (moment - OVERLAP - (now - started)).isoformat())
        await self.remember(memory.SYNCED_AT, now.isoformat())

    async def remember(self, name: str, value: str) -> None:
        """Keep a fact; raises StorageError."""
        await self._runner(lambda: self._store.remember(name, value))

    def _moment(self, name: str) -> datetime | None:
        try:
            return memory.moment_from_text(self._store.fact(name))
        except LmoError:
            return None
