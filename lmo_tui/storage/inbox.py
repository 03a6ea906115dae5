"""What was said of the items of the inbox: JSON, a file an org, only for this user's eyes.

It holds ids, digests and notes; names and values of customers stay in the store. A file is written whole, under a
lock between processes, after it was read anew: what two desks say of two items is both kept.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.inbox import Key, Mark
from lmo_tui.storage.exports import write_whole
from lmo_tui.storage.faults import Tell, untold
from lmo_tui.storage.files import identity, make_private_folder, set_aside
from lmo_tui.storage.inbox_text import marks_text, read_marks
from lmo_tui.storage.locks import alone
from lmo_tui.storage.paths import file_stem

_PATIENCE: Final = 5.0
"""Seconds; whoever holds the lock writes one file."""


class InboxFiles:
    """Fits InboxMarks, for any number of processes that share the folder."""

    def __init__(self, folder: Path, tell: Tell = untold) -> None:
        self._folder = folder
        self._tell = tell

    def load(self, org_id: str) -> Mapping[Key, Mark]:
        """All that was said; a damaged file is put aside and told, and what can be read of it stays."""
        path = self._path(org_id)
        marks, whole = read_marks(path)
        if not whole:
            with self._alone(path):
                return self._mended(path)
        return marks

    def change(self, org_id: str, key: Key, make: Callable[[Mark | None], Mark | None]) -> Mark | None:
        """Keep what `make` makes of what is kept of an item now; what that was."""
        path = self._path(org_id)
        with self._alone(path):
            marks = self._mended(path)
            before = marks.get(key)
            after = make(before)
            if after is not None:
                marks[key] = after
            else:
                marks.pop(key, None)
            if after != before:
                write_whole(path, (marks_text(marks),), replace=True)
        return before

    def _mended(self, path: Path) -> dict[Key, Mark]:
        """What is kept, from a file that is whole from here on; under the lock, as another may have mended it."""
        seen = identity(path)
        marks, whole = read_marks(path)
        if not whole:
            aside = set_aside(path, seen, f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d%H%M%S%f}")
            write_whole(path, (marks_text(marks),), replace=True)
            told = f"{len(marks):,} of its items could be read and count. It is kept as {aside}."
            self._tell(StorageError("What was said in the inbox was damaged.", told))
        return marks

    @contextmanager
    def _alone(self, path: Path) -> Iterator[None]:
        try:
            make_private_folder(self._folder)
        except OSError as error:
            raise StorageError(f"{self._folder} cannot be made.", f"{error.strerror}.", "Check the folder.") from None
        with alone(path.with_suffix(".lock"), _PATIENCE, busy="Another lmo-tui has been at the inbox for too long."):
            yield

    def _path(self, org_id: str) -> Path:
        return self._folder / f"{file_stem(short_id(org_id))}.json"
