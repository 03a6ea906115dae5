"""A terminal with a stopwatch: when a program answers a key, with how many bytes, and how much memory it takes."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.e2e.terminal import Terminal

QUIET: Final = 0.12
"""Seconds without a byte after which an answer is complete."""

_MODES: Final = re.compile(rb"\x1b\[\?2026\$p")
"""The question whether a whole frame can be shown at once, which terminals of today answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came after a key, in milliseconds from it; None where nothing came."""

    first: float | None
    """The first byte."""
    shown: float | None
    """The bytes after which what was waited for was on the screen."""
    last: float | None
    """The last byte before it was quiet."""
    size: int
    """Bytes."""


class Stopwatch(Terminal):
    """Notes when bytes come; a look at the screen takes longer than that, and must not count."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._came: list[tuple[float, int]] = []
        self._begun = time.perf_counter()
        super().__init__(command, environment=environment)

    def after(self, keys: str, wait: str | None, gap: float = 0.0) -> Answer:
        """Press keys and time what follows the last; without a pattern the answer counts as shown with its last byte.

        Without keys the time counts from the start of the program.
        """
        begun = self._begun
        for place, key in enumerate(keys if gap else [keys] if keys else []):
            if place:
                self._listen(gap)
            self._came.clear()
            begun = time.perf_counter()
            self.type(key)
        shown = None
        if wait is not None:
            pattern = re.compile(wait, re.MULTILINE)
            if not self.watch(lambda: pattern.search(self.text) is not None):
                raise AssertionError(f"never on the screen: {wait!r}\n{self.text}")
            shown = self._came[-1][0] if self._came else begun
        self._listen(QUIET)
        if wait is None and self._came:
            shown = self._came[-1][0]
        first, last = (self._came[0][0], self._came[-1][0]) if self._came else (None, None)
        size = sum(size for _, size in self._came)
        return Answer(*(None if at is None else (at - begun) * 1_000 for at in (first, shown, last)), size)

    def rest(self, seconds: float) -> None:
        """Let the program work by itself for so long."""
        until = time.perf_counter() + seconds
        self.watch(lambda: time.perf_counter() > until, seconds + 1)

    def memory(self) -> tuple[float, float]:
        """Megabytes that the program and its children take now, and at the most so far."""
        now = most = 0
        for pid in _family(self.pid):
            with suppress(OSError):
                status = Path(f"/proc/{pid}/status").read_text()
                now += _kilobytes(status, "VmRSS")
                most += _kilobytes(status, "VmHWM")
        return now / 1024, most / 1024

    def _listen(self, quiet: float) -> None:
        """Until nothing has come for so long, or for three seconds: a cursor that blinks is never quiet."""
        until = time.perf_counter() + 3
        while time.perf_counter() < until:
            before = len(self._came)
            pause = time.perf_counter() + quiet
            self.watch(lambda before=before, pause=pause: len(self._came) > before or time.perf_counter() > pause, 3)
            if len(self._came) == before:
                return

    def _heard(self) -> bytes:
        heard = super()._heard()
        self._came.append((time.perf_counter(), len(heard)))
        if _MODES.search(heard):
            os.write(self._file, b"\x1b[?2026;2$y")
        return heard


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _kilobytes(status: str, name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+)", status)
    return int(found[1]) if found else 0
