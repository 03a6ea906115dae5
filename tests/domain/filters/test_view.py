from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters import TAB_HELP, Column, Sort, Tab, View, holds, in_tab, matches, searched, spelled
from lmo_tui.domain.filters.terms import Word
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import License
from tests.fakes.licenses import TODAY, a_license, license_id, org_id
from tests.fakes.strategies import licenses, views

STATUS_TABS = (Tab.ACTIVE, Tab.TRIAL, Tab.SUSPENDED, Tab.UNINSTALLED)


@given(license_=licenses())
def test_a_license_is_in_one_status_tab_at_most_and_always_in_all(license_: License) -> None:
    assert in_tab(license_, Tab.ALL, TODAY)
    assert sum(in_tab(license_, tab, TODAY) for tab in STATUS_TABS) <= 1
    assert not (license_.uninstalled and any(in_tab(license_, tab, TODAY) for tab in (Tab.EXPIRING, Tab.LAPSED)))


@pytest.mark.parametrize(
    ("ahead", "expiring", "lapsed"), [(-1, False, True), (0, True, False), (30, True, False), (31, False, False)]
)
def test_a_license_expires_on_the_evening_of_its_day(ahead: int, expiring: bool, lapsed: bool) -> None:
    license_ = a_license(expires=TODAY + timedelta(days=ahead))
    assert in_tab(license_, Tab.EXPIRING, TODAY) is expiring
    assert in_tab(license_, Tab.LAPSED, TODAY) is lapsed


def test_what_never_expires_neither_expires_nor_lapses() -> None:
    forever = a_license(expires=None)
    assert not in_tab(forever, Tab.EXPIRING, TODAY)
    assert not in_tab(forever, Tab.LAPSED, TODAY)
    assert in_tab(a_license(expires=None, license_status="Expired"), Tab.LAPSED, TODAY)


@given(license_=licenses(), view=views())
def test_more_words_never_find_more(license_: License, view: View) -> None:
    narrower = View(view.tab, view.text + " globex", view.sort)
    if matches(license_, narrower, TODAY):
        assert matches(license_, view, TODAY)


@given(license_=licenses(), start=st.integers(0, 5), size=st.integers(1, 5))
def test_any_part_of_a_searched_value_finds_it_in_any_case(license_: License, start: int, size: int) -> None:
    for value in searched(license_):
        for word in value[start : start + size].split():
            assert matches(license_, View(text=spelled((Word(word),))), TODAY)
            assert matches(license_, View(text=spelled((Word(word.casefold()),))), TODAY)


def test_an_id_is_found_by_either_length_but_not_by_another_case() -> None:
    license_ = a_license(org_id=org_id(7))
    for text in (org_id(7), long_id(org_id(7)), license_id(42), license_id(42)[:15]):
        assert matches(license_, View(text=text), TODAY)
    stored_long = a_license(org_id=long_id(org_id(7)))
    assert holds(stored_long, org_id(7))
    assert not holds(a_license(account="x"), license_id(42).swapcase()[:15])


def test_the_same_column_again_turns_the_direction() -> None:
    view = View()
    assert view.sort == Sort(Column.NAME, descending=True)
    assert view.sorted_by(Column.NAME).sort == Sort(Column.NAME, descending=False)
    by_expiry = view.sorted_by(Column.EXPIRES)
    assert by_expiry.sort == Sort(Column.EXPIRES, descending=False)
    assert by_expiry.sorted_by(Column.EXPIRES).sort.descending
    assert by_expiry.sorted_by(Column.NAME).sort.descending


def test_every_tab_says_what_it_holds() -> None:
    assert set(TAB_HELP) == set(Tab)
    assert in_tab(a_license(expires=date(2026, 12, 1)), Tab.EXPIRING, TODAY)
