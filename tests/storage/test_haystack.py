"""Words are found the same with the index, with half of it, and without."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import Filter, View, fits, parse, searched, spelled
from lmo_tui.domain.licenses import License
from lmo_tui.storage import haystack, shelf
from lmo_tui.storage.queries import Cost, cost
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, license_id, sample_licenses
from tests.fakes.profile import many
from tests.fakes.strategies import filters, licenses, texts


@pytest.fixture(scope="module", autouse=True)
def slices() -> Iterator[None]:
    """Slices of two licenses: the index of a small store is never done at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(haystack, "_SLICE", 2)
        yield


@pytest.fixture(scope="module")
def shared() -> Store:
    """A store that property tests empty before each use."""
    return Store(":memory:")


def names(store: Store, text: str) -> list[str]:
    return sorted(row.name for row in store.rows(store.order(View(text=text), TODAY)))


def expected(shelf: Iterable[License], text: str) -> list[str]:
    return sorted(each.name for each in shelf if fits(each, parse(text), TODAY))


def index_all(store: Store) -> None:
    while store.tend():
        pass


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[License], list[License], list[License]]:
    """Licenses that come first, those that come or change later, and those that go."""
    numbers = draw(st.lists(st.integers(1, 99), unique=True, min_size=2, max_size=8))
    shelf = [draw(licenses(number)) for number in numbers]
    split = draw(st.integers(1, len(shelf)))
    renamed = [replace(each, account=draw(texts), contact="Renamed") for each in shelf[: split // 2]]
    gone = draw(st.lists(st.sampled_from(shelf), max_size=3, unique_by=lambda each: each.id))
    return shelf[:split], [*renamed, *shelf[split:]], gone


@st.composite
def parts(draw: st.DrawFn, shelf: Sequence[License]) -> str:
    """A part of a value that one of the licenses holds."""
    value = draw(st.sampled_from([value for each in shelf for value in searched(each) if value]))
    start = draw(st.integers(0, len(value) - 1))
    return value[start : start + draw(st.integers(1, 12))].strip()


@settings(max_examples=many(60))
@given(data=st.data(), history=histories(), slices=st.integers(0, 4), more=st.integers(0, 2))
def test_what_the_index_knows_makes_no_difference(
    shared: Store,
    data: st.DataObject,
    history: tuple[list[License], list[License], list[License]],
    slices: int,
    more: int,
) -> None:
    first, later, gone = history
    shared.reset()
    shared.put(first)
    for _ in range(slices):
        shared.tend()
    shared.put(later)
    for _ in range(more):
        shared.tend()
    shared.drop(each.id for each in gone)
    held = {each.id: each for each in (*first, *later) if each.id not in {other.id for other in gone}}
    typed: list[Filter] = data.draw(st.lists(filters, min_size=2, max_size=4))
    words = data.draw(st.lists(parts([*first, *later]).filter(bool), min_size=4, max_size=8))
    quoted = ['"{}"'.format(word.replace("\\", "\\\\").replace('"', '\\"')) for word in words]
    for text in (*map(spelled, typed), *quoted, *(f"account:{word}" for word in quoted), " ".join(quoted[:2])):
        assert (text, names(shared, text)) == (text, expected(held.values(), text))
        begun = [] if cost(View(text=text)) is Cost.MUCH else shared.rows(shared.order(View(text=text), TODAY))[:3]
        assert (text, shared.begin(View(text=text), TODAY, 3)) == (text, begun)


@pytest.fixture
def store() -> Iterator[Store]:
    held = Store(":memory:")
    yield held
    held.close()


def test_a_license_is_found_by_its_new_name_only_as_soon_as_it_is_saved(store: Store) -> None:
    store.put([a_license(1), a_license(2)])
    index_all(store)
    store.put([a_license(1, account="Quixotic Zeppelin")])
    assert (names(store, "zeppelin"), names(store, "globex corporation")) == (["L-00001"], ["L-00002"])
    store.drop([license_id(1)])
    assert names(store, "zeppelin") == []


@pytest.mark.parametrize("text", ["00d5g00000ab004", "00D5g00000Ab004", "org:00D5g00000Ab004", "id:a0L5g0000000007"])
def test_an_id_is_found_with_and_without_the_index(store: Store, text: str) -> None:
    store.put(sample_licenses())
    before = names(store, text)
    index_all(store)
    assert names(store, text) == before == expected(sample_licenses(), text) != []


def test_many_hits_are_found_by_looking_through_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(sample_licenses())
    index_all(store)
    few = names(store, "customer")
    monkeypatch.setattr(shelf, "_FEW", 1)
    monkeypatch.setattr(shelf, "_VERY_FEW", 1)
    assert [row.name for row in store.begin(View(text="customer"), TODAY, 2)] == few[:-3:-1]
    assert names(store, "customer") == few == expected(sample_licenses(), "customer") != []


def test_an_sqlite_without_trigrams_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = ("CREATE VIRTUAL TABLE trigram USING fts5 (text, tokenize = 'of the future')",)
    monkeypatch.setattr(haystack, "INDEX_STATEMENTS", unknown)
    store = Store(":memory:")
    store.put(sample_licenses())
    assert not store.tend()
    store.put([a_license(1, account="Stark Renamed")])
    store.drop([license_id(2)])
    assert names(store, "renamed stark") == ["L-00001"]
    store.reset()
    assert names(store, "stark") == []
    store.close()


def test_an_order_that_nobody_wants_any_more_is_given_up(store: Store) -> None:
    store.put(sample_licenses())
    with pytest.raises(StorageError):
        store.order(View(), TODAY, lambda: False)
    answers = iter((True, False))
    monkeyed = View(text="!account:e")
    with pytest.raises(StorageError), pytest.MonkeyPatch.context() as patch:
        patch.setattr("lmo_tui.storage.database._LOOKS_UP_EVERY", 10)
        store.order(monkeyed, TODAY, lambda: next(answers))
    assert names(store, "!account:e") == expected(sample_licenses(), "!account:e")
