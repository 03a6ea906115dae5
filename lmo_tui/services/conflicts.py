"""What to say when a license is not, or is no longer, what the person saw when planning a change."""

from datetime import datetime, tzinfo

from lmo_tui.domain.edits import Edit, label_of
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.errors import ConflictError
from lmo_tui.domain.subjects import Subject

COMPARE = "Compare and choose."


def moved(edit: Edit, fresh: Subject, zone: tzinfo | None) -> ConflictError | None:
    """The conflict between what was shown when the edit was planned and what the org holds now, if there is one."""
    old = edit.subject
    differing = [field for field in edit.compared if fresh.value_of(field) != old.value_of(field)]
    if not differing:
        return None
    what = " and ".join(f"{label_of(field)} to {spoken(field, fresh.value_of(field))}" for field in differing)
    who = fresh.modified_by or "Somebody"
    when = f" {_when(fresh.modified, zone)}" if fresh.modified else ""
    detail = f"{who} changed {what}{when}, after you opened it."
    return ConflictError(f"{old.name} was not saved.", detail, COMPARE)


def another_value(edit: Edit, held: Subject) -> ConflictError | None:
    """What to say when the org took the edit but holds something else afterwards."""
    differing = [change for change in edit.changes if held.value_of(change.field) != change.after]
    if not differing:
        return None
    detail = " and ".join(
        f"{change.label} is {spoken(change.field, held.value_of(change.field))},"
        f" not {spoken(change.field, change.after)}"
        for change in differing
    )
    return ConflictError(f"{held.name} was saved, but the org holds another value: {detail}.", remedy=COMPARE)


def _when(moment: datetime, zone: tzinfo | None) -> str:
    local = moment.astimezone(zone)
    return f"at {local:%H:%M} on {local.date().isoformat()}"
