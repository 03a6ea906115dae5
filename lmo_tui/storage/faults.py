"""Why a file cannot serve as our store: what is wrong with it, and what becomes of it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from lmo_tui.domain.errors import GivenUpError, StorageError

Tell: TypeAlias = Callable[[StorageError], None]
"""Lets the person be told of what is mended already."""

_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NOT_WHAT_IT_WAS: Final = ("no such table", "no such column", "JSON cannot hold BLOB", "Could not decode to UTF-8")
"""What SQLite says of a file whose tables or cells are others than those that we made."""

_ANEW: Final = "It is built anew from the org: there is nothing to do."


def untold(_: StorageError) -> None:
    """Nobody is there to be told."""


class UnfitError(StorageError):
    """The file is not used, and another one takes its place."""

    kind = "damaged"
    """What a file that is kept has in its name."""
    kept = True
    """Whether it is moved aside; otherwise it goes."""
    found = "The local copy of the licenses was damaged."
    remedy_when_replaced = _ANEW

    def replaced(self, aside: Path | None) -> StorageError:
        """What the person is told when another file has taken its place."""
        return StorageError(self.found, f"It is kept as {aside}." if aside else "", self.remedy_when_replaced)


class DamagedError(UnfitError):
    """The file is no database, or a broken one."""


class ForeignError(UnfitError):
    """The file is in our place, but was never ours."""

    kind = "foreign"
    found = "In the place of the local copy was something else."


class NewerError(UnfitError):
    """A newer version of the program made it, and may want it back."""

    kind = "newer"
    found = "The local copy of the licenses was made by a newer lmo-tui."
    remedy_when_replaced = "Another one is built from the org. Update lmo-tui to have one for both."


class OlderError(UnfitError):
    """An older version of the program made it: nobody needs it any more."""

    kind = "older"
    kept = False
    found = "The local copy of the licenses was made by an older lmo-tui."


class DiscardedError(DamagedError):
    """The file was given up a moment ago, by another thread: there is a new one."""


def explained(error: sqlite3.Error, path: Path | None) -> StorageError:
    """What went wrong with the local copy, and what to do."""
    where = f"The copy is {path}." if path else ""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED or str(error).startswith(_NOT_WHAT_IT_WAS):
        return damaged(where)
    if code == sqlite3.SQLITE_INTERRUPT:
        return GivenUpError("The local copy took too long to read.", where)
    if code == sqlite3.SQLITE_FULL:
        return StorageError("The disk is full: the local copy was not changed.", where, "Make room, then sync again.")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StorageError("Another process holds the local copy.", where, "Wait for it to end, then try again.")
    if code == sqlite3.SQLITE_READONLY:
        return StorageError("The local copy cannot be written.", where, "Check the permissions of file and folder.")
    return StorageError("The local copy cannot be used.", f"{error}. {where}".strip(), "Check the folder, then sync.")


def damaged(where: str = "") -> DamagedError:
    """The error of a file that cannot be read on."""
    return DamagedError("The local copy of the licenses is damaged.", where, "Start again: it is built anew.")
