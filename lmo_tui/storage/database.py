"""One SQLite file: opened safely, with every failure as a StorageError that says what to do."""

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from lmo_tui.domain.errors import GivenUpError, StorageError
from lmo_tui.storage.functions import add_functions
from lmo_tui.storage.haystack import add_index
from lmo_tui.storage.schema import STATEMENTS, VERSION

MEMORY: Final = ":memory:"
CACHE: Final = 4_000
"""KiB of the file that a connection keeps at hand; the system keeps the rest of it."""

PATIENCE: Final = 5.0
"""Seconds to wait for another process that writes to the same file."""

_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_TRIES: Final = 20
_LOOKS_UP_EVERY: Final = 20_000
"""Steps of SQLite's machine, one or two milliseconds, after which a long reading asks whether it is still wanted."""


class Database:
    """A connection that several threads may use, one after the other."""

    def __init__(self, path: Path | None, cache: int = CACHE) -> None:
        self._path = path
        self._lock = threading.RLock()
        with self._explained():
            self._connection = _connected(path)
            self._connection.execute(f"PRAGMA cache_size = -{cache}")
        weakref.finalize(self, self._connection.close)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for SELECTs."""
        with self._lock, self._explained():
            yield self._connection

    @contextmanager
    def reading_a_while(self, steps: int) -> Iterator[sqlite3.Connection]:
        """The connection, for a SELECT that ends with GivenUpError after so many steps of SQLite's machine."""
        with self._lock:
            self._connection.set_progress_handler(lambda: 1, steps)
            try:
                with self._explained():
                    yield self._connection
            finally:
                self._connection.set_progress_handler(None, 0)

    @contextmanager
    def reading_while(self, wanted: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
        """The connection, for a SELECT that ends with GivenUpError when nobody wants its answer any more."""
        with self._lock:
            if not wanted():
                raise GivenUpError("Nobody waits for this any more.")
            self._connection.set_progress_handler(lambda: not wanted(), _LOOKS_UP_EVERY)
            try:
                with self._explained():
                    yield self._connection
            finally:
                self._connection.set_progress_handler(None, 0)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection within a transaction, which is undone on any error."""
        with self._lock, self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def prepare(self) -> None:
        """Make the tables, unless they are there; tables of another version are dropped first."""
        with self.reading() as connection:
            if _version(connection) == VERSION:
                # Reading a little of everything is what finds most damaged files here, and not in mid-session.
                connection.execute("SELECT * FROM license LIMIT 1").fetchall()
                connection.execute("SELECT * FROM fact").fetchall()
                return
        with self.writing() as connection:
            if _version(connection) == VERSION:  # Another process was quicker.
                return
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in tables:
                if not name.startswith("sqlite_"):
                    # With a virtual table its own tables are gone, which are listed after it.
                    connection.execute('DROP TABLE IF EXISTS "{}"'.format(name.replace('"', '""')))
            for statement in STATEMENTS:
                connection.execute(statement)
            add_index(connection)
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self._path) from error


class DamagedError(StorageError):
    """The file is no database, or a broken one."""


def explained(error: sqlite3.Error, path: Path | None) -> StorageError:
    """What went wrong with the local copy, and what to do."""
    where = f"The copy is {path}." if path else ""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return DamagedError("The local copy of the licenses is damaged.", where, "Start again: it is built anew.")
    if code == sqlite3.SQLITE_INTERRUPT:
        return GivenUpError("The local copy took too long to read.", where)
    if code == sqlite3.SQLITE_FULL:
        return StorageError("The disk is full: the local copy was not changed.", where, "Make room, then sync again.")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StorageError("Another process holds the local copy.", where, "Wait for it to end, then try again.")
    return StorageError("The local copy cannot be used.", f"{error}. {where}".strip(), "Check the folder, then sync.")


def set_aside(path: Path, stamp: str) -> Path:
    """Move a damaged file out of the way, with its companions; returns where it is now."""
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    try:
        path.replace(aside)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            "The damaged local copy cannot be moved.", f"{path}: {error.strerror}.", "Remove it."
        ) from error
    return aside


def _connected(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        _make_private(path)
    connection = sqlite3.connect(
        MEMORY if path is None else str(path), timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        _tune(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _tune(connection: sqlite3.Connection) -> None:
    for attempt in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            # Two processes that turn a new file to WAL at once do not wait for each other by busy_timeout.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == _TRIES - 1:
                raise
            time.sleep(PATIENCE / _TRIES)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    add_functions(connection)


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            # Only ever a new file: closing a handle of one that is in use takes SQLite's locks away from this process.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise StorageError(
            "The local copy of the licenses cannot be opened.",
            f"{path}: {error.strerror}.",
            "Check the folder, or set LMO_TUI_HOME to another one.",
        ) from error


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
