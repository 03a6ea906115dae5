"""Time that passes as soon as nobody has anything to do: no test sits out a pause made for people."""

import asyncio
from asyncio import TimerHandle
from typing import Any, Final

SHORT: Final = 0.1
"""Seconds of the longest pause that is passed over; what takes longer is waited for, or the test does not need it."""


class Haste:
    """Puts the clock of the running event loop forward."""

    def __init__(self) -> None:
        self._loop: Any = asyncio.get_running_loop()  # asyncio shows nobody what its loop has still to do.
        self._ahead = 0.0
        told = self._loop.time
        setattr(self._loop, "time", lambda: told() + self._ahead)  # noqa: B010 - mypy allows no new method

    def skip(self) -> None:
        """Go on to the next moment for which something is planned, if all that is left is to wait for it."""
        if self._loop._ready:
            return
        planned: list[TimerHandle] = [each for each in self._loop._scheduled if not each.cancelled()]
        if planned and 0 < (pause := min(planned).when() - self._loop.time()) <= SHORT:
            self._ahead += pause
