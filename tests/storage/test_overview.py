"""Every number of the overview against plain Python, and against the rows of the filter that it leads to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.errors import GivenUpError
from lmo_tui.domain.filters import Tab, View, duplicated, matches
from lmo_tui.domain.licenses import License
from lmo_tui.domain.overview import Figure, Mark, figures, opened
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, sample_licenses
from tests.fakes.profile import LONG, many
from tests.fakes.strategies import licenses, near_dates, views

HIDDEN = ("seats", "used", "expires", "package", "version", "installed", "modified", "status")


@st.composite
def shelves(draw: st.DrawFn) -> list[License]:
    """Licenses of few packages and versions, some with values that this user may not see."""
    numbers = draw(st.lists(st.integers(1, 99), unique=True, max_size=12))
    return [
        replace(
            draw(licenses(number)),
            package=draw(st.sampled_from(("Acme", "ACME", "Straße", "strasse", "", 'a "b" \\', "\U0010ffff"))),
            version=draw(st.sampled_from(("3.2", "3.2.0", "v3.2", "3.10", "1", "Winter", "", "2.1", "2.2", "2.3"))),
            expires=draw(st.none() | near_dates),
            unseen=frozenset(draw(st.sets(st.sampled_from(HIDDEN), max_size=1))),
        )
        for number in numbers
    ]


def overview(store: Store, view: View) -> tuple[Figure, ...]:
    return figures(store.overview_counts.tallies(view, TODAY), TODAY)


def marks(store: Store, view: View) -> list[Mark]:
    return [mark for figure in overview(store, view) for mark in figure.marks]


def asked(found: list[Mark]) -> list[Mark]:
    """All that count something, and some that count nothing: most days of a year are such."""
    return [mark for place, mark in enumerate(found) if LONG or mark.count or place % 40 == 0]


@settings(max_examples=many(40))
@given(shelf=shelves(), view=views())
def test_a_number_is_the_number_of_licenses_that_its_filter_means(shelf: list[License], view: View) -> None:
    store = Store(":memory:")
    store.put(shelf)
    twice = duplicated(shelf)
    for mark in asked(marks(store, view)):
        shown = opened(view, mark)
        held = [each for each in shelf if matches(each, shown, TODAY, twice)]
        assert (mark.terms, mark.count) == (mark.terms, len(held))
    store.close()


@settings(max_examples=many(10))
@given(shelf=shelves(), tab=st.sampled_from(Tab))
def test_it_is_the_number_of_rows_that_the_store_shows(shelf: list[License], tab: Tab) -> None:
    store = Store(":memory:")
    store.put(shelf)
    found = asked(marks(store, View(tab)))
    counts = store.view_counts([opened(View(tab), mark) for mark in found], TODAY)
    assert [(mark.terms, mark.count) for mark in found] == [
        (mark.terms, count) for mark, count in zip(found, counts, strict=True)
    ]
    store.close()


@settings(max_examples=many(30))
@given(shelf=shelves(), view=views())
def test_no_license_is_left_out_or_counted_twice(shelf: list[License], view: View) -> None:
    store = Store(":memory:")
    store.put(shelf)
    held = [each for each in shelf if matches(each, view, TODAY, duplicated(shelf))]
    live = sum(not each.uninstalled for each in held)
    totals = {figure.id: sum(mark.count for mark in figure.marks) for figure in overview(store, view)}
    assert (totals["status"], totals["ends"], totals["seats"]) == (len(held), live, live)
    store.close()


def test_what_is_more_than_has_room_is_told_together() -> None:
    store = Store(":memory:")
    packages = [a_license(number, package=f"Package {number:02}") for number in range(1, 15)]
    versions = [a_license(number, package="Package 01", version=f"1.{number}") for number in range(20, 29)]
    store.put([*packages, *versions])
    found = {figure.id: figure for figure in overview(store, View())}
    status = [(row.label, row.total) for row in found["status"].rows]
    assert status[0] == ("Package 01", 10)
    assert status[-1] == ("others", 4)
    assert len(status) == 11
    own = [row.marks[0] for row in found["versions"].rows if row.label.startswith("Package 01")]
    assert [(mark.name, mark.count) for mark in own if mark][-1] == ("Package 01 before 1.25", 5)
    store.close()


def test_the_odd_licenses_are_where_one_looks_for_them() -> None:
    store = Store(":memory:")
    store.put(sample_licenses())
    counts = {mark.name: mark.count for mark in marks(store, View())}
    assert counts["seats: over-used"] == 1
    assert counts["seats: site license"] == 1
    assert counts["seats: not known"] == 1
    assert counts["last day of access: never"] == 2
    assert counts[f"last day of access {TODAY:%a} {TODAY}"] == 1
    store.close()


def test_nobody_who_left_waits_for_it() -> None:
    store = Store(":memory:")
    store.put(sample_licenses())
    with pytest.raises(GivenUpError):
        store.overview_counts.tallies(View(), TODAY, wanted=lambda: False)
    store.close()
