"""A load into the store: all that it brings, nothing that is older, and the mark of how far it is in the same step."""

from dataclasses import replace

import pytest
from hypothesis import given

from lmo_tui.domain.cells import cells_of, license_of
from lmo_tui.domain.errors import TakenOverError
from lmo_tui.domain.filters import View
from lmo_tui.domain.licenses import License
from lmo_tui.storage.rowmaker import RowMaker
from lmo_tui.storage.rows import license_to_row
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, license_id, sample_licenses
from tests.fakes.strategies import shelves

MAKER = RowMaker()


@given(shelves())
def test_rows_of_many_are_the_rows_of_each(licenses: list[License]) -> None:
    assert MAKER.rows_of([cells_of(each) for each in licenses]) == [
        tuple(license_to_row(each).values()) for each in licenses
    ]
    assert [license_of(cells_of(each)) for each in licenses] == licenses


@pytest.fixture
def store() -> Store:
    store = Store(":memory:")
    store.begin_load("me", afresh=True)
    return store


def take(store: Store, licenses: list[License], *spared: str) -> None:
    store.take_in([cells_of(each) for each in licenses], set(spared), ("load", f"{len(licenses)} more"), "me")


def held(store: Store) -> list[License]:
    return list(store.rows(store.order(View(), TODAY)))


def test_what_a_load_brings_is_there_and_so_is_its_mark(store: Store) -> None:
    many = [a_license(number) for number in range(700, 0, -1)]
    take(store, many)
    assert held(store) == many
    assert store.fact("load") == "700 more"


def test_what_the_load_did_not_meet_goes_at_its_end_and_not_before(store: Store) -> None:
    store.put(sample_licenses())
    store.begin_load("me", afresh=True)
    take(store, sample_licenses()[:30])
    take(store, sample_licenses()[25:35])
    assert len(held(store)) == 40
    assert store.end_load({license_id(1)[:15]}, "load", "me") == 4
    assert held(store) == [*sample_licenses()[:35], sample_licenses()[-1]]
    assert store.fact("load") is None


def test_a_load_that_another_process_goes_on_with_ends_here(store: Store) -> None:
    take(store, sample_licenses()[:20])
    store.begin_load("another", afresh=False)
    with pytest.raises(TakenOverError):
        take(store, sample_licenses()[20:])
    with pytest.raises(TakenOverError):
        store.end_load((), "load", "me")
    assert len(held(store)) == 20
    assert store.end_load((), "load", "another") == 0, "what the first one had met counts"


def test_a_new_load_has_met_nothing_yet(store: Store) -> None:
    take(store, sample_licenses())
    store.begin_load("me", afresh=True)
    take(store, sample_licenses()[:1])
    assert store.end_load((), "load", "me") == 39


@pytest.mark.parametrize(("seconds", "kept"), [("08:29:59", "held"), ("08:30:00", "brought"), ("08:30:01", "brought")])
def test_what_is_older_than_what_is_held_changes_nothing(store: Store, seconds: str, kept: str) -> None:
    at = "2026-11-20T{}.000+0000"
    store.put([a_license(1, account="held", modstamp=at.format("08:30:00"))])
    take(store, [a_license(1, account="brought", modstamp=at.format(seconds))])
    assert [each.account for each in held(store)] == [kept]


def test_a_license_that_was_read_alone_meanwhile_is_spared(store: Store) -> None:
    newer = replace(a_license(1), seats=7)
    store.put([newer])
    take(store, [a_license(1), a_license(2)], newer.id)
    assert held(store) == [a_license(2), newer]


def test_a_batch_that_cannot_be_kept_leaves_no_mark(store: Store) -> None:
    with pytest.raises(UnicodeEncodeError):
        take(store, [a_license(1), a_license(2, account="\ud800")])
    assert (held(store), store.fact("load")) == ([], None)
