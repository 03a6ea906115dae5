from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.filters import Column, Sort, Tab, View, duplicated, in_tab, matches
from lmo_tui.domain.filters.match import judged
from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdict_rules import RULES
from lmo_tui.storage.queries import Cost, cost
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, license_id, org_id, sample_licenses
from tests.fakes.profile import many
from tests.fakes.strategies import clean_texts, licenses, shelves, views


@pytest.fixture(scope="module")
def shared() -> Store:
    """A store that property tests empty before each use: making one costs more than the test."""
    return Store(":memory:")


@pytest.fixture
def store() -> Store:
    return Store(":memory:")


def expected(shelf: Sequence[License], view: View, today: date) -> list[str]:
    """The names of a view, worked out in Python: newest first, then by the columns, the last one first."""
    rows = [each for each in shelf if matches(each, view, today, duplicated(shelf))]
    rows.sort(key=lambda each: int(each.name[2:]), reverse=True)
    for column, descending in reversed(view.sort.keys):
        rows.sort(key=partial(_sorts_as, column), reverse=descending)
    return [each.name for each in rows]


def _sorts_as(column: Column, each: License) -> Any:  # noqa: ANN401 - anything that compares with its like
    return {
        Column.NAME: int(each.name[2:]),
        Column.STATUS: _last_if_empty(each.standing),
        Column.CUSTOMER: _last_if_empty(each.customer),
        Column.PACKAGE: _last_if_empty(each.package),
        Column.VERSION: (not each.version, [int(part) for part in each.version.split(".") if part]),
        Column.SEATS: (each.seats is None, each.seats or 0),
        Column.EXPIRES: (each.expires is None, each.expires or TODAY),
        Column.ORG: (not each.org_id, each.org_id[:15]),
        Column.EDITION: _last_if_empty(each.edition),
        Column.SANDBOX: each.sandbox,
        Column.VERDICT: RULES.index(judged(each, TODAY)),
    }[column]


def _last_if_empty(text: str) -> tuple[bool, str]:
    return not text, text.casefold()


def names(store: Store, view: View, today: date = TODAY) -> list[str]:
    return [row.name for row in store.rows(store.order(view, today))]


@settings(max_examples=many(80))
@given(shelf=shelves(), view=views())
def test_a_view_means_what_the_domain_says(shared: Store, shelf: list[License], view: View) -> None:
    shared.reset()
    shared.put(shelf)
    wanted = expected(shelf, view, TODAY)
    assert names(shared, view) == wanted
    at_once = [] if cost(view) is Cost.MUCH else wanted[:3]
    assert [row.name for row in shared.first(view, TODAY, 3)] == at_once


@settings(max_examples=many(50))
@given(shelf=shelves(), day=st.integers(-5, 45))
def test_tabs_are_counted_as_the_domain_says(shared: Store, shelf: list[License], day: int) -> None:
    today = TODAY + timedelta(days=day)
    shared.reset()
    shared.put(shelf)
    assert shared.tab_counts(today) == {tab: sum(in_tab(each, tab, today) for each in shelf) for tab in Tab}


def test_tabs_are_counted_again_when_anyone_changed_something(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "acme.db"), Store(tmp_path / "acme.db")
    one.put([a_license(1)])
    counted = one.tab_counts(TODAY)
    assert one.tab_counts(TODAY) is counted
    other.put([a_license(2)])
    assert one.tab_counts(TODAY)[Tab.ALL] == 2
    one.drop([license_id(1)])
    assert one.tab_counts(TODAY)[Tab.ALL] == 1
    one.close()
    other.close()


@settings(max_examples=many(50))
@given(license_=licenses(), account=clean_texts)
def test_a_license_comes_back_as_it_went_in(shared: Store, license_: License, account: str) -> None:
    license_ = replace(license_, account=account)
    shared.reset()
    shared.put([license_])
    assert shared.get(license_.id) == license_


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("descending", [False, True])
def test_the_sample_is_sorted_by_every_column_both_ways(store: Store, column: Column, descending: bool) -> None:
    store.put(sample_licenses())
    view = View(sort=Sort(column, descending))
    wanted = expected(sample_licenses(), view, TODAY)
    assert names(store, view) == wanted


def test_versions_and_long_names_sort_by_their_numbers(store: Store) -> None:
    store.put([a_license(99_999, version="4.9"), a_license(100_000, version="4.10")])
    assert names(store, View()) == ["L-100000", "L-99999"]
    assert names(store, View(sort=Sort(Column.VERSION, descending=False))) == ["L-99999", "L-100000"]


def test_never_and_site_are_the_last_ascending(store: Store) -> None:
    store.put([a_license(1, expires=None, seats=None), a_license(2, expires=date(3999, 12, 31), seats=99_000_000)])
    assert names(store, View(sort=Sort(Column.EXPIRES, descending=False))) == ["L-00002", "L-00001"]
    assert names(store, View(sort=Sort(Column.SEATS, descending=False))) == ["L-00002", "L-00001"]


def test_no_text_is_as_far_down_as_an_empty_one(store: Store) -> None:
    store.put([a_license(1, edition="\U0010ffff"), a_license(2, edition="")])
    assert names(store, View(sort=Sort(Column.EDITION, descending=False))) == ["L-00001", "L-00002"]


def test_an_upsert_keeps_the_key_and_the_place(store: Store) -> None:
    store.put([a_license(1), a_license(2)])
    key = store.key(license_id(1))
    store.put([a_license(1, account="Renamed")])
    assert store.key(license_id(1)) == key
    assert key is not None
    assert [row.account for row in store.rows([key])] == ["Renamed"]


def test_a_key_is_never_given_to_another_license(store: Store) -> None:
    store.put([a_license(1), a_license(2)])
    keys = store.order(View(), TODAY)
    store.drop([license_id(2)])
    store.put([a_license(3)])
    assert [row.name for row in store.rows(keys)] == ["L-00001"]


def test_put_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(UnicodeEncodeError):
        store.put([a_license(1), a_license(2, account="\ud800")])
    assert store.get(license_id(1)) is None
    store.put([a_license(1)])
    assert store.get(license_id(1)) == a_license(1)


def test_absurd_numbers_do_no_harm(store: Store) -> None:
    store.put([a_license(1, seats=10**30, used=10**40)])
    (row,) = store.first(View(), TODAY, 5)
    assert row.seats is not None
    assert row.seats > 99_000_000


def test_licenses_are_found_by_id_of_either_length_and_by_name_in_any_case(store: Store) -> None:
    store.put(sample_licenses())
    assert store.get(license_id(7)) == store.get(license_id(7)[:15]) == store.named("l-00007 ")
    assert store.get(license_id(7).swapcase()) is None
    assert store.named("L-99999") is None


def test_siblings_are_the_other_licenses_of_the_org_live_ones_first(store: Store) -> None:
    store.put(sample_licenses())
    five = store.get(license_id(5))
    assert five is not None
    assert [each.name for each in store.siblings(five)] == ["L-00006", "L-00004"]
    assert store.siblings(a_license(77, org_id="")) == []
    longer = replace(five, org_id=org_id(4) + "XYZ")
    assert [each.name for each in store.siblings(longer)] == ["L-00006", "L-00004"]


def test_facts_are_remembered_until_a_reset(store: Store) -> None:
    store.remember("org", "one")
    store.remember("org", "two")
    store.put([a_license()])
    assert store.fact("org") == "two"
    store.reset()
    assert store.fact("org") is None
    assert names(store, View()) == []
