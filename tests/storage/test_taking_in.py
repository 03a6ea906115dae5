"""What the store tells of news, and how it forgets single licenses."""

from dataclasses import replace

from lmo_tui.domain.ids import short_id
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license, sample_licenses


def test_only_what_is_held_otherwise_is_news() -> None:
    store = Store(":memory:")
    held = sample_licenses()
    store.put(held)
    assert store.unlike(held) == []
    renamed, new = replace(held[3], account="Renamed AG"), a_license(999)
    assert store.unlike([*held[:3], renamed, new]) == [renamed, new]


def test_a_dropped_license_is_gone_by_either_form_of_its_id_and_told_once() -> None:
    store = Store(":memory:")
    one, two, three = a_license(1), a_license(2), a_license(3)
    store.put([one, two, three])
    assert store.drop([one.id, short_id(two.id)]) == {one.id, short_id(two.id)}
    assert store.drop([one.id]) == frozenset()
    assert [store.get(each.id) for each in (one, two, three)] == [None, None, three]
