"""Describe tells what the platform would of each field, child relationship and record type."""

from __future__ import annotations

from typing import Any

from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.schema.describe import describe, describe_global

LICENSE = SCHEMA["sfLma__License__c"]


def _field(answer: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(field for field in answer["fields"] if field["name"] == name)
    return found


def test_a_number_field_is_a_double_with_its_precision() -> None:
    seats = _field(describe(LICENSE), "sfLma__Seats__c")
    assert (seats["type"], seats["precision"], seats["scale"], seats["updateable"]) == ("double", 8, 0, True)


def test_a_formula_field_is_calculated_and_locked() -> None:
    status = _field(describe(LICENSE), "sfLma__License_Status__c")
    assert status["calculated"]
    assert status["calculatedFormula"] == "$RecordType.Name"
    assert not status["createable"]
    assert not status["updateable"]
    assert not status["groupable"]


def test_a_lookup_names_its_parent() -> None:
    account = _field(describe(LICENSE), "sfLma__Account__c")
    assert account["referenceTo"] == ["Account"]
    assert account["relationshipName"] == "sfLma__Account__r"


def test_the_status_picklist_is_unrestricted_and_lists_its_values() -> None:
    status = _field(describe(LICENSE), "sfLma__Status__c")
    assert [value["value"] for value in status["picklistValues"]] == ["Trial", "Active", "Suspended", "Uninstalled"]
    assert not status["restrictedPicklist"]


def test_child_relationships_have_their_odd_real_names() -> None:
    names = {child["relationshipName"] for child in describe(SCHEMA["Account"])["childRelationships"]}
    assert {"sfLma__R00N30000001JvRMEA0__r", "Contacts", "ChildAccounts"} <= names
    junctions = {child["relationshipName"] for child in describe(LICENSE)["childRelationships"]}
    assert {"Histories", "sfFma__Feature_Parameter_Booleans__r", "sfcma__Subscriptions__r"} <= junctions


def test_record_types_are_the_five_and_master_with_trial_as_default() -> None:
    infos = describe(LICENSE)["recordTypeInfos"]
    assert [info["name"] for info in infos] == ["Trial", "Active", "Suspended", "Expired", "Uninstalled", "Master"]
    assert [info["name"] for info in infos if info["defaultRecordTypeMapping"]] == ["Trial"]
    assert [info["name"] for info in infos if info["master"]] == ["Master"]


def test_hidden_fields_are_absent_and_read_only_ones_locked() -> None:
    answer = describe(
        LICENSE, hidden={"sfLma__License__c.sfLma__Contact__c"}, read_only={"sfLma__License__c.sfLma__Status__c"}
    )
    names = {field["name"] for field in answer["fields"]}
    assert "sfLma__Contact__c" not in names
    assert not _field(answer, "sfLma__Status__c")["updateable"]
    assert _field(answer, "sfLma__Seats__c")["updateable"]


def test_a_read_only_object_locks_every_field() -> None:
    answer = describe(LICENSE, read_only={"sfLma__License__c"})
    assert not answer["updateable"]
    assert not any(field["updateable"] for field in answer["fields"])


def test_hidden_children_are_absent_from_their_parent() -> None:
    answer = describe(LICENSE, hidden={"sfcma__Subscription__c"})
    assert "sfcma__Subscriptions__r" not in {child["relationshipName"] for child in answer["childRelationships"]}


def test_urls_follow_the_version_asked_for() -> None:
    assert describe(LICENSE, version="60.0")["urls"]["describe"] == (
        "/services/data/v60.0/sobjects/sfLma__License__c/describe"
    )


def test_the_global_list_holds_every_visible_object() -> None:
    listed = {item["name"] for item in describe_global(hidden={"Lead"})["sobjects"]}
    assert listed == set(SCHEMA) - {"Lead"}


def test_every_field_of_every_object_is_described_with_the_same_keys() -> None:
    shapes = {tuple(field) for item in SCHEMA.values() for field in describe(item)["fields"]}
    assert len(shapes) == 1
