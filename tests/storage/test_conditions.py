from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.filters import PRESETS, Filter, SavedView, Tab, View, duplicated, fits, parse, spelled
from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdict_rules import RULES
from lmo_tui.domain.verdicts import CanUse, verdict
from lmo_tui.storage import shelf
from lmo_tui.storage.store import Store
from tests.fakes.licenses import NOW, TODAY, a_license, license_id, sample_licenses
from tests.fakes.profile import many
from tests.fakes.strategies import filters, shelves


@pytest.fixture(scope="module")
def shared() -> Store:
    """A store that property tests empty before each use."""
    return Store(":memory:")


@pytest.fixture
def store() -> Iterator[Store]:
    held = Store(":memory:")
    yield held
    held.close()


def names(store: Store, text: str) -> list[str]:
    return sorted(row.name for row in store.rows(store.order(View(text=text), TODAY)))


def expected(shelf: Sequence[License], text: str) -> list[str]:
    return sorted(each.name for each in shelf if fits(each, parse(text), TODAY, duplicated(shelf)))


@settings(max_examples=many(40))
@given(shelf=shelves(6), typed=st.lists(filters, min_size=8, max_size=16))
def test_the_store_finds_what_the_filter_means(shared: Store, shelf: list[License], typed: list[Filter]) -> None:
    shared.reset()
    shared.put(shelf)
    for text in map(spelled, typed):
        assert (text, names(shared, text)) == (text, expected(shelf, text))


@settings(max_examples=many(40))
@given(shelf=shelves(8), unseen=st.booleans())
def test_duplicates_are_found_as_the_domain_says(shared: Store, shelf: list[License], unseen: bool) -> None:
    hidden = frozenset({"org_id"} if unseen else ())
    orgs = ("00D5g000000000A", "00D5g000000000a", "")
    shelf = [
        replace(each, org_id=orgs[place % 3], unseen=hidden if place == 0 else frozenset())
        for place, each in enumerate(shelf)
    ]
    shared.reset()
    shared.put(shelf)
    for text in ("duplicate", "!duplicate", "duplicate !sandbox"):
        assert names(shared, text) == expected(shelf, text)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_what_is_built_in_means_what_it_says(store: Store, preset: SavedView) -> None:
    again = replace(sample_licenses()[0], id=license_id(990), name="L-00990", installed=TODAY, modified=NOW)
    shelf = [*sample_licenses(), again]
    store.put(shelf)
    found = names(store, preset.filter)
    assert found == expected(shelf, preset.filter) != []
    assert store.view_counts([preset.opened()], TODAY) == [len(found)]
    assert len(found) < len(shelf)


@settings(max_examples=many(60))
@given(shelf=shelves(8))
def test_the_store_judges_licenses_as_the_domain_does(shared: Store, shelf: list[License]) -> None:
    shared.reset()
    shared.put(shelf)
    by_kind: dict[str, list[str]] = {}
    for each in shelf:
        by_kind.setdefault(verdict(each, TODAY).kind, []).append(each.name)
    told = [names(shared, f"verdict={rule.kind}") for rule in RULES]
    assert told == [sorted(by_kind.get(rule.kind, [])) for rule in RULES]
    blocked = [each.name for each in shelf if verdict(each, TODAY).can_use is CanUse.NO]
    assert names(shared, "can:no") == sorted(blocked)


VERSIONS = ("", "Winter", "v3.2.0", "1.2 (Beta 3)", "3.2", "3.2.7", "3.10", "3.9", "03.2", "3.20")


@pytest.mark.parametrize("text", ["ver:3.2", "ver=3.2", "ver!=3.2", "ver<3.9", "ver>=3.2 !ver:3.20", "!ver>1"])
def test_odd_versions_are_compared_alike(store: Store, text: str) -> None:
    shelf = [a_license(number, version=version) for number, version in enumerate(VERSIONS, 1)]
    store.put(shelf)
    assert names(store, text) == expected(shelf, text)


@pytest.mark.parametrize(
    "nasty", ["' OR 1 --", '"; DROP TABLE license', ":today", ":term0", "?", "%", "_", "a\nb", "{0}"]
)
def test_what_was_typed_is_only_ever_a_value(store: Store, nasty: str) -> None:
    store.put([a_license(1), a_license(2, account=f"x {nasty}")])
    quoted = '"{}"'.format(nasty.replace('"', '\\"'))
    found = [] if "\n" in nasty else ["L-00002"]  # The sanitizer lets no newline into a value.
    assert names(store, quoted) == found
    assert names(store, f"account:{quoted}") == ["L-00002"]
    assert names(store, f"!account:{quoted}") == ["L-00001"]


def test_a_search_that_takes_long_is_left_to_the_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(sample_licenses())
    rare = View(text="used>seats")
    head = store.first(rare, TODAY, 60)
    assert [row.name for row in head] == [row.name for row in store.rows(store.order(rare, TODAY))] != []
    monkeypatch.setattr(shelf, "_FIRST_STEPS", 100)
    assert store.first(rare, TODAY, 60) == []
    assert store.rows(store.order(rare, TODAY)) == head
    assert store.first(View(Tab.TRIAL), TODAY, 60) == []


def test_a_pattern_is_never_tried_before_the_order(store: Store) -> None:
    slow = a_license(1, package="a" * 255)
    store.put([slow, replace(a_license(2), package="b")])
    view = View(text="pkg:/(a+)+$/ !pkg:/(a|aa)+b$/")
    assert store.first(view, TODAY, 60) == []
    assert names(store, view.text) == ["L-00001"]
