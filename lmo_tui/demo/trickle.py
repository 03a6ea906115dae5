"""Life at a steady pace, in a thread of its own, while the server runs."""

import threading
import time
from collections.abc import Callable
from typing import Final

PER_MINUTE: Final = 6.0
"""The usual pace."""
FASTEST: Final = 60_000.0
_SHORTEST_PAUSE: Final = 0.1
#: A machine that cannot keep the pace falls behind rather than to stop answering, or stopping.
_MOST_AT_ONCE: Final = 250


class Trickle:
    """Lets events happen, so many a minute, from `start` until `stopping` is set."""

    def __init__(self, happen: Callable[[int], object], per_minute: float, stopping: threading.Event) -> None:
        self._happen = happen
        self._each = 60 / per_minute
        self._stopping = stopping
        self._thread = threading.Thread(target=self._run, name="demo-trickle", daemon=True)

    def start(self) -> None:
        """Begin; the first event comes after the first pause."""
        self._thread.start()

    def join(self) -> None:
        """Wait until the last event is written."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        told = time.monotonic()
        # A fast pace is kept by several events at a time rather than by pauses that no clock can keep.
        while not self._stopping.wait(max(self._each, _SHORTEST_PAUSE)):
            due = int((time.monotonic() - told) / self._each)
            told += due * self._each
            self._happen(min(due, _MOST_AT_ONCE))
