"""Our own record of every write: lines of JSON, only ever appended, on the disk before the org is asked."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.journal import UNSETTLED, Ending, JournalEntry, told
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.ports import Step
from lmo_tui.domain.text import clean
from lmo_tui.storage.backwards import lines_backwards
from lmo_tui.storage.journal_lines import line_of, plain, without_settled
from lmo_tui.storage.writers import Writers

_REMEDY: Final = "Nothing is written to an org without its record: make room, or check the folder."


class FileJournal:
    """Fits Journal, for any number of processes that share the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writers = Writers(path.with_name("writers"))

    def intend(self, org: Org, edit: Edit, reason: str, at: datetime, undoes: str = "") -> str:
        """Record what is about to be written; returns the entry's id."""
        entry_id = token_hex(8)
        changes = [
            {"field": change.field.value, "before": plain(change.before), "after": plain(change.after)}
            for change in edit.changes
        ]
        license_ = {"license_id": edit.license.id, "license_name": edit.license.name}
        try:
            said = {"reason": clean(reason), "writer": self._writers.sign_in()}
        except OSError as error:
            raise self._explained(error) from error
        back = {"undoes": undoes} if undoes else {}
        self._append(_head(entry_id, at, Step.INTENDED) | _who(org) | license_ | {"changes": changes} | said | back)
        return entry_id

    def settle(self, entry_id: str, step: Step, at: datetime, detail: str = "") -> None:
        """Record how it ended."""
        self._append(_head(entry_id, at, step) | {"detail": clean(detail)})

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
        return entry.writer == self._writers.mark

    def close(self) -> None:
        """Nothing of this process is on its way any more."""
        self._writers.sign_out()

    def _backwards(self) -> Iterator[bytes]:
        try:
            yield from lines_backwards(self._path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._explained(error) from error

    def _is_at_work_on(self, entry: JournalEntry) -> bool:
        if self.is_ours(entry):
            return entry.ending is Ending.OPEN
        return self._writers.is_alive(entry.writer)

    def entries(self) -> Iterator[Mapping[str, Any]]:
        """Every line that can be read; one that a crash tore is passed over."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._explained(error) from error
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict):
                yield entry

    def _append(self, entry: Mapping[str, object]) -> None:
        line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
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
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)

    def _explained(self, error: OSError) -> StorageError:
        return StorageError("The journal cannot be used.", f"{self._path}: {error.strerror}.", _REMEDY)


def _fsync_folder(folder: Path) -> None:
    """Make a new file's name as lasting as its contents."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _head(entry_id: str, at: datetime, step: Step) -> dict[str, object]:
    return {"id": entry_id, "at": at.astimezone(UTC).isoformat(timespec="milliseconds"), "step": step.value}


def _who(org: Org) -> dict[str, object]:
    return {
        "org_id": org.id,
        "org_name": org.name,
        "org_class": org.org_class.value,
        "user_id": org.user_id,
        "user_name": org.user_name,
    }
