"""Column metadata, which the Salesforce CLI cannot do without."""

from __future__ import annotations

from typing import Any

from lmo_tui.demo.soql import compile_query
from tests.demo.soql.world import CONTEXT

KEYS = {
    "aggregate",
    "apexType",
    "booleanType",
    "columnName",
    "custom",
    "displayName",
    "foreignKeyName",
    "insertable",
    "joinColumns",
    "numberType",
    "textType",
    "updatable",
}


def _columns(text: str) -> list[dict[str, Any]]:
    columns = compile_query(text, CONTEXT).columns
    assert all(set(column) == KEYS for column in columns)
    return columns


def test_plain_fields() -> None:
    key, name, seats, sandbox = _columns(
        "SELECT Id, Name, sfLma__Seats__c, sfLma__Is_Sandbox__c FROM sfLma__License__c"
    )
    assert (key["apexType"], key["textType"], key["updatable"]) == ("Id", False, False)
    assert (name["columnName"], name["apexType"], name["textType"], name["custom"]) == ("Name", "String", True, False)
    assert (seats["numberType"], seats["custom"], seats["updatable"]) == (True, True, True)
    assert sandbox["booleanType"]


def test_parents_and_children_nest() -> None:
    name, owner, contacts = _columns("SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account")
    assert name["joinColumns"] == []
    assert (owner["columnName"], owner["foreignKeyName"], owner["apexType"]) == ("Owner", "OwnerId", None)
    assert [column["columnName"] for column in owner["joinColumns"]] == ["Name"]
    assert (contacts["aggregate"], contacts["columnName"], contacts["apexType"]) == (True, "Contacts", None)
    assert [column["columnName"] for column in contacts["joinColumns"]] == ["LastName"]


def test_aggregates_are_named_as_in_the_answer_and_shown_as_written() -> None:
    industry, average, total = _columns(
        "SELECT Industry, avg(AnnualRevenue), COUNT(Id) total FROM Account GROUP BY Industry"
    )
    assert (industry["aggregate"], industry["columnName"]) == (False, "Industry")
    assert (average["aggregate"], average["columnName"], average["displayName"]) == (
        True,
        "expr0",
        "avg(AnnualRevenue)",
    )
    assert average["numberType"]
    assert total["columnName"] == "total"


def test_a_count_has_no_columns_and_an_entity_all_the_same() -> None:
    query = compile_query("SELECT COUNT() FROM Account", CONTEXT)
    assert query.columns == []
    assert query.entity.key_prefix == "001"


def test_what_else_the_answer_tells() -> None:
    assert compile_query("SELECT Id FROM Account", CONTEXT).id_selected
    assert not compile_query("SELECT Name, Owner.Id FROM Account", CONTEXT).id_selected
    assert compile_query("SELECT COUNT(Id) FROM Account", CONTEXT).is_grouped
