"""Which licenses have a change on its way: nobody changes them meanwhile, and the program ends only after it."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from lmo_tui.domain.ids import short_id

T = TypeVar("T")


class Flight:
    """The changes that have begun and not ended, of one license or of many."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._held: set[str] = set()

    @property
    def count(self) -> int:
        """How many licenses have a change on its way."""
        return len(self._held)

    def holds(self, license_id: str) -> bool:
        """Whether the license has one."""
        return short_id(license_id) in self._held

    async def carry(self, license_ids: Iterable[str], change: Coroutine[Any, Any, T]) -> T:
        """Carry a change of these licenses out; cancelling the caller does not stop what has begun."""
        held = {short_id(each) for each in license_ids}
        self._held |= held
        task = asyncio.create_task(change)
        self._tasks.add(task)

        def landed(done: "asyncio.Task[T]") -> None:
            self._tasks.discard(done)
            self._held -= held

        # From Python 3.12 on Textual's loop runs a new task at once, and to its end if nothing makes it wait.
        if task.done():
            landed(task)
        else:
            task.add_done_callback(landed)
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait until every change that has begun has ended."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))
