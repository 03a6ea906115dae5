"""Looking into the past: what the journal tells, which of it can be taken back, and what the org knows beside it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from lmo_tui.domain.errors import BadEntryError, LmoError, NotThereError, StorageError
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.journal import Ending, JournalEntry, JournalQuery
from lmo_tui.domain.licenses import License
from lmo_tui.domain.ports import Journal, Runner
from lmo_tui.domain.text import clean
from lmo_tui.domain.timeline import HistoryRow, Timeline, timeline
from lmo_tui.services.session import Session

MOST: Final = 100
"""Changes of one license that are offered to be undone."""

SHORTEST: Final = 4
"""Characters of an entry's id that may name it, if no other begins so."""


class History:
    """The journal's entries, newest first; everything in it scans, off the event loop."""

    def __init__(self, session: Session, journal: Journal, *, runner: Runner) -> None:
        self._session = session
        self._journal = journal
        self._runner = runner

    async def entries(self, query: JournalQuery, most: int) -> Sequence[JournalEntry]:
        """The newest entries that fit."""
        return await self._runner(lambda: list(islice(self.matching(query), most)))

    def matching(self, query: JournalQuery) -> Iterator[JournalEntry]:
        """The entries that fit, one by one; blocks."""
        return filter(query.fits, self._journal.history())

    async def timeline(self, license_: License) -> Timeline:
        """What is known of the past of a license: one query; where it fails, the rest, and why it is not all."""
        return await self._runner(lambda: self._timeline(license_))

    async def undoable(self, license_id: str = "") -> Sequence[JournalEntry]:
        """The saved changes, not undone yet, of this user in this org; of one license, or of all."""
        return await self._runner(lambda: list(islice(self._undoable(license_id), MOST)))

    async def newest_undoable(self, license_id: str = "") -> JournalEntry | None:
        """The first of them: found at once where it is new, however long the journal."""
        return await self._runner(lambda: next(self._undoable(license_id), None))

    async def named(self, name: str) -> JournalEntry:
        """The entry of this id or beginning of an id, or the newest change of this L-number that stands.

        Raises NotThereError, or BadEntryError where several begin so.
        """
        wanted = name.strip().casefold()
        if wanted.startswith("l-"):
            found = await self._runner(
                lambda: [each for each in self._undoable() if each.license_name.casefold() == wanted][:1]
            )
            if not found:
                raise NotThereError(f"No saved change of {clean(name.strip(), 40)} by you is in the journal.")
            return found[0]
        found = await self._runner(
            lambda: [each for each in self._journal.history() if len(wanted) >= SHORTEST and each.id.startswith(wanted)]
        )
        exact = [each for each in found if each.id == wanted]
        if len(found) > 1 and not exact:
            raise BadEntryError(f"{len(found):,} entries of the journal begin with {clean(wanted, 40)}.")
        if not found:
            raise NotThereError(
                f"The journal holds no entry {clean(name.strip(), 40)}.", remedy="`lmo-tui log` lists them."
            )
        return (exact or found)[0]

    async def of_run(self, name: str) -> Sequence[JournalEntry]:
        """The saved changes, not undone yet, of the change of many licenses with this id or beginning of one.

        Raises BadEntryError where several begin so.
        """
        wanted = name.strip().casefold()
        if len(wanted) < SHORTEST:
            return []
        found = await self._runner(lambda: [each for each in self._journal.history() if each.run.startswith(wanted)])
        if len({each.run for each in found}) > 1:
            raise BadEntryError(f"Several changes of many licenses begin with {clean(wanted, 40)}.")
        org = self._session.org
        mine = (each for each in found if org is not None and each.is_by(org))
        return [each for each in mine if each.ending is Ending.APPLIED and not each.undone_by]

    def is_of_this_run(self, entry: JournalEntry) -> bool:
        """Whether the change was made since the program was started."""
        return self._journal.is_ours(entry)

    def _timeline(self, license_: License) -> Timeline:
        repository, org = self._session.repository, self._session.org
        rows: Sequence[HistoryRow] | None = None
        missing: list[str] = []
        try:
            rows = repository.history(license_.id) if repository is not None else None
        except LmoError as error:
            missing.append(str(error))
        if repository is None:
            missing.append("Not connected: only what this machine knows is shown.")
        entries: Sequence[JournalEntry] = ()
        try:
            entries = list(self.matching(JournalQuery(license=license_.id, org=org))) if org is not None else ()
        except StorageError as error:
            missing.append(str(error))
        return timeline(license_, rows, entries, " ".join(missing))

    def _undoable(self, license_id: str = "") -> Iterator[JournalEntry]:
        org = self._session.org
        for entry in self._journal.history():
            of_it = not license_id or same_id(entry.license_id, license_id)
            if of_it and org and entry.is_by(org) and entry.ending is Ending.APPLIED and not entry.undone_by:
                yield entry
