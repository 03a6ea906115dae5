from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.entries import parse_expiry, parse_extension, parse_seats, parse_status
from lmo_tui.domain.errors import BadEntryError, LmoError, RefusedError
from lmo_tui.domain.licenses import MOST_SEATS
from tests.fakes.licenses import TODAY

days = st.dates(date(1971, 1, 1), date(3999, 12, 31))
todays = st.dates(date(2020, 1, 1), date(2100, 12, 31))
junk = st.text(max_size=12) | st.from_regex(r"[+\-]?[0-9]{0,5} ?[a-z]{0,3}", fullmatch=True)


@given(seats=st.integers(0, MOST_SEATS))
def test_seats_go_there_and_back(seats: int) -> None:
    assert parse_seats(str(seats)) == seats
    assert parse_seats(f" {seats:,} ") == seats
    assert parse_seats(f"{seats:_}") == seats
    assert parse_seats(f"{seats:,}".replace(",", " ")) == seats


@pytest.mark.parametrize("text", ["site", " SITE ", "Site"])
def test_a_site_license_is_said(text: str) -> None:
    assert parse_seats(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "No seats were given. Type a whole number, or site for a site license."),
        ("   ", "No seats were given. Type a whole number, or site for a site license."),
        ("ten", "“ten” is not a number of seats. Type a whole number, or site for a site license."),
        ("-1", "“-1” is not a number of seats. Type a whole number, or site for a site license."),
        ("2.5", "“2.5” is not a number of seats. Type a whole number, or site for a site license."),
        ("1,5", "“1,5” is not a number of seats. Type a whole number, or site for a site license."),
        ("٣", "“٣” is not a number of seats. Type a whole number, or site for a site license."),
        ("99000001", "Seats go from 0 to 99,000,000."),
        ("9" * 400, "Seats go from 0 to 99,000,000."),
    ],
)
def test_what_is_no_number_of_seats(text: str, sentence: str) -> None:
    with pytest.raises(BadEntryError) as told:
        parse_seats(text)
    assert str(told.value) == sentence


@given(text=junk)
def test_any_entry_means_something_or_gets_a_sentence(text: str) -> None:
    for parse in (
        parse_seats,
        parse_status,
        lambda entry: parse_expiry(entry, today=TODAY),
        lambda entry: parse_extension(entry, today=TODAY, current=None),
        lambda entry: parse_extension(entry, today=TODAY, current=date(2027, 1, 31)),
    ):
        try:
            parse(text)
        except LmoError as error:
            assert isinstance(error, BadEntryError | RefusedError)
            assert error.headline.endswith((".", "…"))


@given(day=days, today=todays)
def test_a_day_goes_there_and_back(day: date, today: date) -> None:
    assert parse_expiry(day.isoformat(), today=today) == day
    assert parse_expiry(f" {day.year}-{day.month}-{day.day} ", today=today) == day


@given(today=todays, amount=st.integers(1, 999))
def test_amounts_count_from_today(today: date, amount: int) -> None:
    assert parse_expiry(f"+{amount}d", today=today) == today + timedelta(days=amount)
    assert parse_expiry(f"+{amount}W", today=today) == today + timedelta(weeks=amount)
    for months, entry in ((amount, f"+{amount}m"), (12 * amount, f"+ {amount}y")):
        later = parse_expiry(entry, today=today)
        assert later is not None
        assert 12 * (later.year - today.year) + later.month - today.month == months
        assert later.day == min(today.day, monthrange(later.year, later.month)[1])


@given(today=todays)
def test_ends_are_the_last_days(today: date) -> None:
    month, quarter, year = (parse_expiry(entry, today=today) for entry in ("eom", "EOQ", "eoy"))
    assert month is not None
    assert quarter is not None
    assert year == date(today.year, 12, 31)
    for end in (month, quarter):
        assert (end + timedelta(days=1)).day == 1
        assert end >= today
    assert (month.year, month.month) == (today.year, today.month)
    assert quarter.month in {3, 6, 9, 12}
    assert (quarter - today).days < 92


@pytest.mark.parametrize(
    ("entry", "today", "day"),
    [
        ("never", TODAY, None),
        ("NEVER", TODAY, None),
        ("2028-02-29", TODAY, date(2028, 2, 29)),
        ("+1m", date(2027, 1, 31), date(2027, 2, 28)),
        ("+1m", date(2028, 1, 31), date(2028, 2, 29)),
        ("+1y", date(2028, 2, 29), date(2029, 2, 28)),
        ("+12m", date(2026, 12, 31), date(2027, 12, 31)),
        ("eom", date(2028, 2, 1), date(2028, 2, 29)),
        ("eoq", date(2026, 11, 24), date(2026, 12, 31)),
    ],
)
def test_ends_of_months_and_leap_days(entry: str, today: date, day: date | None) -> None:
    assert parse_expiry(entry, today=today) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "No expiry was given."),
        ("31 February", "“31 February” is not a date."),
        ("2027-02-31", "There is no day 31 in 2027-02. That month has 28 days."),
        ("2027-02-29", "There is no day 29 in 2027-02. That month has 28 days."),
        ("2027-13-01", "There is no month 13."),
        ("1970-01-01", "The year 1970 is out of range. Type never if it does not expire."),
        ("9999-01-01", "The year 9999 is out of range."),
        ("+0d", "Zero is no extension."),
        ("+99999y", "That is too far ahead."),
        ("30d", "“30d” is not a date."),
        ("-30d", "“-30d” is not a date."),
        ("site", "“site” is not a date."),
    ],
)
def test_what_is_no_date(text: str, sentence: str) -> None:
    with pytest.raises(BadEntryError) as told:
        parse_expiry(text, today=TODAY)
    assert str(told.value).startswith(sentence)


@given(today=todays, ahead=st.integers(-400, 400), amount=st.integers(1, 400))
def test_an_extension_counts_from_the_later_day(today: date, ahead: int, amount: int) -> None:
    current = today + timedelta(days=ahead)
    extended = parse_extension(f"{amount}d", today=today, current=current)
    assert extended == max(today, current) + timedelta(days=amount)
    assert extended == parse_extension(f" +{amount} D", today=today, current=current)


def test_what_never_ends_cannot_be_extended() -> None:
    with pytest.raises(RefusedError, match="does not expire"):
        parse_extension("30d", today=TODAY, current=None)


@pytest.mark.parametrize("text", ["", "soon", "30", "d", "1h", "1.5m", "-1d"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(BadEntryError, match="amount"):
        parse_extension(text, today=TODAY, current=TODAY)


@pytest.mark.parametrize("word", ["Trial", "Active", "Suspended", "Uninstalled"])
def test_a_status_is_known_in_any_case(word: str) -> None:
    assert parse_status(word.upper()) == parse_status(f" {word.lower()} ") == word


@pytest.mark.parametrize("text", ["", "Expired", "On Hold"])
def test_what_is_no_status(text: str) -> None:
    with pytest.raises(BadEntryError, match="is not a status"):
        parse_status(text)
