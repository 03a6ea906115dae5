"""Our own record of every write: lines of JSON, only ever appended, on the disk before the org is asked."""

import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.journal import UNSETTLED, Ended, Ending, JournalEntry, told
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.ports import Step
from lmo_tui.domain.text import clean
from lmo_tui.storage.backwards import lines_backwards
from lmo_tui.storage.faults import Tell, untold
from lmo_tui.storage.files import Identity, identity, make_private_folder
from lmo_tui.storage.journal_lines import line_of, named_in_full, plain, without_settled
from lmo_tui.storage.writers import Writers

_BEGINNING: Final = b'{"id": "'
"""Of every line."""
_REMEDY: Final = "Nothing is written to an org without its record: make room, or check the folder."


class FileJournal:
    """Fits Journal, for any number of processes that share the file."""

    def __init__(self, path: Path, tell: Tell = untold) -> None:
        self._path = path
        self.writers = Writers(path.with_name("writers"))
        """Which processes that write in it are alive."""
        self._tell = tell
        self._sound: Identity | None = None
        """The file whose lines were found to be ours."""

    def intend(self, org: Org, edit: Edit, reason: str, at: datetime) -> str:
        """Record what is about to be written; returns the entry's id."""
        return self.intend_all(org, (edit,), reason, at)[0]

    def intend_all(self, org: Org, edits: Sequence[Edit], reason: str, at: datetime, run: str = "") -> list[str]:
        """The same for some of a change of many licenses: all are on the disk together."""
        try:
            said = {"reason": clean(reason), "writer": self.writers.sign_in()} | ({"run": run} if run else {})
        except OSError as error:
            raise self._explained(error) from error
        ids = [token_hex(8) for _ in edits]
        head = _who(org) | said
        self._append(
            *(_head(each, at, Step.INTENDED) | _what(edit) | head for each, edit in zip(ids, edits, strict=True))
        )
        return ids

    def settle(self, entry_id: str, step: Step, at: datetime, detail: str = "") -> None:
        """Record how it ended."""
        self._append(_head(entry_id, at, step) | {"detail": clean(detail)})

    def settle_all(self, endings: Iterable[Ended]) -> None:
        """Record how several ended."""
        self._append(
            *(_head(each.entry_id, each.at, Step(each.ending)) | {"detail": clean(each.detail)} for each in endings)
        )

    def consent(self, org: Org, at: datetime) -> None:
        """Record that the user went on after Salesforce's advice on editing licenses."""
        self._append(_head(token_hex(8), at, Step.CONSENT) | _who(org))

    def history(self) -> Iterator[JournalEntry]:
        """Every change that was begun, newest first, with its ending; read from the end, line by line."""
        return told(filter(None, map(line_of, self._backwards())))

    def unsettled(self) -> list[JournalEntry]:
        """The changes whose ending is not known and that nobody is at work on any more, newest first."""
        waiting = told(filter(None, map(line_of, without_settled(self._backwards()))))
        return [entry for entry in waiting if entry.ending in UNSETTLED and not self._is_at_work_on(entry)]

    def is_ours(self, entry: JournalEntry) -> bool:
        """Whether this process made it."""
        return entry.writer == self.writers.mark

    def close(self) -> None:
        """Nothing of this process is on its way any more."""
        self.writers.sign_out()

    def _backwards(self) -> Iterator[bytes]:
        """All lines of the file, and of those that were put aside as damaged: what can be read of them counts too."""
        damaged = sorted(self._path.parent.glob(f"{self._path.name}.damaged-*"), reverse=True)
        for path in (self._path, *damaged):
            try:
                yield from lines_backwards(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise self._explained(error) from error

    def _is_at_work_on(self, entry: JournalEntry) -> bool:
        if self.is_ours(entry):
            return entry.ending is Ending.OPEN
        return self.writers.is_alive(entry.writer)

    def _append(self, *entries: Mapping[str, object]) -> None:
        line = b"".join(json.dumps(entry, ensure_ascii=False).encode() + b"\n" for entry in entries)
        try:
            with self._opened() as file:
                size = os.fstat(file).st_size
                if size and os.pread(file, 1, size - 1) != b"\n":  # Torn by a crash: the next line must not join it.
                    line = b"\n" + line
                while line:
                    line = line[os.write(file, line) :]
                os.fsync(file)
                if not size:
                    _fsync_folder(self._path.parent)
        except OSError as error:
            raise self._explained(error) from error

    @contextmanager
    def _opened(self) -> Iterator[int]:
        """The file, ours alone, with nothing in it that is not a journal's."""
        make_private_folder(self._path.parent)
        while True:
            # Records must never go where a link leads; a pipe without a reader would hold the program.
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            file = os.open(self._path, flags, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                found = os.fstat(file)
                this = (found.st_dev, found.st_ino)
                if this != identity(self._path):  # Another process has just put it aside.
                    continue
                if not stat.S_ISREG(found.st_mode):
                    raise OSError(errno.EINVAL, "it is not a file")
                if stat.S_IMODE(found.st_mode) & 0o077:
                    os.fchmod(file, 0o600)
                if self._sound != this and not _is_sound(file):
                    self._put_aside()
                    continue
                self._sound = this
                yield file
                return
            finally:
                os.close(file)

    def _put_aside(self) -> None:
        aside = self._path.with_name(f"{self._path.name}.damaged-{datetime.now(UTC):%Y%m%d%H%M%S%f}")
        self._path.rename(aside)
        self._tell(StorageError("The journal was damaged.", f"It is kept as {aside}.", "A new one was begun."))

    def _explained(self, error: OSError) -> StorageError:
        what = "it is a link" if error.errno == errno.ELOOP else error.strerror
        return StorageError("The journal cannot be used.", f"{self._path}: {what}.", _REMEDY)


def _is_sound(file: int) -> bool:
    """Whether every line is one of ours, or the beginning of one that a crash tore."""
    with os.fdopen(os.dup(file), "rb") as lines:
        lines.seek(0)
        return all(b"\0" not in line and _begins(line.rstrip(b"\n")) for line in lines)


def _begins(line: bytes) -> bool:
    return line.startswith(_BEGINNING) or _BEGINNING.startswith(line)


def _fsync_folder(folder: Path) -> None:
    """Make a new file's name as lasting as its contents."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _head(entry_id: str, at: datetime, step: Step) -> dict[str, object]:
    return {"id": entry_id, "at": at.astimezone(UTC).isoformat(timespec="milliseconds"), "step": step.value}


def _what(edit: Edit) -> dict[str, object]:
    changes: list[object] = [
        {"field": change.field.value}
        | named_in_full(change.field)
        | {"before": plain(change.before), "after": plain(change.after)}
        for change in edit.changes
    ]
    license_: dict[str, object] = {"license_id": edit.license.id, "license_name": edit.license.name}
    back: dict[str, object] = {"undoes": edit.undoes} if edit.undoes else {}
    return license_ | {"changes": changes} | back


def _who(org: Org) -> dict[str, object]:
    return {
        "org_id": org.id,
        "org_name": org.name,
        "org_class": org.org_class.value,
        "user_id": org.user_id,
        "user_name": org.user_name,
    }
