from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters import Filter, Tab, fits, in_tab, parse
from lmo_tui.domain.filters.days import parse_day, resolved
from lmo_tui.domain.filters.terms import DayWord, Not, Offset
from lmo_tui.domain.filters.versions import parts, version_key
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import License
from tests.fakes.licenses import TODAY, a_license, org_id
from tests.fakes.strategies import filters, licenses, versions


def found(text: str, **values: Any) -> bool:  # noqa: ANN401 - whatever an attribute of License holds
    return fits(replace(a_license(), **values), parse(text), TODAY)


@given(license_=licenses(), filter_=filters)
def test_a_filter_is_all_its_terms_and_not_is_the_rest(license_: License, filter_: Filter) -> None:
    each = [fits(license_, (term,), TODAY) for term in filter_]
    assert fits(license_, filter_, TODAY) is all(each)
    assert [fits(license_, (Not(term),), TODAY) for term in filter_ if not isinstance(term, Not)] == [
        not held for term, held in zip(filter_, each, strict=True) if not isinstance(term, Not)
    ]


@pytest.mark.parametrize(("days", "within"), [(-1, True), (0, True), (29, True), (30, False)])
def test_under_thirty_days_are_also_those_that_ended_already(days: int, within: bool) -> None:
    assert found("exp<30d", expires=TODAY + timedelta(days=days)) is within


def test_never_is_after_every_date() -> None:
    assert found("exp>2030-01-01", expires=None)
    assert found("exp:never exp>=never exp<=never perpetual !exp<9999d", expires=None)
    assert not found("exp>2030-01-01 !perpetual", expires=None)
    assert found("exp<never", expires=date(3999, 12, 31))


def test_a_site_license_has_more_seats_than_any_number() -> None:
    assert found("seats>99000000 seats:site seats=-1 site used<seats", seats=None, used=30)
    assert found("!over used>seats", seats=None, used=30) is False
    assert found("over used>seats !full", seats=25, used=30)
    assert found("seats:0 !site", seats=0)


def test_what_is_empty_or_hidden_compares_with_nothing() -> None:
    assert not found("used<5", used=None)
    assert not found("used>=0", used=None)
    assert found("used!=5", used=None)
    assert not found("seats>0", seats=10, unseen=frozenset({"seats"}))
    assert not found("site", seats=None, unseen=frozenset({"seats"}))
    assert not found('account=""', account="", unseen=frozenset({"account"}))
    assert found('account="" account:""', account="")


def test_a_version_is_compared_as_numbers() -> None:
    assert found("version>3.9 version<4 version:3 version:3.10", version="3.10.2")
    assert found("version=3.2 version:3.2", version="3.2.0")
    assert found("version>3.2 version:3.2", version="3.2.7")
    assert not found("version:3.2", version="3.20")
    assert not found("version:3.0", version="3.1")
    assert not found("version<9", version="Winter")


def test_an_id_is_one_record_in_either_length() -> None:
    assert found(f"org:{org_id(7)} org={long_id(org_id(7))} org:00d5g", org_id=org_id(7))
    assert not found(f"org:{org_id(7)}", org_id=org_id(7).swapcase())


def test_text_is_compared_in_any_case() -> None:
    assert found('pkg:"acme crm" pkg:ACME pkg="ACME CRM" pkg:/^Acme/ pkg:/c.m$/', package="Acme CRM")
    assert not found("pkg=acme", package="Acme CRM")
    assert found(
        "customer:globex -account:globex mail:@b.example", account="", company="Globex", contact_email="a@b.example"
    )


@given(license_=licenses())
def test_a_flag_says_what_its_tab_says(license_: License) -> None:
    for flag, tab in (("trial", Tab.TRIAL), ("expired", Tab.LAPSED), ("expiring", Tab.EXPIRING)):
        assert fits(license_, parse(flag), TODAY) is in_tab(license_, tab, TODAY)


@given(one=versions, other=versions)
def test_version_keys_sort_as_versions(one: str, other: str) -> None:
    assert (version_key(one) < version_key(other)) is (parts(one) < parts(other))
    assert (version_key(one) == version_key(other)) is (parts(one) == parts(other))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30d", date(2026, 12, 24)),
        ("-1w", date(2026, 11, 17)),
        ("3m", date(2027, 2, 24)),
        ("-9m", date(2026, 2, 24)),
        ("99999y", date(3999, 12, 31)),
        ("-99999y", date(1, 1, 1)),
        ("-99999w", date(110, 5, 20)),
        ("eom", date(2026, 11, 30)),
        ("today", TODAY),
    ],
)
def test_amounts_count_from_today(text: str, day: date) -> None:
    parsed = parse_day(text)
    assert isinstance(parsed, (Offset, DayWord))
    assert resolved(parsed, TODAY) == day


@given(amount=st.integers(-99_999, 99_999), unit=st.sampled_from("dwmy"))
def test_no_amount_leaves_the_calendar(amount: int, unit: str) -> None:
    assert date.min <= resolved(Offset(amount, unit), TODAY) <= date(3999, 12, 31)
