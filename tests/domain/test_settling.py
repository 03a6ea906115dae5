"""What a reading tells of a change whose answer was lost."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.edits import Change
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.settling import COMMITS_WITHIN, verdict
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license

SOON, LATE = NOW + timedelta(seconds=9), NOW + COMMITS_WITHIN
BOTH = (Change(Field.SEATS, 50, 60), Change(Field.EXPIRES, date(2027, 1, 31), None))


def test_the_new_values_say_that_it_was_saved() -> None:
    held = a_license(seats=60, expires=None, used=99, status="Suspended")
    assert {verdict(an_entry(changes=BOTH), held, now) for now in (SOON, LATE)} == {Ending.APPLIED}


def test_the_old_values_say_nothing_while_the_org_may_still_save() -> None:
    entry = an_entry(changes=BOTH)
    assert verdict(entry, a_license(), SOON) is Ending.UNKNOWN
    assert verdict(entry, a_license(), LATE - timedelta(seconds=1)) is Ending.UNKNOWN
    assert verdict(entry, a_license(), LATE) is Ending.REFUSED


@given(seats=st.sampled_from([50, 60, 70, None]), expires=st.sampled_from([date(2027, 1, 31), None, date(2030, 1, 1)]))
def test_anything_else_is_somebody_elses_change(seats: int | None, expires: date | None) -> None:
    held = a_license(seats=seats, expires=expires)
    ending = verdict(an_entry(changes=BOTH), held, SOON)
    expected: dict[tuple[int | None, date | None], Ending] = {
        (60, None): Ending.APPLIED,
        (50, date(2027, 1, 31)): Ending.UNKNOWN,
    }
    assert ending is expected.get((seats, expires), Ending.CONFLICT)


def test_what_cannot_be_seen_or_understood_stays_unknown() -> None:
    entry = an_entry(changes=BOTH)
    assert verdict(entry, a_license(seats=60, expires=None, unseen=frozenset({"seats"})), LATE) is Ending.UNKNOWN
    assert verdict(replace(entry, strange=("value",)), a_license(seats=60, expires=None), LATE) is Ending.UNKNOWN
    assert verdict(replace(entry, changes=()), a_license(), LATE) is Ending.UNKNOWN
