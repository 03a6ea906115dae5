"""One item of the checklist: what was found, what it means, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Standing(StrEnum):
    """How an item stands."""

    PENDING = "checking"
    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    BLOCKER = "blocker"
    UNKNOWN = "unknown"


Evidence: TypeAlias = tuple[tuple[str, str], ...]
"""The very values that were read, each with what it is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the facts say of an item."""

    standing: Standing
    said: str
    """The verdict in one sentence."""
    evidence: Evidence = ()
    fix: str = ""
    """What to do; empty where nothing is to be done."""
    link: str = ""
    """Where a browser leads to it: a whole address, or a path below the org's."""


@dataclass(frozen=True, slots=True)
class Check:
    """An item of the checklist with what was found."""

    id: str
    step: int
    """Of the journey from an empty org to a working one, 1 to 10; 0 is this machine."""
    title: str
    finding: Finding
    meaning: str = ""
    """Why it matters."""
    guide: str = ""
    """The id of the guide that leads through it, if there is one."""

    @property
    def standing(self) -> Standing:
        """How it stands."""
        return self.finding.standing

    def address(self, instance_url: str) -> str:
        """Its deep link as a whole address; empty if it has none."""
        link = self.finding.link
        return f"{instance_url}{link}" if link.startswith("/") else link


PENDING = Finding(Standing.PENDING, "Not looked at yet.")
_ORDER = (Standing.OK, Standing.PENDING, Standing.NOTE, Standing.UNKNOWN, Standing.WARNING, Standing.BLOCKER)


def worst(standings: Iterable[Standing]) -> Standing:
    """The gravest of them; OK where there is none."""
    return max(standings, key=_ORDER.index, default=Standing.OK)


def summary(checks: Iterable[Check]) -> str:
    """How many items stand how, the gravest first."""
    standings = [check.standing for check in checks]
    counts = ((standing, standings.count(standing)) for standing in reversed(_ORDER))
    told = (_counted(count, standing) for standing, count in counts if count)
    return ", ".join(told) or "nothing to check"


def _counted(count: int, standing: Standing) -> str:
    plural = "s" if count != 1 and standing in {Standing.BLOCKER, Standing.WARNING, Standing.NOTE} else ""
    return f"{count} {standing}{plural}"
