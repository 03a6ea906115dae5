"""Waiting for a test install: the license and its lead, which were not there before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

from lmo_tui.domain.checks.facts import Install

EVERY: Final = 10.0
"""Seconds between two looks, at least."""
LOOKS: Final = 90
"""How many times one looks: a quarter of an hour."""
WITHOUT_LEAD: Final = 6
"""After so many looks a license that still has no lead is told as it is."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What was there when it began, and what has come since."""

    known: frozenset[str]
    """The ids of the newest licenses at the beginning, in 15 characters."""
    looks: int = 0
    found: Install | None = None
    """The license that has come; with its lead, if that came too."""
    found_at: int = 0

    @classmethod
    def begin(cls, installs: Iterable[Install]) -> Self:
        """From here on everything else is new."""
        return cls(frozenset(each.license_id[:15] for each in installs))

    def seen(self, newest: Iterable[Install]) -> Self:
        """After one more look at the newest licenses: a pair wins, else the first that came."""
        new = [each for each in newest if each.license_id[:15] not in self.known]
        paired = [each for each in new if each.lead_id]
        best = (paired or new)[-1] if new else self.found
        found_at = self.found_at if self.found else self.looks + 1 if best else 0
        return replace(self, looks=self.looks + 1, found=best, found_at=found_at)

    @property
    def paired(self) -> bool:
        """Whether a license came with its lead."""
        return self.found is not None and bool(self.found.lead_id)

    @property
    def over(self) -> bool:
        """Whether there is nothing more to wait for, or one has waited long enough."""
        waited = self.found is not None and self.looks - self.found_at >= WITHOUT_LEAD
        return self.paired or waited or self.looks >= LOOKS

    @property
    def said(self) -> str:
        """How it stands, in plain words."""
        if self.found is not None and self.paired:
            return (
                f"The pair is here: license {self.found.license} and lead {self.found.lead}. Installs reach this org."
            )
        if self.found is not None:
            wait = "fine where a Contact matched; else look at steps 5 and 6" if self.over else "waiting for its lead"
            return f"License {self.found.license} has come, without a lead: {wait}."
        if self.over:
            return f"Nothing has come in {LOOKS * EVERY / 60:.0f} minutes. Look at steps 4 to 6, then watch again."
        return f"Waiting for a license and its lead: {self.looks} looks so far, one every {EVERY:.0f} s."
