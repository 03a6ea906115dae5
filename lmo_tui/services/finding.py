"""From a ticket to the licenses it is about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lmo_tui.domain.clues import Hit, Mentions, clues, hit, ranked
from lmo_tui.domain.ports import Clock, LicenseStore, Runner

MOST: Final = 500
"""Licenses that are weighed; a ticket that names more is no ticket."""

MOST_CLUES: Final = 200


class Finder:
    """Finds licenses by whatever was pasted, in the store alone."""

    def __init__(self, store: LicenseStore, *, runner: Runner, clock: Clock) -> None:
        self._store = store
        self._runner = runner
        self._clock = clock

    async def find(self, text: str) -> Sequence[Hit]:
        """The licenses that the text may be about, the likeliest first, each with the reasons; siblings come after."""
        return await self._runner(lambda: self._find(text))

    def _find(self, text: str) -> Sequence[Hit]:
        mentions = Mentions(text)
        known = clues(text)[:MOST_CLUES]
        customers = [name for name in self._store.customers(mentions.beginnings) if mentions.has(name)][:MOST_CLUES]
        hits = [hit(each, known, mentions) for each in self._store.mentioned(known, customers, MOST)]
        today = self._clock().date()
        meant = [each for each in hits if each.score]
        likeliest = ranked(meant, today)
        orgs = {each.license.short_org_id: each.license.name for each in reversed(likeliest)}
        siblings = [
            replace(each, reasons=(f"same org as {orgs[each.license.short_org_id]}",))
            for each in hits
            if not each.score and each.license.org_id and each.license.short_org_id in orgs
        ]
        return [*likeliest, *ranked(siblings, today)]
