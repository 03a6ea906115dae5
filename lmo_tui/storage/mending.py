"""The connections of a store, and another file in the place of one that cannot be read on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

from lmo_tui.domain.errors import StorageError
from lmo_tui.storage.database import Database
from lmo_tui.storage.faults import DamagedError, Tell, UnfitError
from lmo_tui.storage.files import Identity, forget_earlier, identity, remove, set_aside

MOST: Final = 3
"""How often a file is replaced before the disk itself is not trusted any more."""

IN_MEMORY: Final = "Going on without one: what is read goes when the program ends."


class Files:
    """Where a store is kept: the file at its path, or memory where none can be."""

    def __init__(self, path: Path | None, tell: Tell) -> None:
        self._path = path
        self._tell = tell
        self._mending = threading.RLock()
        self._closed = False
        self.losses = 0
        """How often, since it was opened, everything in the store was lost."""
        self.aside: Path | None = None
        """Where the last file was moved that another one replaced."""
        self._seen: Identity | None = None
        self._open()

    def mend(self, error: UnfitError, losses: int) -> None:
        """Put another store in the place of one that failed when `losses` were known; raises what cannot be mended."""
        with self._mending:
            if self.losses != losses:  # Another thread found it first.
                return
            if self._closed or self._path is None:
                raise error
            self.close()
            self._closed = False
            try:
                if losses == MOST:
                    raise StorageError("The local copy is damaged again and again.", f"{self._path}.")
                self._replace(error)
                self._open(instead=True)
            except StorageError as failure:
                self._tell(StorageError(failure.headline, failure.detail, IN_MEMORY))
                self._path = None
                self._open()
            self.losses += 1  # Only now: whoever knows of it finds the new file.

    @contextmanager
    def apart(self) -> Iterator[Database]:
        """A connection of one's own, for what takes long; the file's only one where it is in memory."""
        if self._path is None:
            yield self.back
            return
        with closing(Database(self._path)) as database:
            database.pass_by()
            yield database

    def close(self) -> None:
        """Give the file back."""
        self._closed = True
        self.scan.close()
        self.back.close()
        self.front.close()

    def _open(self, *, instead: bool = False) -> None:
        for left in reversed(range(MOST)):
            try:
                self._connect(instead=instead)
            except UnfitError as error:
                if self._path is None or not left:
                    raise
                self._replace(error)
                instead = True
            else:
                return

    def _connect(self, *, instead: bool) -> None:
        if self._path is None:  # A store in memory belongs to its one connection.
            self.front = self.back = self.scan = _opened(None, instead=instead)
            return
        self._seen = identity(self._path)
        self.front = _opened(self._path, instead=instead)
        self._seen = identity(self._path)
        self.front.hurry()
        try:
            self.back = Database(self._path)
            self.scan = Database(self._path)
        except StorageError:
            self.front.close()
            raise

    def _replace(self, error: UnfitError) -> None:
        assert self._path is not None  # noqa: S101 - only files are replaced
        if not error.kept:
            remove(self._path, self._seen)
            self._tell(error.replaced(None))
            return
        beginning = f"{self._path.name}.{error.kind}-"
        moved = set_aside(self._path, self._seen, f"{beginning}{datetime.now(UTC):%Y%m%d%H%M%S%f}")
        if moved and isinstance(error, DamagedError):
            forget_earlier(moved, beginning)
        self.aside = moved or self.aside
        self._tell(error.replaced(moved))


def _opened(path: Path | None, *, instead: bool) -> Database:
    database = Database(path)
    try:
        database.prepare(instead=instead)
    except StorageError:
        with suppress(StorageError):
            database.close()
        raise
    return database


class _Kept(Protocol):
    """What keeps something in files."""

    _files: Files


P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=_Kept)


def mended(call: Callable[Concatenate[K, P], T]) -> Callable[Concatenate[K, P], T]:
    """The call; if it finds the file damaged, the same call on the empty store that takes its place."""

    @wraps(call)
    def carried_out(store: K, /, *args: P.args, **kwargs: P.kwargs) -> T:
        losses = store._files.losses
        try:
            return call(store, *args, **kwargs)
        except UnfitError as error:
            store._files.mend(error, losses)
            return call(store, *args, **kwargs)

    return carried_out


def ended(call: Callable[Concatenate[K, P], T]) -> Callable[Concatenate[K, P], T]:
    """The call; if it finds the file damaged, it fails: an empty store must not be told how far a load has come."""

    @wraps(call)
    def carried_out(store: K, /, *args: P.args, **kwargs: P.kwargs) -> T:
        losses = store._files.losses
        try:
            return call(store, *args, **kwargs)
        except UnfitError as error:
            store._files.mend(error, losses)
            raise

    return carried_out
