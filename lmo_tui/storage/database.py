"""One SQLite file: opened safely, with every failure as a StorageError that says what to do."""

import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from lmo_tui.domain.errors import GivenUpError
from lmo_tui.storage.faults import DiscardedError, explained
from lmo_tui.storage.files import make_private
from lmo_tui.storage.functions import add_functions
from lmo_tui.storage.preparing import is_prepared, prepare
from lmo_tui.storage.proof import RENEW

MEMORY: Final = ":memory:"
CACHE: Final = 4_000
"""KiB of the file that a connection keeps at hand; the system keeps the rest of it."""

PATIENCE: Final = 5.0
"""Seconds to wait for another process that writes to the same file."""

QUICK: Final = 0.1
"""Seconds that the screen may wait for another process: readers only ever do while it mends the file."""

_TRIES: Final = 20
_LARGEST_JOURNAL: Final = 64 * 1024 * 1024
"""Bytes that the write-ahead log keeps after a big load, which may need some hundred times as many."""
_LOOKS_UP_EVERY: Final = 20_000
"""Steps of SQLite's machine, one or two milliseconds, after which a long reading asks whether it is still wanted."""


class Database:
    """A connection that several threads may use, one after the other."""

    def __init__(self, path: Path | None, cache: int = CACHE) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._closed = False
        with self._explained():
            self._connection = _connected(path)
            self._connection.execute(f"PRAGMA cache_size = -{cache}")
        weakref.finalize(self, self._connection.close)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for SELECTs."""
        with self._lock, self._explained():
            self._refuse_if_closed()
            yield self._connection

    @contextmanager
    def reading_a_while(self, steps: int) -> Iterator[sqlite3.Connection]:
        """The connection, for a SELECT that ends with GivenUpError after so many steps of SQLite's machine."""
        with self.reading() as connection:
            connection.set_progress_handler(lambda: 1, steps)
            try:
                yield connection
            finally:
                connection.set_progress_handler(None, 0)

    @contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        """The connection, for SELECTs that all see the file as it is at the first, whatever is written meanwhile."""
        with self.reading() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def reading_while(self, wanted: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
        """The connection, for a SELECT that ends with GivenUpError when nobody wants its answer any more."""
        with self.reading() as connection:
            if not wanted():
                raise GivenUpError("Nobody waits for this any more.")
            connection.set_progress_handler(lambda: not wanted(), _LOOKS_UP_EVERY)
            try:
                yield connection
            finally:
                connection.set_progress_handler(None, 0)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection within a transaction, which is undone on any error."""
        with self._lock, self._explained():
            self._refuse_if_closed()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """The same, for writing licenses: whoever has drawn them will see by the mark that they are others now."""
        with self.writing() as connection:
            before = connection.total_changes
            yield connection
            if connection.total_changes != before:
                connection.execute(RENEW)

    def prepare(self, *, instead: bool = False) -> None:
        """Make the tables, unless they are there; raises UnfitError for a file that is not ours, whole and current."""
        place = self._path.name if self._path else ""
        with self.reading() as connection:
            prepared = is_prepared(connection, place)
            _log_ahead(connection)  # Only now: what is not ours stays as it is.
        if prepared:
            return
        with self.writing() as connection:
            if not is_prepared(connection, place):  # Otherwise another process was quicker.
                prepare(connection, place, instead=instead)

    def hurry(self) -> None:
        """From now on tell that the file is locked rather than keep the screen waiting."""
        with self.reading() as connection:
            connection.execute(f"PRAGMA busy_timeout = {int(QUICK * 1000)}")

    def pass_by(self) -> None:
        """From now on keep little of what is read: nobody comes back to it."""
        with self.reading() as connection:
            connection.execute("PRAGMA cache_size = -1000")

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._closed = True
            self._connection.close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise DiscardedError("The local copy was closed.")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self._path) from error


def _connected(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        make_private(path)
    connection = sqlite3.connect(
        MEMORY if path is None else str(path), timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_JOURNAL}")
    add_functions(connection)
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    for attempt in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            # Two processes that turn a new file to WAL at once do not wait for each other by busy_timeout.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == _TRIES - 1:
                raise
            time.sleep(PATIENCE / _TRIES)
