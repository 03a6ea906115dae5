"""Distances and ages in few words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given

from lmo_tui.tui.render.ages import age
from lmo_tui.tui.render.dates import countdown, days, distance, moment, moment_with_zone, months_between, weekday
from tests.fakes.licenses import TODAY
from tests.fakes.strategies import dates


@pytest.mark.parametrize(
    ("day", "long", "brief"),
    [
        (TODAY, "today", "today"),
        (TODAY + timedelta(1), "1 d", "1 d"),
        (date(2027, 1, 31), "68 d", "68 d"),
        (TODAY + timedelta(89), "89 d", "89 d"),
        (date(2027, 2, 24), "in 3 mo", "3 mo"),
        (date(2027, 11, 23), "in 11 mo", "11 mo"),
        (date(2027, 11, 24), "in 1 y", "1 y"),
        (date(2036, 1, 1), "in 9 y", "9 y"),
        (date(2026, 11, 12), "expired 12 d", "12 d ago"),
        (date(2026, 6, 1), "expired 5 mo", "5 mo ago"),
        (date(2024, 11, 24), "expired 2 y", "2 y ago"),
    ],
)
def test_how_far_a_last_day_is(day: date, long: str, brief: str) -> None:
    assert distance(day, TODAY) == long
    assert distance(day, TODAY, brief=True) == brief


@given(dates)
def test_a_brief_distance_fits_nine_cells(day: date) -> None:
    assert len(distance(day, TODAY, brief=True)) <= len("1999 y ago")


@given(dates, dates)
def test_months_count_up_with_the_later_day(one: date, other: date) -> None:
    earlier, later = min(one, other), max(one, other)
    assert 0 <= months_between(earlier, later) <= (later - earlier).days / 28


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s"), (0, "0 s"), (12, "12 s"), (60, "1 min"), (3_599, "59 min"), (7_300, "2 h"), (200_000, "2 d")],
)
def test_an_age(seconds: int, words: str) -> None:
    assert age(timedelta(seconds=seconds)) == words


def test_a_countdown_has_minutes_and_seconds() -> None:
    assert countdown(timedelta(seconds=872)) == "14:32"
    assert countdown(timedelta(seconds=-3)) == "0:00"


def test_a_moment_is_local() -> None:
    when = datetime(2026, 11, 24, 15, 2, 7, tzinfo=timezone(timedelta(hours=1)))
    assert moment(when) == "2026-11-24 14:02"
    assert moment_with_zone(when) == "2026-11-24 14:02:07 +00:00"
    assert moment(datetime(2026, 11, 24, tzinfo=UTC)) == "2026-11-24 00:00"


def test_words_for_days() -> None:
    assert weekday(date(2026, 12, 24)) == "Thursday"
    assert (days(1), days(22), days(1_000)) == ("1 day", "22 days", "1,000 days")
