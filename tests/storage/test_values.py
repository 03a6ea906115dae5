"""What is offered as values of fields, against looking at every license."""

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters.fields import FieldName
from lmo_tui.domain.licenses import License
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license
from tests.fakes.strategies import licenses

_SHARED = Store(":memory:")


@given(shelf=st.lists(licenses(), max_size=12, unique_by=lambda each: each.id))
def test_each_value_is_found_once(shelf: list[License]) -> None:
    store = _SHARED
    store.reset()
    store.put(shelf)
    for field, found in store.values(50).items():
        held = {getattr(each, field.value) for each in shelf} - {""}
        assert {each.casefold() for each in found} == {each.casefold() for each in held}
        assert len(found) == len(set(found))
        assert set(found) <= held


def test_the_newest_version_and_the_commonest_instance_come_first_and_not_too_many() -> None:
    store = Store(":memory:")
    versions = ("4.9", "4.10", "3.0", "")
    store.put(a_license(n, version=versions[n % 4], instance="NA7" if n % 3 else "EU42") for n in range(12))
    assert store.values(2)[FieldName.VERSION] == ["4.10", "4.9"]
    assert store.values(9)[FieldName.INSTANCE] == ["NA7", "EU42"]
    assert store.values(1)[FieldName.PACKAGE] == ["Acme Billing"]
