"""What helps somebody who types a filter: those typed before, and the values that there are."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters.history import with_newest
from lmo_tui.domain.ports import LicenseStore, Runner
from lmo_tui.services import memory

if TYPE_CHECKING:
    from lmo_tui.domain.filters.completion import Values

MOST_VALUES: Final = 300
"""Of a field: more are not chosen from by going through them."""


class FilterMemory:
    """Keeps the filters of one org, and learns what can be offered; neither may ever get in the way of typing."""

    def __init__(self, store: LicenseStore, *, runner: Runner) -> None:
        self._store = store
        self._runner = runner
        self.values: Values = {}
        """As they were when last asked for."""

    @property
    def earlier(self) -> Sequence[str]:
        """The filters that were kept, newest first, by whichever instance: quick enough for the event loop."""
        with suppress(StorageError):
            return memory.texts_from_text(self._store.fact(memory.FILTERS))
        return ()

    async def keep(self, text: str) -> None:
        """Put a filter before the others."""
        with suppress(StorageError):
            await self._runner(lambda: self._keep(text))

    async def learn(self) -> None:
        """Find out which values there are now."""
        with suppress(StorageError):
            self.values = await self._runner(lambda: self._store.values(MOST_VALUES))

    def _keep(self, text: str) -> None:
        kept = with_newest(text, self.earlier)  # Read anew: another instance may have added to it.
        self._store.remember(memory.FILTERS, memory.texts_to_text(kept))
