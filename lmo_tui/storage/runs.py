"""Changes of many licenses that are on their way, a file each: a crash leaves something to go on with."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lmo_tui.domain.change_sets import ChangeSet
from lmo_tui.domain.errors import BadEntryError, StorageError
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.orgs import Org
from lmo_tui.storage.change_sets import read_file, written
from lmo_tui.storage.exports import write_whole
from lmo_tui.storage.files import make_private_folder
from lmo_tui.storage.writers import Writers


class RunFiles:
    """Fits Runs, for any number of processes that share the folder."""

    def __init__(self, folder: Path, writers: Writers) -> None:
        self._folder = folder
        self._writers = writers

    def keep(self, plan: ChangeSet) -> None:
        """This process begins to carry it out. Raises StorageError."""
        try:
            make_private_folder(self._folder)
            signed = replace(plan, writer=self._writers.sign_in())
        except OSError as error:
            raise StorageError(
                "The plan cannot be kept.", f"{self._folder}: {error.strerror}.", "Nothing is written without it."
            ) from error
        write_whole(self._path(plan.id), written(signed), replace=True)

    def write(self, plan: ChangeSet, name: str) -> str:
        """Put it into a file that a person named; where that is. Raises RefusedError for one there is, StorageError."""
        path = Path(name).expanduser().absolute()
        write_whole(path, written(plan))
        return str(path)

    def drop(self, plan_id: str) -> None:
        """It has ended, or is not to be gone on with; a file that stays is only asked about once more."""
        with suppress(OSError):
            self._path(plan_id).unlink(missing_ok=True)

    def left(self, org: Org) -> Sequence[ChangeSet]:
        """Those of this org and user that no living process is at work on, newest first."""
        found: list[ChangeSet] = []
        for path in sorted(self._folder.glob("*.toml")):
            with suppress(OSError, BadEntryError):  # Not ours, or half of one: there is nothing to go on with.
                found.append(read_file(path))
        mine = (plan for plan in found if same_id(plan.org_id, org.id) and same_id(plan.user_id, org.user_id))
        left = (plan for plan in mine if plan.writer != self._writers.mark and not self._writers.is_alive(plan.writer))
        return sorted(left, key=lambda plan: plan.made, reverse=True)

    def _path(self, plan_id: str) -> Path:
        return self._folder / f"{plan_id}.toml"
