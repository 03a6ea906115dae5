from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.licenses import (
    FIELD_LABELS,
    MOST_SEATS,
    PERPETUAL,
    SITE,
    Field,
    License,
    expiration_from_wire,
    seats_from_wire,
)
from tests.fakes.licenses import TODAY, a_license, sample_licenses
from tests.fakes.strategies import licenses


@pytest.mark.parametrize("wire", [None, PERPETUAL, date(1969, 12, 31), date(1, 1, 1)])
def test_null_and_1970_say_that_it_does_not_expire(wire: date | None) -> None:
    assert expiration_from_wire(wire) is None


@given(day=st.dates(date(1970, 1, 2), date(9999, 12, 31)))
def test_every_other_date_is_a_date(day: date) -> None:
    assert expiration_from_wire(day) == day


@pytest.mark.parametrize("wire", [None, SITE, -1.0, -25, -0.5])
def test_null_and_negative_numbers_say_site_license(wire: float | None) -> None:
    assert seats_from_wire(wire) is None


@given(seats=st.integers(0, MOST_SEATS))
def test_every_other_number_is_a_number_of_seats(seats: int) -> None:
    assert seats_from_wire(seats) == seats_from_wire(float(seats)) == seats


@given(license_=licenses(), ahead=st.integers(-3, 3))
def test_a_license_dated_today_is_still_valid(license_: License, ahead: int) -> None:
    today = TODAY + timedelta(days=ahead)
    left = license_.days_left(today)
    assert (left is None) is (license_.expires is None)
    assert license_.lapsed(today) is (left is not None and left < 0 and not license_.uninstalled)


@given(license_=licenses())
def test_uninstalled_and_expired_win_over_a_status_that_has_not_heard_of_them(license_: License) -> None:
    if "Uninstalled" in {license_.status, license_.license_status}:
        assert license_.standing == "Uninstalled"
    elif license_.license_status == "Expired":
        assert license_.standing == "Expired"
    else:
        assert license_.standing == license_.status


@pytest.mark.parametrize(
    ("seats", "used", "over"), [(25, 30, True), (30, 30, False), (0, 1, True), (None, 999, False), (5, None, False)]
)
def test_over_use(seats: int | None, used: int | None, over: bool) -> None:
    assert a_license(seats=seats, used=used).over_used is over


def test_the_customer_has_the_best_name_there_is() -> None:
    nobody = License("", "", "", contact="Hank")
    assert nobody.customer == "Hank"
    assert License("", "", "", company="Globex", lead="Bill", contact="Hank").customer == "Globex"
    assert a_license(company="Other").customer == "Globex Corporation"
    assert a_license(contact_email="", lead_email="lead@x.example").email == "lead@x.example"


def test_versions_and_status_fields_may_disagree() -> None:
    assert a_license(version="4.2.0").outdated
    assert not a_license(latest_version="").outdated
    assert a_license(license_status="Trial").statuses_differ
    assert not a_license(license_status="").statuses_differ


def test_three_fields_may_be_written_and_no_fourth() -> None:
    assert set(Field) == {"status", "seats", "expires"} == set(FIELD_LABELS)
    one = a_license()
    assert {field: one.value_of(field) for field in Field} == {
        Field.STATUS: "Active",
        Field.SEATS: 50,
        Field.EXPIRES: date(2027, 1, 31),
    }


def test_the_sample_holds_the_odd_cases() -> None:
    shelf = sample_licenses()
    assert len({each.id for each in shelf}) == len(shelf) == 40
    assert {each.standing for each in shelf} == {"Trial", "Active", "Suspended", "Expired", "Uninstalled"}
    assert any(each.seats is None for each in shelf)
    assert any(each.over_used for each in shelf)
    assert any(each.statuses_differ for each in shelf)
    assert any(not each.customer for each in shelf)
