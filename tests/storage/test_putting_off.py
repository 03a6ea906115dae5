"""Indexes that a first load leaves out: everything is found without them, and at the end they are there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings

from lmo_tui.domain.cells import cells_of
from lmo_tui.domain.filters import Column, Sort, View
from lmo_tui.domain.licenses import License
from lmo_tui.storage.putting_off import LATER
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, sample_licenses
from tests.fakes.profile import many
from tests.fakes.strategies import shelves, views


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.db"


def indexes(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}


def loading(path: Path | str, licenses: list[License]) -> Store:
    """A store in the middle of its first load."""
    store = Store(path)
    store.begin_load("me", afresh=True)
    store.take_in([cells_of(each) for each in licenses], (), ("load", "some"), "me")
    return store


def test_a_first_load_leaves_most_out_and_makes_them_at_its_end(path: Path) -> None:
    store = loading(path, sample_licenses())
    assert indexes(path).isdisjoint(LATER)
    store.end_load((), "load", "me")
    assert indexes(path) >= LATER.keys()
    store.close()


def test_a_later_load_leaves_all_where_they_are(path: Path) -> None:
    store = Store(path)
    store.put(a_license(number) for number in range(1, 1_100))
    store.begin_load("me", afresh=True)
    assert indexes(path) >= LATER.keys()
    store.close()


@settings(max_examples=many(40))
@given(shelf=shelves(), view=views())
def test_every_view_is_the_same_without_them(shelf: list[License], view: View) -> None:
    with closing(loading(":memory:", shelf)) as store, closing(Store(":memory:")) as whole:
        whole.put(shelf)
        wanted = [each.id for each in whole.rows(whole.order(view, TODAY))]
        assert [each.id for each in store.rows(store.order(view, TODAY))] == wanted
        assert [each.id for each in store.every(view, TODAY)] == wanted
        assert store.count(view, TODAY) == len(wanted)
        assert store.begin(view, TODAY, 3) == whole.begin(view, TODAY, 3)
        assert store.tab_counts(TODAY) == whole.tab_counts(TODAY)


def test_a_program_that_was_killed_before_they_were_made_leaves_them_to_the_next(path: Path) -> None:
    loading(path, sample_licenses()).close()
    store = Store(path)
    assert store.set_aside is None
    assert store.count(View(), TODAY) == 40
    while store.tend():
        pass
    assert indexes(path) >= LATER.keys()
    store.close()


def test_another_desk_reads_on_when_a_load_begins(path: Path) -> None:
    view = View(sort=Sort(Column.PACKAGE))
    desk = Store(path)
    assert desk.first(view, TODAY, 9) == []
    load = loading(path, sample_licenses())
    assert len(desk.first(view, TODAY, 9)) == 9
    load.end_load((), "load", "me")
    assert len(desk.first(view, TODAY, 9)) == 9
    load.close()
    desk.close()
