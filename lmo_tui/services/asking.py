"""Asking the org for what a ticket is about, where the store does not know it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lmo_tui.domain.changed import Changed, Publish
from lmo_tui.domain.clues import Hit, clues
from lmo_tui.domain.errors import StorageError, UnreachableError
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.phrases import phrases
from lmo_tui.domain.ports import LicenseStore, Runner
from lmo_tui.services import memory
from lmo_tui.services.finding import MOST_CLUES, Finder
from lmo_tui.services.session import Session

FROM_THE_ORG: Final = "from the org"
"""Said of a license that the store did not hold."""


class OrgSearch:
    """Finds licenses in the org, and keeps them."""

    def __init__(
        self, session: Session, store: LicenseStore, finder: Finder, *, runner: Runner, publish: Publish
    ) -> None:
        self._session = session
        self._store = store
        self._finder = finder
        self._runner = runner
        self._publish = publish

    def is_worth_it(self, text: str, hits: Sequence[Hit]) -> bool:
        """Whether the org may know more than the store found: it has to be there, and there must be a clue."""
        if self._session.repository is None or (hits and self._store_is_whole()):
            return False
        return bool(clues(text) or phrases(text))

    async def ask(self, text: str) -> Sequence[Hit]:
        """The licenses that the text may be about, as `Finder.find` has them, after asking the org; raises LmoError."""
        repository = self._session.repository
        if repository is None:
            raise self._session.error or UnreachableError("The org is not connected.")
        known, names = clues(text)[:MOST_CLUES], phrases(text)
        found = await self._runner(lambda: repository.search(known, names))
        news = await self._runner(lambda: self._store.unlike(found))
        if news:
            await self._runner(lambda: self._store.put(news))
            self._session.notice(news)
            self._publish(Changed(frozenset(each.id for each in news)))
        new = {short_id(each.id) for each in news}
        hits = [_told(each, new) for each in await self._finder.find(text)]
        there = {short_id(each.license.id) for each in hits}
        by_word = [Hit(each, ("found by the org's search",), 0) for each in found if short_id(each.id) not in there]
        return [*hits, *by_word]

    def _store_is_whole(self) -> bool:
        try:
            return self._store.fact(memory.LOADED_AT) is not None
        except StorageError:
            return False


def _told(hit: Hit, new: set[str]) -> Hit:
    return replace(hit, reasons=(*hit.reasons, FROM_THE_ORG)) if short_id(hit.license.id) in new else hit
