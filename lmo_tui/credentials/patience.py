"""A call into a store that may never answer: it is given up in time, and never holds up quitting."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from lmo_tui.domain.secrets import SecretStoreError, StoreState

T = TypeVar("T")


class Given:
    """The time that a piece of work was given; it looks here before each step that changes something."""

    def __init__(self) -> None:
        self._over = threading.Event()

    def end(self) -> None:
        """Nobody waits any more."""
        self._over.set()

    @property
    def over(self) -> bool:
        """Whether nobody waits any more."""
        return self._over.is_set()

    def check(self) -> None:
        """Stop here if nobody waits: what is written late could replace what was written after it."""
        if self.over:
            raise timed_out(0)


@dataclass(frozen=True)
class Wait:
    """How long a store may take."""

    silent: float = 3.0
    """Seconds without a word: nobody looks at a screen that does nothing for longer."""
    told: float = 30.0
    """Seconds in all, once the user has been told to look for a prompt."""
    tell: Callable[[str], bool] | None = None
    """Says to the user that a prompt may be waiting, and whether it could be said; called on whatever thread waits."""


LOOK: Final = "The keyring has not answered yet: look for its unlock prompt on the desktop of this machine."
"""What the user is told after the silent time."""


@dataclass
class _Box(Generic[T]):
    result: T | None = None
    error: BaseException | None = None


def within(wait: Wait, work: Callable[[Given], T]) -> T:
    """What the work gives, or what it raises; SecretStoreError (timed out) when it takes too long.

    Textual's thread workers, asyncio's and the executors' are all joined at exit: with an unlock prompt that nobody
    sees the program would never end. This thread is a daemon.
    """
    box: _Box[T] = _Box()
    given = Given()

    def run() -> None:
        try:
            box.result = work(given)
        except BaseException as error:  # noqa: BLE001 - carried to whoever waits, and raised again there
            box.error = error

    started = time.monotonic()
    thread = threading.Thread(target=run, name="lmo-secrets", daemon=True)
    thread.start()
    thread.join(wait.silent)
    if thread.is_alive() and wait.tell is not None and wait.tell(LOOK):
        thread.join(wait.told - wait.silent)
    if thread.is_alive():
        given.end()
        raise timed_out(time.monotonic() - started)
    if box.error is not None:
        raise box.error
    return box.result  # type: ignore[return-value]  # the work has ended without an error, so this is what it gave


def timed_out(seconds: float) -> SecretStoreError:
    """The store did not answer."""
    return SecretStoreError(
        StoreState.TIMED_OUT,
        "The keyring does not answer.",
        f"It was given {seconds:.0f} seconds; it may be waiting for a password on a screen that nobody sees."
        if seconds
        else "",
        "Answer its prompt on the desktop of this machine and try again, or let this profile ask each time"
        " (store = memory).",
    )
