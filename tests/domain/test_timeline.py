"""What both the org and the journal tell is told once, in order, and what nobody knows is not made up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.edits import Change
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.past import end_of, event_words, timeline_note
from lmo_tui.domain.timeline import KEPT, HistoryRow, What, in_order, timeline
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license

HOUR = timedelta(hours=1)
LONG_AGO = NOW - 2 * KEPT


def a_row(number: int, old: int | None, new: int | None, *, at: datetime = NOW, field: str = "seats") -> HistoryRow:
    return HistoryRow(f"017{number:015}", at, "Dana Smith", "0055g0000000US1AAA", field, old, new)


def test_a_change_that_both_tell_of_is_one_line_with_its_reason() -> None:
    entry = an_entry(reason="CASE-7", ending=Ending.APPLIED, ended=NOW + timedelta(seconds=2))
    told = timeline(a_license(), [a_row(1, 50, 60, at=NOW + timedelta(minutes=1))], [entry])
    (change,) = [event for event in told.events if event.what is What.CHANGED]
    assert (event_words(change), change.reason, change.sources) == ("Seats 50 → 60", "CASE-7", ("org", "journal"))


@pytest.mark.parametrize(
    "row",
    [
        a_row(1, 50, 61),
        a_row(1, 50, 60, at=NOW + HOUR),
        replace(a_row(1, 50, 60), by_id="0055g0000000US2AAA", by="Priya Nair"),
        a_row(1, 50, 60, field="Renewals__c"),
    ],
)
def test_changes_that_only_look_alike_stay_two(row: HistoryRow) -> None:
    told = timeline(a_license(), [row], [an_entry(ending=Ending.APPLIED, ended=NOW)])
    assert len([event for event in told.events if event.what is What.CHANGED]) == 2


def test_the_same_change_made_twice_is_told_twice() -> None:
    entries = [an_entry(each, at=NOW + n * HOUR / 12, ending=Ending.APPLIED) for n, each in enumerate("ab")]
    rows = [a_row(n, 50, 60, at=entry.at) for n, entry in enumerate(entries)]
    told = timeline(a_license(), rows, entries)
    pairs = [(event.row.id, event.entry.id) for event in told.events if event.row and event.entry]
    assert pairs == [(rows[1].id, "b"), (rows[0].id, "a")]


@pytest.mark.parametrize(
    ("ending", "what"),
    [(Ending.REFUSED, What.TRIED), (Ending.CONFLICT, What.TRIED), (Ending.UNKNOWN, What.CHANGED)],
)
def test_what_was_refused_never_passes_for_saved_and_what_was_lost_is_found_in_the_org(
    ending: Ending, what: What
) -> None:
    told = timeline(a_license(), [a_row(1, 50, 60)], [an_entry(ending=ending)])
    (ours,) = [event for event in told.events if event.entry]
    assert ours.what is what
    alone = timeline(a_license(), [], [an_entry(ending=ending)])
    assert [event.what for event in alone.events if event.entry] == [What.TRIED]


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_changes_within_one_second_go_on_from_each_other_whatever_their_ids(seats: list[int], random: object) -> None:
    numbers = list(range(len(seats) - 1))
    getattr(random, "shuffle")(numbers)  # noqa: B009 - hypothesis' random has no public type
    rows = [a_row(number, *pair) for number, pair in zip(numbers, pairwise(seats), strict=True)]
    assert [row.new for row in in_order(rows)] == seats[1:]


def test_what_history_cannot_tell_is_not_made_up() -> None:
    moved = a_license(created=LONG_AGO - HOUR, modified=NOW, seats=60)
    unreadable = timeline(moved, None, (), "No access.")
    assert unreadable.as_of(NOW - HOUR, NOW).values == {}
    assert unreadable.as_of(NOW, NOW).values["seats"] == 60, "nothing was saved since"
    assert timeline_note(unreadable).startswith("No access.")
    late = timeline(moved, [a_row(1, 50, 60)], ())
    assert late.as_of(NOW - HOUR, NOW).values["seats"] == 50
    assert late.as_of(LONG_AGO, NOW).said("seats") == "not known: the org's history does not reach back so far"
    hidden = timeline(replace(moved, unseen=frozenset({"seats"})), [], ())
    assert hidden.as_of(NOW, NOW).said("seats") == "not known: your user has no access to it"


def test_a_license_read_before_its_last_change_is_told_by_the_change() -> None:
    stale = a_license(seats=50, modified=NOW - HOUR)
    assert timeline(stale, [a_row(1, 50, 60)], ()).as_of(NOW, NOW).values["seats"] == 60


@pytest.mark.parametrize(
    ("said", "day"),
    [("2026-10-01", "2026-10-01"), ("-1d", "2026-11-23"), ("monday", "2026-11-23"), (" today ", "2026-11-24")],
)
def test_a_day_ends_at_its_end(said: str, day: str) -> None:
    at = end_of(said, datetime(2026, 11, 24, 10, tzinfo=UTC))
    assert f"{at:%Y-%m-%d %H:%M:%S}" == f"{day} 23:59:59"


@pytest.mark.parametrize("said", ["", "never", "soon", "2026-02-30", "+1d", "2027-01-01", "\x1b[2J", "9" * 400])
def test_what_is_no_day_of_the_past_is_refused_in_a_sentence(said: str) -> None:
    with pytest.raises(BadEntryError):
        end_of(said, datetime(2026, 11, 24, 10, tzinfo=UTC))


def test_an_undo_that_the_org_does_not_tell_of_is_told_by_the_journal_alone() -> None:
    status = Change(Field.STATUS, "Active", "Suspended")
    told = timeline(a_license(), [], [an_entry(changes=(status,), ending=Ending.APPLIED, undoes="e0")])
    assert "undo: Status Active → Suspended" in [event_words(event) for event in told.events]
    assert timeline_note(told).startswith("The org's own history holds nothing of it")
