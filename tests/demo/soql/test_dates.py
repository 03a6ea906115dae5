"""Date literals as spans of days, around a Wednesday and at the edges of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.demo.soql import dates

TODAY: Final = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("name", "count", "first", "last"),
    [
        ("YESTERDAY", 0, "2026-11-24", "2026-11-24"),
        ("TODAY", 0, "2026-11-25", "2026-11-25"),
        ("TOMORROW", 0, "2026-11-26", "2026-11-26"),
        ("LAST_WEEK", 0, "2026-11-15", "2026-11-21"),
        ("THIS_WEEK", 0, "2026-11-22", "2026-11-28"),
        ("NEXT_WEEK", 0, "2026-11-29", "2026-12-05"),
        ("LAST_MONTH", 0, "2026-10-01", "2026-10-31"),
        ("THIS_MONTH", 0, "2026-11-01", "2026-11-30"),
        ("NEXT_MONTH", 0, "2026-12-01", "2026-12-31"),
        ("LAST_90_DAYS", 0, "2026-08-27", "2026-11-25"),
        ("NEXT_90_DAYS", 0, "2026-11-26", "2027-02-23"),
        ("LAST_QUARTER", 0, "2026-07-01", "2026-09-30"),
        ("THIS_QUARTER", 0, "2026-10-01", "2026-12-31"),
        ("NEXT_QUARTER", 0, "2027-01-01", "2027-03-31"),
        ("LAST_YEAR", 0, "2025-01-01", "2025-12-31"),
        ("THIS_YEAR", 0, "2026-01-01", "2026-12-31"),
        ("NEXT_YEAR", 0, "2027-01-01", "2027-12-31"),
        ("THIS_FISCAL_QUARTER", 0, "2026-10-01", "2026-12-31"),
        ("LAST_FISCAL_QUARTER", 0, "2026-07-01", "2026-09-30"),
        ("NEXT_FISCAL_YEAR", 0, "2027-01-01", "2027-12-31"),
        ("LAST_N_DAYS", 30, "2026-10-26", "2026-11-25"),
        ("NEXT_N_DAYS", 30, "2026-11-26", "2026-12-25"),
        ("N_DAYS_AGO", 3, "2026-11-22", "2026-11-22"),
        ("LAST_N_WEEKS", 2, "2026-11-08", "2026-11-21"),
        ("NEXT_N_WEEKS", 2, "2026-11-29", "2026-12-12"),
        ("N_WEEKS_AGO", 2, "2026-11-08", "2026-11-14"),
        ("LAST_N_MONTHS", 2, "2026-09-01", "2026-10-31"),
        ("NEXT_N_MONTHS", 2, "2026-12-01", "2027-01-31"),
        ("N_MONTHS_AGO", 2, "2026-09-01", "2026-09-30"),
        ("LAST_N_QUARTERS", 2, "2026-04-01", "2026-09-30"),
        ("NEXT_N_QUARTERS", 2, "2027-01-01", "2027-06-30"),
        ("N_QUARTERS_AGO", 4, "2025-10-01", "2025-12-31"),
        ("LAST_N_YEARS", 3, "2023-01-01", "2025-12-31"),
        ("NEXT_N_YEARS", 2, "2027-01-01", "2028-12-31"),
        ("N_YEARS_AGO", 2, "2024-01-01", "2024-12-31"),
        ("N_FISCAL_QUARTERS_AGO", 1, "2026-07-01", "2026-09-30"),
        ("LAST_N_FISCAL_YEARS", 1, "2025-01-01", "2025-12-31"),
    ],
)
def test_span(name: str, count: int, first: str, last: str) -> None:
    assert [day.isoformat() for day in dates.span(name, count, TODAY)] == [first, last]


def test_a_sunday_opens_its_week_and_a_saturday_closes_it() -> None:
    assert dates.span("THIS_WEEK", 0, date(2026, 11, 22))[0] == date(2026, 11, 22)
    assert dates.span("THIS_WEEK", 0, date(2026, 11, 28))[1] == date(2026, 11, 28)


@given(st.sampled_from(sorted(dates.COUNTED_RANGES)), st.integers(0, 10**12), st.dates())
def test_no_count_leaves_the_calendar(name: str, count: int, today: date) -> None:
    first, last = dates.span(name, count, today)
    assert date.min <= first <= date.max
    assert date.min <= last <= date.max


DAYS: Final = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@given(st.sampled_from(["WEEK", "MONTH", "QUARTER", "YEAR"]), DAYS)
def test_units_follow_each_other_without_gap_and_this_one_holds_today(unit: str, today: date) -> None:
    last, this, following = (dates.span(f"{which}_{unit}", 0, today) for which in ("LAST", "THIS", "NEXT"))
    assert this[0] <= today <= this[1]
    assert last[1] + timedelta(1) == this[0]
    assert this[1] + timedelta(1) == following[0]


@given(st.sampled_from(["WEEK", "MONTH", "QUARTER", "YEAR"]), st.integers(1, 20), DAYS)
def test_the_last_n_units_begin_with_the_nth_ago_and_end_before_this_one(unit: str, count: int, today: date) -> None:
    first, last = dates.span(f"LAST_N_{unit}S", count, today)
    assert first == dates.span(f"N_{unit}S_AGO", count, today)[0]
    assert last + timedelta(1) == dates.span(f"THIS_{unit}", 0, today)[0]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-11-25T10:00:00Z", "2026-11-25T10:00:00.000+0000"),
        ("2026-11-25T10:00:00.25Z", "2026-11-25T10:00:00.250+0000"),
        ("2026-11-25T00:30:00+01:00", "2026-11-24T23:30:00.000+0000"),
        ("2026-12-31T20:00:00-0800", "2027-01-01T04:00:00.000+0000"),
    ],
)
def test_moments_are_compared_in_utc(text: str, stored: str) -> None:
    assert dates.moment_value(text) == stored


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_day_that_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        dates.day_value(text)
