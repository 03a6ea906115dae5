"""Feature values in the store: what went in comes out, by whichever way, and only what belongs to a license stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.errors import TakenOverError
from lmo_tui.domain.feature_ports import content_of, content_to_cell, row_of, value_of
from lmo_tui.domain.features import FeatureContent, Kind, spoken_content
from lmo_tui.domain.licenses import License
from lmo_tui.storage.store import Store
from tests.fakes.features import PACKAGE, SAVED_AT, a_parameter, a_value, sample_parameters, with_features
from tests.fakes.licenses import a_license, sample_licenses


@pytest.fixture
def owned() -> list[License]:
    return [replace(each, package_id=PACKAGE) for each in sample_licenses()[:3]]


@pytest.fixture
def store(owned: list[License], tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "acme.db")
    store.put(owned)
    store.features.put_parameters(sample_parameters())
    yield store
    store.close()


def load(store: Store, owned: list[License]) -> None:
    """What a first load does."""
    number = store.features.begin()
    store.features.take([row_of(each) for each in with_features(owned).values], number)
    store.features.end(number)


def said(store: Store, license_: License) -> dict[str, str]:
    """The values of a license in words."""
    return {each.parameter.name: spoken_content(each.content) for each in store.features.of(license_) if each.value}


contents = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.dates()


@given(content=contents, kind=st.sampled_from(Kind))
def test_a_value_goes_into_a_row_and_back(content: FeatureContent, kind: Kind) -> None:
    kinds = {bool: Kind.BOOLEAN, int: Kind.INTEGER}
    kind = kind if content is None else kinds.get(type(content), Kind.DATE)
    assert content_of(kind, content_to_cell(content)) == content
    value = a_value("a0L5g0000000001", a_parameter(kind=kind), content)
    assert value_of(row_of(value), kind) == value


def test_every_parameter_of_the_package_is_there_with_or_without_a_value(store: Store, owned: list[License]) -> None:
    load(store, owned)
    found = store.features.of(owned[0])
    assert [each.parameter.name for each in found] == [
        "E_Signature",
        "Max_Envelopes",
        "Sandbox_Until",
        "Last_Envelope",
        "Monthly_Users",
        "Sms_Set_Up",
    ]
    assert found[-1].value is None
    assert said(store, owned[0]) == {
        "E_Signature": "on",
        "Max_Envelopes": "500",
        "Sandbox_Until": "not set",
        "Last_Envelope": "2026-11-19",
        "Monthly_Users": "-1",
    }
    assert found[0].value is not None
    assert found[0].value.modified == SAVED_AT
    assert store.features.count() == 15
    assert store.features.parameters(PACKAGE) == store.features.parameters()
    assert store.features.parameters("0335g0000000PK2") == []
    assert store.features.of(a_license()) == []


def test_what_a_load_does_not_meet_goes(store: Store, owned: list[License]) -> None:
    load(store, owned)
    load(store, owned[:2])
    assert said(store, owned[2]) == {}
    assert store.features.count() == 10


def test_a_value_read_one_by_one_is_fresher_than_a_page(store: Store, owned: list[License]) -> None:
    pages = [row_of(each) for each in with_features(owned).values]
    number = store.features.begin()
    fresh = pages[0]._replace(content=0, modified=int((SAVED_AT + timedelta(minutes=1)).timestamp()))
    assert store.features.put([fresh]) == 1
    store.features.take(pages, number)
    assert store.features.end(number) == 0
    assert said(store, owned[0])["E_Signature"] == "off"


def test_the_load_that_began_last_is_the_only_one(store: Store, owned: list[License]) -> None:
    first, second = store.features.begin(), store.features.begin()
    assert first != second
    with pytest.raises(TakenOverError):
        store.features.take([], first)
    with pytest.raises(TakenOverError):
        store.features.end(first)
    store.features.take([], second)
    load(store, owned)
    assert store.features.count() == 15


def test_changes_are_counted_and_what_is_the_same_is_none(store: Store, owned: list[License]) -> None:
    load(store, owned)
    rows = [row_of(each) for each in with_features(owned).values]
    assert store.features.put(rows) == 0
    assert store.features.put([rows[1]._replace(content=750)]) == 1
    assert said(store, owned[0])["Max_Envelopes"] == "750"
    assert store.features.put([], [rows[1]._replace(id="a0C5g0000099999")]) == 0
    assert store.features.put([], [rows[1]]) == 1
    assert "Max_Envelopes" not in said(store, owned[0])


def test_one_license_can_be_read_anew(store: Store, owned: list[License]) -> None:
    load(store, owned)
    rows = [row_of(each) for each in with_features(owned[:1]).values]
    assert store.features.replace(owned[0].id, rows) == 0
    assert store.features.replace(owned[0].id, [rows[0]._replace(content=0)]) == 5
    assert said(store, owned[0]) == {"E_Signature": "off"}
    assert len(said(store, owned[1])) == 5


def test_values_go_with_their_license(store: Store, owned: list[License]) -> None:
    load(store, owned)
    store.drop([owned[0].id])
    assert store.features.count() == 10
    store.put(owned)
    assert said(store, owned[0]) == {}


def test_values_of_licenses_that_are_not_here_are_left_out(store: Store, owned: list[License]) -> None:
    parameter = sample_parameters()[0]
    stranger = row_of(a_value("a0L5g0000099999", parameter, True))
    unknown = row_of(a_value(owned[0].id, a_parameter(number=77), True))
    assert store.features.put([stranger, unknown]) == 0
    assert store.features.count() == 0


def test_parameters_that_are_gone_are_not_shown(store: Store, owned: list[License]) -> None:
    load(store, owned)
    kept = sample_parameters()[1:]
    store.features.put_parameters([replace(kept[0], introduced="2.0"), *kept[1:]])
    assert "E_Signature" not in said(store, owned[0])
    assert said(store, owned[0])["Max_Envelopes"] == "500"
    assert store.features.of(owned[0])[0].parameter.introduced == "2.0"
    assert store.features.put_parameters([]) is None
    assert store.features.of(owned[0]) == []


def test_nothing_is_left_after_a_reset(store: Store, owned: list[License]) -> None:
    load(store, owned)
    store.reset()
    assert store.features.count() == 0
    assert store.features.parameters() == []


def test_the_values_of_a_license_lie_side_by_side(store: Store, owned: list[License]) -> None:
    load(store, owned)
    with store._files.front.reading() as connection:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE tbl_name = 'feature_value'").fetchone()
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM feature_value WHERE license = 1 AND parameter = 2")
        assert "PRIMARY KEY" in str(plan.fetchall())
    assert tables == 1  # No index beside it.
