"""What can be taken back, and every reason why something cannot."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import Change, plan
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.journal import Ending, JournalEntry
from lmo_tui.domain.licenses import Field, License, Status
from lmo_tui.domain.undoing import inverse, why_not_undo, why_not_undo_now
from tests.fakes.journal import an_entry
from tests.fakes.licenses import TODAY, a_license, license_id
from tests.fakes.repository import an_org

SAVED = an_entry(ending=Ending.APPLIED)
states = st.sampled_from([str(status) for status in Status if status is not Status.UNINSTALLED])
days = st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1))


def held_after(license_: License, changes: tuple[Change, ...]) -> License:
    """The license once the org has saved the changes."""
    values: dict[str, Any] = {change.field.value: change.after for change in changes}
    if "status" in values:
        values["license_status"] = values["status"]
    return replace(license_, **values)


@given(
    before=st.tuples(states, st.none() | st.integers(0, 99), days),
    after=st.tuples(states, st.none() | st.integers(0, 99), days),
)
def test_an_edit_that_does_not_say_otherwise_can_be_undone_and_the_undo_too(
    before: tuple[str, int | None, date | None], after: tuple[str, int | None, date | None]
) -> None:
    license_ = a_license(status=before[0], license_status=before[0], seats=before[1], expires=before[2])
    wanted = dict(zip(Field, after, strict=True))
    try:
        edit = plan(license_, wanted, access=Access(), offered=None, today=TODAY)
    except LmoError:
        assume(False)
    entry = an_entry(ending=Ending.APPLIED, license_=license_, changes=edit.changes)
    held = held_after(license_, edit.changes)
    assert why_not_undo_now(entry, held) is None
    warned = any("cannot be undone" in warning for warning in edit.warnings)
    try:
        undo = plan(held, inverse(entry), access=Access(), offered=None, today=TODAY)
    except LmoError:
        assert warned
        return
    assert not warned
    assert held_after(held, undo.changes) == license_
    undone = an_entry("e2", ending=Ending.APPLIED, license_=held, changes=undo.changes, undoes="e1")
    assert why_not_undo_now(undone, license_) is None
    assert inverse(undone) == {change.field: change.after for change in edit.changes}


@pytest.mark.parametrize(
    ("license_", "wanted", "warning"),
    [
        (
            a_license(status="Trial", expires=TODAY),
            {Field.STATUS: "Active"},
            "an Active license never goes back to Trial.",
        ),
        (
            a_license(license_status="Expired", status="Expired"),
            {Field.STATUS: "Suspended"},
            "a Suspended license never",
        ),
        (a_license(status="Trial", expires=None), {Field.EXPIRES: TODAY}, "a trial must have an end"),
    ],
)
def test_the_edit_itself_says_that_there_is_no_way_back(
    license_: License, wanted: dict[Field, Any], warning: str
) -> None:
    edit = plan(license_, wanted, access=Access(), offered=None, today=TODAY)
    assert any(f"This cannot be undone: {warning}" in each for each in edit.warnings)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (replace(SAVED, ending=Ending.OPEN), "not known yet"),
        (replace(SAVED, ending=Ending.UNKNOWN), "still being checked"),
        (replace(SAVED, ending=Ending.REFUSED), "nothing to undo"),
        (replace(SAVED, ending=Ending.CONFLICT), "nothing to undo"),
        (replace(SAVED, undone_by="e2"), "undone already"),
        (replace(SAVED, strange=("value",)), "another version"),
        (replace(SAVED, changes=(Change(Field.STATUS, "Trial", "Active"),)), "never goes back to Trial"),
        (replace(SAVED, org_id="00D5g0000000OTHEAK", org_name="Other"), "in another org, Other"),
    ],
)
def test_what_cannot_be_undone_says_why(entry: JournalEntry, reason: str) -> None:
    assert reason in (why_not_undo(entry, an_org()) or "")
    assert why_not_undo(SAVED, an_org()) is None


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        (a_license(seats=70), "Seats of L-00042 is 70 now, not 60"),
        (a_license(seats=None), "Seats of L-00042 is site now, not 60"),
        (a_license(seats=60, unseen=frozenset({"seats"})), "now, not 60"),
        (a_license(seats=60, id=license_id(1), name="L-00001"), "not of L-00001"),
    ],
)
def test_only_while_the_org_holds_what_was_saved(held: License, reason: str) -> None:
    assert reason in (why_not_undo_now(SAVED, held) or "")
    assert why_not_undo_now(SAVED, a_license(seats=60)) is None
