"""The schema names what the managed packages really hold, and its ids are well formed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.demo.schema import SCHEMA, children, ids, parent_object, sobject


def test_license_has_the_31_packaged_fields_and_the_isvs_own() -> None:
    names = set(SCHEMA["sfLma__License__c"].fields)
    assert len([name for name in names if name.startswith("sfLma__")]) == 31
    assert {"Support_Tier__c", "Renewal_Owner__c", "Health_Score__c"} <= names


def test_history_tracks_exactly_the_four_documented_fields() -> None:
    tracked = {field.name for field in SCHEMA["sfLma__License__c"].fields.values() if field.tracked}
    assert tracked == {"sfLma__Status__c", "sfLma__Seats__c", "sfLma__Expiration__c", "sfLma__Package_Version__c"}


def test_an_administrator_may_edit_thirteen_packaged_license_fields() -> None:
    fields = SCHEMA["sfLma__License__c"].fields.values()
    assert len([field for field in fields if field.name.startswith("sfLma__") and field.updateable]) == 13


@pytest.mark.parametrize("name", ["sfLma__License__c", "SFLMA__LICENSE__C", "account", "sfLma__License__History"])
def test_objects_are_found_in_any_case(name: str) -> None:
    found = sobject(name)
    assert found is not None
    assert found.name.lower() == name.lower()


@pytest.mark.parametrize("name", ["ScratchOrgInfo", "Opportunity", ""])
def test_other_objects_do_not_exist(name: str) -> None:
    assert sobject(name) is None


def test_every_lookup_points_to_an_object_that_exists() -> None:
    lookups = [field for item in SCHEMA.values() for field in item.fields.values() if field.type == "reference"]
    assert lookups
    assert all(parent_object(field) is not None for field in lookups)


def test_child_relationship_names_are_unique_on_each_parent() -> None:
    for item in SCHEMA.values():
        names = [field.child_relationship for _, field in children(item) if field.child_relationship]
        assert len(names) == len(set(names)), item.name


def test_parents_are_found_by_relationship_in_any_case() -> None:
    field = SCHEMA["sfLma__License__c"].parent("SFLMA__account__R")
    assert field is not None
    assert field.name == "sfLma__Account__c"


def test_key_prefixes_are_unique() -> None:
    assert len({item.key_prefix for item in SCHEMA.values()}) == len(SCHEMA)


def test_the_feature_apps_objects_refuse_the_bulk_api() -> None:
    assert {item.name for item in SCHEMA.values() if item.name.startswith("sfFma__") and item.bulk} == set()


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("001D000000IRFma", "001D000000IRFmaIAH"),
        ("00D000000000001", "00D000000000001EAA"),
        ("a0x000000000000", "a0x000000000000AAA"),
    ],
)
def test_a_15_character_id_gets_the_platforms_suffix(short: str, full: str) -> None:
    assert ids.id18(short) == full
    assert ids.id18(full) == full


@pytest.mark.parametrize("value", ["", "001D000000IRFm", "001D000000IRFmaIAX", "001D000000IRF-a", "001D000000IRFmaIA"])
def test_what_is_no_id_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=f"^{value}$"):
        ids.id18(value)


@given(st.integers(0, 62**6), st.integers(0, 62**6))
def test_record_ids_are_unique_and_sorted_like_their_numbers(one: int, other: int) -> None:
    first, second = ids.record_id("a05", one), ids.record_id("a05", other)
    assert len(first) == 18
    assert (first == second) == (one == other)
    assert (first[:15] < second[:15]) == (one < other)


def test_a_number_too_large_for_an_id_is_refused() -> None:
    with pytest.raises(ValueError, match="1"):
        ids.record_id("a05", 62**10)
