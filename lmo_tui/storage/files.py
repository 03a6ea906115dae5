"""Files of ours on the disk: private, never a link to something else's, moved aside only while they are still there."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeAlias

from lmo_tui.domain.errors import StorageError
from lmo_tui.storage.faults import ForeignError

LOGS: Final = ("-wal", "-journal")
SHARED: Final = "-shm"
COMPANIONS: Final = (*LOGS, SHARED)
"""What SQLite keeps beside a database, by the end of the name."""

Identity: TypeAlias = tuple[int, int]
"""Device and inode: the same as long as it is the same file, whatever it is called."""

_FOLDER, _FILE = 0o700, 0o600


def identity(path: Path) -> Identity | None:
    """Which file is at a path now; a link counts as itself."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def make_private(path: Path) -> None:
    """See to it that there is a file that only this user can read; raises StorageError, ForeignError for a link."""
    try:
        make_private_folder(path.parent)
        _refuse_what_is_no_file(path)
        with suppress(FileExistsError):
            # Only ever a new file: closing a handle of one that is in use takes SQLite's locks away from this process.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _FILE))
        for name in (path.name, *(path.name + suffix for suffix in COMPANIONS)):
            _close_to_others(path.with_name(name), _FILE)
    except OSError as error:
        raise StorageError(
            "The local copy of the licenses cannot be opened.",
            f"{path}: {error.strerror}.",
            "Check the folder, or set LMO_TUI_HOME to another one.",
        ) from error


def make_private_folder(folder: Path) -> None:
    """A folder that only this user can look into; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    _close_to_others(folder, _FOLDER)


def set_aside(path: Path, seen: Identity | None, name: str) -> Path | None:
    """Move a file with its companions out of the way; returns where it is now, None if another one has its place."""
    aside = path.with_name(name)
    with _alone(path, seen) as still_there:
        if not still_there:
            return None
        # First its log: a file without it is an older state, a log without its file does harm to the next one.
        path.with_name(path.name + SHARED).unlink(missing_ok=True)
        for suffix in LOGS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
        if seen is not None:
            path.rename(aside)
        return aside


def forget_earlier(aside: Path, beginning: str) -> None:
    """Remove what was moved aside before this one: each holds all customers, and takes as much room as the store."""
    for earlier in aside.parent.glob(f"{beginning}*"):
        if not earlier.name.startswith(aside.name):
            with suppress(OSError):
                earlier.unlink()


def remove(path: Path, seen: Identity | None) -> None:
    """Remove a file with its companions, unless another one has its place."""
    with _alone(path, seen) as still_there:
        if still_there:
            for name in (*(path.name + suffix for suffix in COMPANIONS), path.name):
                path.with_name(name).unlink(missing_ok=True)


@contextmanager
def _alone(path: Path, seen: Identity | None) -> Iterator[bool]:
    """Two processes that find the same damage must not move each other's new file: one after the other, and look."""
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield identity(path) == seen
        finally:
            os.close(folder)
    except OSError as error:
        raise StorageError(
            "The damaged local copy cannot be moved.", f"{path}: {error.strerror}.", "Remove it."
        ) from error


def _refuse_what_is_no_file(path: Path) -> None:
    for name in (path.name, *(path.name + suffix for suffix in COMPANIONS)):
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(path.with_name(name).lstat().st_mode):
                raise ForeignError("In the place of the local copy is a link, or no file.", f"{path}.", "Remove it.")


def _close_to_others(path: Path, mode: int) -> None:
    with suppress(FileNotFoundError):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(mode)
