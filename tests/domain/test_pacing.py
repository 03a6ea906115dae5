"""How often a desk asks for changes."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.pacing import ACTIVE, IDLE, IDLE_AFTER, SCARCE, SLOWEST, pause

IDLE_TIMES = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30))


def test_somebody_who_works_sees_changes_within_a_minute() -> None:
    assert timedelta(seconds=30) <= pause(timedelta(0)) == ACTIVE <= timedelta(seconds=60)
    assert pause(IDLE_AFTER + timedelta(seconds=1)) == IDLE


def test_an_org_short_of_calls_keeps_them_for_the_writes() -> None:
    assert pause(timedelta(0), used=SCARCE) == ACTIVE
    assert pause(timedelta(0), used=SCARCE + 0.01) == SLOWEST


@given(idle=IDLE_TIMES, failures=st.integers(0, 10_000), used=st.floats(0, 2))
def test_a_pause_grows_with_every_failure_and_stays_in_its_bounds(idle: timedelta, failures: int, used: float) -> None:
    now = pause(idle, failures=failures, used=used)
    assert ACTIVE <= now <= pause(idle, failures=failures + 1, used=used) <= SLOWEST


def test_ten_idle_minutes_cost_few_calls() -> None:
    idle, looks = timedelta(0), 0
    while idle < timedelta(minutes=10):
        idle += pause(idle)
        looks += 1
    assert looks <= 7  # One call each, and now and then two more: 20 are allowed.
