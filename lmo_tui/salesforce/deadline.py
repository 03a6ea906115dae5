"""How long a call may take as a whole, whichever part of it is slow: name look-up, handshake, headers or body."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_LOOK_UP: Final = 0.25
"""Seconds after which a signal is heard at the latest."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that the parts of a call may take; a timeout per read alone lets a trickling answer last for ever."""

    connect: float = 10.0
    read: float = 60.0
    whole: float = 120.0


class OverdueError(Exception):
    """The call took longer than it may."""


class _Outcome(Generic[T]):
    """What became of a call; as a context it carries an exception over to the thread that waits."""

    def __init__(self) -> None:
        self.known = threading.Event()
        self.value: T | None = None
        self.error: BaseException | None = None

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        self.error = error
        self.known.set()
        return True


class Abandoned(threading.Event):
    """Set when nobody waits for the call any more, for the call to look at between its steps."""


def _comes(event: threading.Event, seconds: float) -> bool:
    """Wait for an event; the main thread looks up now and then, for only there does Python handle signals.

    One that arrives between its last look and the wait itself does not end the wait: Ctrl-C or a hang-up would be
    heard when the deadline is over.
    """
    if threading.current_thread() is not threading.main_thread():
        return event.wait(max(seconds, 0))
    until = time.monotonic() + seconds
    while not event.wait(max(min(until - time.monotonic(), _LOOK_UP), 0)):
        if time.monotonic() >= until:
            return False
    return True


def within(seconds: float, call: Callable[[Abandoned], T]) -> T:
    """The call's result or exception; raises OverdueError when it has not come in time."""
    outcome: _Outcome[T] = _Outcome()
    abandoned = Abandoned()

    def work() -> None:
        with outcome:
            outcome.value = call(abandoned)

    threading.Thread(target=work, name="lmo-request", daemon=True).start()
    if not _comes(outcome.known, seconds):
        abandoned.set()
        raise OverdueError
    if outcome.error is not None:
        raise outcome.error
    return outcome.value  # type: ignore[return-value]  # set whenever there is no error; None may be a T
