"""The working database under many threads: one writer at a time, any number of readers, changes told to the audit."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lmo_tui.demo.audit import Audit, CommitRecord
from lmo_tui.demo.database import open_database


@dataclass
class Transaction:
    """What one request changes, all of it or nothing."""

    connection: sqlite3.Connection
    commits: list[CommitRecord] = field(default_factory=list)


class Store:
    """Connections to one database file, lent out for the length of a read or a write."""

    def __init__(self, path: Path, audit: Audit, *, durable: bool = False) -> None:
        self.path = path
        self._audit = audit
        self._sync = "PRAGMA synchronous = NORMAL" if durable else "PRAGMA synchronous = OFF"
        self._lock = threading.Lock()
        self._pool_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._here = threading.local()
        self._writer = self._open()
        self._writer.execute("PRAGMA journal_mode = WAL")
        # Room for the pages of a license's fourteen indexes, so that thousands of writes in a row stay quick.
        self._writer.execute("PRAGMA cache_size = -16384")

    def _open(self) -> sqlite3.Connection:
        connection = open_database(self.path)
        connection.isolation_level = None
        connection.execute(self._sync)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA busy_timeout = 10000")
        return connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection to read from; inside a write it is the writer's own, which sees what is not committed yet."""
        outer: Transaction | None = getattr(self._here, "transaction", None)
        if outer is not None:
            yield outer.connection
            return
        with self._pool_lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._open()
        try:
            yield connection
        finally:
            with self._pool_lock:
                self._idle.append(connection)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that commits when the block ends and rolls back when it raises; nested ones are savepoints."""
        outer: Transaction | None = getattr(self._here, "transaction", None)
        if outer is not None:
            with _savepoint(outer):
                yield outer
            return
        with self._lock:
            transaction = Transaction(self._writer)
            self._writer.execute("BEGIN IMMEDIATE")
            self._here.transaction = transaction
            try:
                yield transaction
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            else:
                self._writer.execute("COMMIT")
            finally:
                self._here.transaction = None
            self._audit.committed(transaction.commits)

    def close(self) -> None:
        """Give the file back; nobody may hold a connection any more."""
        with self._lock, self._pool_lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()
            self._writer.close()


@contextmanager
def _savepoint(transaction: Transaction) -> Iterator[None]:
    mark = len(transaction.commits)
    transaction.connection.execute("SAVEPOINT row")
    try:
        yield
    except BaseException:
        transaction.connection.execute("ROLLBACK TO row")
        transaction.connection.execute("RELEASE row")
        del transaction.commits[mark:]
        raise
    transaction.connection.execute("RELEASE row")
