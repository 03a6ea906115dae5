"""Taking a change back: what it leads to, and every reason why it cannot be done."""

from collections.abc import Mapping

from lmo_tui.domain.edits import Change, Value
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.features import FeatureContent
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.journal import Ending, JournalEntry
from lmo_tui.domain.licenses import Field, Status
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.subjects import Subject, license_of


def inverse(entry: JournalEntry) -> Mapping[Field, Value]:
    """The values that the license had before."""
    return {change.field: change.before for change in entry.changes if isinstance(change.field, Field)}


def content_before(entry: JournalEntry) -> FeatureContent:
    """The value that the parameter had before."""
    (before,) = (change.before for change in entry.changes)
    return None if isinstance(before, str) else before


def why_not_undo(entry: JournalEntry, org: Org | None) -> str | None:
    """Why this entry cannot be taken back whatever its license holds, or None."""
    if org is not None and not entry.is_in(org):
        return f"This change of {entry.license_name} was made in another org, {entry.org_name}."
    if entry.ending is Ending.OPEN:
        return f"It is not known yet how this change of {entry.license_name} ended."
    if entry.ending is Ending.UNKNOWN:
        return f"It is not known whether this change of {entry.license_name} was saved: it is still being checked."
    if entry.ending is not Ending.APPLIED:
        return f"This change of {entry.license_name} was not saved: there is nothing to undo."
    if entry.undone_by:
        return f"This change of {entry.license_name} has been undone already."
    if entry.strange:
        return f"This change of {entry.license_name} was made by another version of lmo-tui."
    # An org may still offer Trial for a while: the record type follows the status only when the package's trigger ran.
    if any((change.before, change.after) == (Status.TRIAL, Status.ACTIVE) for change in entry.changes):
        return f"An Active license never goes back to Trial: this change of {entry.license_name} cannot be undone."
    return None


def why_not_undo_now(entry: JournalEntry, held: Subject) -> str | None:
    """Why it cannot be taken back from what the license holds now, or None; the rules of every edit come on top."""
    if not same_id(entry.license_id, license_of(held).id):
        return f"This is a change of {entry.license_name}, not of {held.name}."
    for change in entry.changes:
        value = held.value_of(change.field)
        if change.field in held.unseen or value != change.after:
            return (
                f"{change.label} of {held.name} is {spoken(change.field, value)} now, not {_after(change)} as it was"
                " saved then: what came after it would be lost."
            )
    return None


def _after(change: Change) -> str:
    return spoken(change.field, change.after)
