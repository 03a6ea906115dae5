"""A lock between processes: what may be done by one at a time on this machine."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from lmo_tui.domain.errors import StorageError

PATIENCE: Final = 90.0
"""Seconds; whoever holds it asks the org for one token, and that is given up sooner."""

LOGGING_IN: Final = "Another lmo-tui has been logging in for too long."
"""What is said of whoever does not let go of it."""

_LOOK_AGAIN: Final = 0.02


@contextmanager
def alone(path: Path, patience: float = PATIENCE, *, busy: str = LOGGING_IN) -> Iterator[None]:
    """Hold the lock of this file; raises StorageError when another one does not let go of it in time.

    The file stays: to remove it would give the next two a lock each. The kernel lets go of it for whoever dies.
    """
    until = time.monotonic() + patience
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageError(f"{path} cannot be opened.", f"{error.strerror}.", "Check the folder.") from None
    try:
        while not _taken(handle):
            if time.monotonic() >= until:
                raise StorageError(busy, f"{path}", "Try again.")
            time.sleep(_LOOK_AGAIN)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
