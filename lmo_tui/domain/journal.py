"""What the journal tells: every change that was begun, how it ended, and which change took back which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from lmo_tui.domain.edits import Change
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.features import FeatureField
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.orgs import Org, OrgClass


class Ending(StrEnum):
    """How a change ended, as far as the journal knows."""

    OPEN = "open"
    """Begun, and no end was recorded: it is on its way, or the program died."""
    APPLIED = "applied"
    REFUSED = "refused"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    """The answer was lost, and reading did not tell."""


UNSETTLED: Final = frozenset({Ending.OPEN, Ending.UNKNOWN})
"""The endings that only reading the license can turn into another."""

SPOKEN: Final[Mapping[Ending, str]] = {
    Ending.OPEN: "not known yet",
    Ending.APPLIED: "saved",
    Ending.REFUSED: "not saved",
    Ending.CONFLICT: "conflict",
    Ending.UNKNOWN: "not known",
}
"""The endings in the words of screens."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change that was begun: whose, where, of what, why, and how it ended."""

    id: str
    at: datetime
    org_id: str
    org_name: str
    org_class: OrgClass
    user_id: str
    user_name: str
    license_id: str
    license_name: str
    changes: tuple[Change, ...]
    reason: str = ""
    writer: str = ""
    """The mark of the process that began it; empty where none was recorded."""
    undoes: str = ""
    """The id of the entry that this one took back."""
    run: str = ""
    """The id of the change of many licenses that it is a part of."""
    strange: tuple[str, ...] = ()
    """Fields that another version of the program wrote and this one does not know."""
    ending: Ending = Ending.OPEN
    ended: datetime | None = None
    """When the ending was recorded."""
    detail: str = ""
    """What was said of the ending."""
    undone_by: str = ""
    """The id of the entry that took this one back, if that still stands."""

    @property
    def parameter(self) -> FeatureField | None:
        """The parameter whose value was changed; None where it was fields of the license."""
        return next((each.field for each in self.changes if isinstance(each.field, FeatureField)), None)

    def is_in(self, org: Org) -> bool:
        """Whether it was made in this org."""
        return same_id(self.org_id, org.id)

    def is_of(self, license_: str) -> bool:
        """Whether it is of the license that is named: by its L-number or an id of either length."""
        by_id = len(license_) in {15, 18} and same_id(self.license_id, license_)
        return by_id or self.license_name.casefold() == license_.casefold()

    def is_by(self, org: Org) -> bool:
        """Whether it was made in this org by the user who works there now."""
        return self.is_in(org) and same_id(self.user_id, org.user_id)


@dataclass(frozen=True, slots=True)
class Ended:
    """The line that says how an entry ended."""

    entry_id: str
    at: datetime
    ending: Ending
    detail: str = ""


def told(newest_first: Iterable[JournalEntry | Ended]) -> Iterator[JournalEntry]:
    """The entries, newest first, each with its ending; nothing is held but what the rest of the journal may need.

    Read backwards, an ending comes before what it ends, and an undo before what it undid. The last known ending of an
    entry counts: whoever does not know has nothing to add.
    """
    endings: dict[str, Ended] = {}
    undone: dict[str, str] = {}
    for line in newest_first:
        if isinstance(line, Ended):
            later = endings.get(line.entry_id)
            if later is None or (later.ending in UNSETTLED and line.ending not in UNSETTLED):
                endings[line.entry_id] = line
            continue
        end, by = endings.pop(line.id, None), undone.pop(line.id, "")
        entry = line
        if end is not None:
            entry = replace(line, ending=end.ending, ended=end.at, detail=end.detail)
        if by:
            entry = replace(entry, undone_by=by)
        if entry.undoes and entry.ending is Ending.APPLIED and not by:
            undone[entry.undoes] = entry.id
        yield entry


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """Which entries one looks for; whatever is left out asks for nothing."""

    words: tuple[str, ...] = ()
    """Each must be in the license, the user, the org, the reason, what changed, or how it ended."""
    license: str = ""
    """An L-number, or an id of either length."""
    since: datetime | None = None
    endings: frozenset[Ending] = frozenset()
    org: Org | None = None

    def fits(self, entry: JournalEntry) -> bool:
        """Whether it is one of those."""
        if self.org is not None and not entry.is_in(self.org):
            return False
        if self.since is not None and entry.at < self.since:
            return False
        if self.endings and entry.ending not in self.endings:
            return False
        if self.license and not entry.is_of(self.license):
            return False
        if not self.words:
            return True
        haystack = _haystack(entry)
        return all(word.casefold() in haystack for word in self.words)


def _haystack(entry: JournalEntry) -> str:
    undo = "undo" if entry.undoes else ""
    undone = "undone" if entry.undone_by else ""
    said = (entry.ending, SPOKEN[entry.ending], undo, undone, entry.reason, entry.detail, entry.id, entry.run)
    where = (entry.license_name, entry.license_id, entry.user_name, entry.org_name)
    changes = [f"{change.label} {change.before} {change.after}" for change in entry.changes]
    if (parameter := entry.parameter) is not None:
        changes += [parameter.full_name, *(spoken(parameter, each.after) for each in entry.changes)]
    return "\n".join((*where, *said, *changes)).casefold()
