"""Which processes that write in the journal are alive: each holds a lock of its own, which dies with it."""

import fcntl
import os
import re
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

from lmo_tui.storage.files import make_private_folder

_MARK: Final = re.compile("[0-9a-f]{16}")


class Writers:
    """Files in a folder, one a process, locked by it as long as it lives.

    Not pid and start time: those mean nothing in another container or on another machine that shares the folder, and a
    pid is given anew. The kernel drops a lock however a process ends.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None
        self._mark = token_hex(8)

    @property
    def mark(self) -> str:
        """The name of this process in the journal."""
        return self._mark

    def sign_in(self) -> str:
        """Show that this process is at work, from the first call on; its mark. Raises OSError."""
        if self._file is None:
            for folder in (self._folder.parent, self._folder):  # The mode is not for parents that are made on the way.
                make_private_folder(folder)
            self._sweep()
            self._file = self._locked(self._folder / self._mark)
        return self._mark

    def sign_out(self) -> None:
        """Nothing of this process is on its way any more."""
        if self._file is not None:
            (self._folder / self._mark).unlink(missing_ok=True)
            os.close(self._file)
            self._file = None

    def is_alive(self, mark: str) -> bool:
        """Whether another process of this mark is at work. When that cannot be told, it is: it may be writing."""
        if mark == self._mark or not _MARK.fullmatch(mark):
            return False
        try:
            return not _is_free(self._folder / mark)
        except FileNotFoundError:
            return False
        except OSError:
            return True

    def _locked(self, path: Path) -> int:
        while True:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                if os.fstat(file).st_nlink:  # Otherwise somebody swept it away before it was locked.
                    return file
            except BaseException:
                os.close(file)
                raise
            os.close(file)

    def _sweep(self) -> None:
        """Take away what processes left that were killed."""
        with suppress(OSError):
            for path in self._folder.iterdir():
                if _MARK.fullmatch(path.name):
                    _is_free(path, take_away=True)


def _is_free(path: Path, *, take_away: bool = False) -> bool:
    file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if take_away:
            path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True
