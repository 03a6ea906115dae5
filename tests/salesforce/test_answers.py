"""Foreign values: every way in which servers write them, and what is none of these."""

import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.text import FORBIDDEN
from lmo_tui.salesforce.answers import day_of, digits, flag_of, id_of, moment_of, number_of, text_of

NOT_NUMBERS = [math.nan, math.inf, "NaN", "seven", True, [], {}]


@pytest.mark.parametrize(("wire", "number"), [(25, 25), (25.0, 25), ("25", 25), (-1.0, -1), ("", None), (None, None)])
def test_numbers(wire: object, number: float | None) -> None:
    assert number_of(wire) == number


@pytest.mark.parametrize("wire", NOT_NUMBERS)
def test_not_numbers(wire: object) -> None:
    with pytest.raises(ValueError, match=r"number|float"):
        number_of(wire)


@pytest.mark.parametrize(
    ("wire", "shown"), [(25.0, "25"), (1e20, "100000000000000000000"), (0.5, "0.5"), (-1, "-1"), (1234.25, "1234.25")]
)
def test_digits_never_have_an_exponent(wire: float, shown: str) -> None:
    assert digits(wire) == shown


@pytest.mark.parametrize(
    ("wire", "day"),
    [("2027-01-31", date(2027, 1, 31)), ("2027-01-31T10:00:00.000+0000", date(2027, 1, 31)), (None, None), ("", None)],
)
def test_days(wire: object, day: date | None) -> None:
    assert day_of(wire) == day


@pytest.mark.parametrize("wire", [5, True, "31.01.2027", "2027-02-31", []])
def test_not_days(wire: object) -> None:
    with pytest.raises(ValueError, match=r"date|day|isoformat"):
        day_of(wire)


def test_moments_have_a_zone() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for wire in (
        "2026-11-24T12:00:00.000+0000",
        "2026-11-24T12:00:00Z",
        "2026-11-24T12:00:00",
        "2026-11-24T13:00:00+01:00",
    ):
        assert moment_of(wire) == noon
    assert moment_of("2026-11-24T13:00:00+01:00") == noon.astimezone(timezone(timedelta(hours=1)))
    assert moment_of(None) is None


def test_checkboxes() -> None:
    assert [flag_of(wire) for wire in (True, False, None, "true", "False")] == [True, False, False, True, False]
    with pytest.raises(ValueError, match="true nor false"):
        flag_of(1)


def test_ids_become_long_and_keep_their_case() -> None:
    one, other = id_of("a05000000000aBc"), id_of("a05000000000AbC")
    assert len(one) == len(other) == 18
    assert one != other
    assert one[:15].casefold() == other[:15].casefold()
    assert id_of("a05000000000001zzz") == "a05000000000001zzz"
    assert id_of(None) == ""
    with pytest.raises(ValueError, match="record id"):
        id_of("a05/../x")


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)))
def test_any_scalar_is_harmless_text(wire: object) -> None:
    assert not {ord(character) for character in text_of(wire)} & FORBIDDEN
