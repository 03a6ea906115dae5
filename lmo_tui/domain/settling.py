"""What became of a change whose answer was lost, judged by what the org holds now."""

from datetime import datetime, timedelta
from typing import Final

from lmo_tui.domain.edits import Change
from lmo_tui.domain.journal import Ending, JournalEntry
from lmo_tui.domain.subjects import Subject

COMMITS_WITHIN: Final = timedelta(minutes=20)
"""How long after a change was begun the org may still apply it: Salesforce ends a REST request after 10 minutes, and
ours begins within ten, for up to three readings before it and its own attempts have two minutes each at most."""


def verdict(entry: JournalEntry, held: Subject, now: datetime) -> Ending:
    """How the entry ended, seen from a reading of what it is of that began at `now`; UNKNOWN while it may still come.

    Every change differs from what was read just before it was sent, and was sent with a precondition: so what holds the
    new values has been written since, and what somebody else wrote meanwhile stops ours for good.
    """
    if entry.strange or not entry.changes or any(change.field in held.unseen for change in entry.changes):
        return Ending.UNKNOWN
    if all(_holds(held, change, change.after) for change in entry.changes):
        return Ending.APPLIED
    if not all(_holds(held, change, change.before) for change in entry.changes):
        return Ending.CONFLICT
    return Ending.REFUSED if certain_from(entry) <= now else Ending.UNKNOWN


def certain_from(entry: JournalEntry) -> datetime:
    """From when on a license that still holds the old values says that nothing was saved."""
    return entry.at + COMMITS_WITHIN


def _holds(held: Subject, change: Change, value: object) -> bool:
    return held.value_of(change.field) == value
