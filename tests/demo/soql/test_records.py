"""The shape of records on the wire: parents, children, urls, values, pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lmo_tui.demo.soql import compile_query
from tests.demo.soql.world import ACME, ADA, CONTEXT, DANA, World, insert

if TYPE_CHECKING:
    from typing import Any


def test_a_record_has_its_type_and_url_and_fields_in_the_order_asked(world: World) -> None:
    (record,) = world.ask("SELECT name, ID FROM account WHERE Name = 'Acme'", version="60.0")
    assert record == {
        "attributes": {"type": "Account", "url": f"/services/data/v60.0/sobjects/Account/{ACME}"},
        "Name": "Acme",
        "Id": ACME,
    }
    assert list(record) == ["attributes", "Name", "Id"]


def test_parents_are_nested_and_a_missing_parent_is_null(world: World) -> None:
    text = (
        "SELECT Name, sfLma__account__r.Name, SFLMA__Account__r.Owner.Name, sfLma__Lead__r.Name FROM sfLma__License__c"
    )
    first, *_ = world.ask(f"{text} WHERE Name = 'L-00001'")
    account = first["sfLma__Account__r"]
    assert account["attributes"]["type"] == "Account"
    assert account["Name"] == "Acme"
    assert account["Owner"]["attributes"]["url"].endswith(f"/User/{DANA}")
    assert account["Owner"]["Name"] == "Dana Smith"
    assert first["sfLma__Lead__r"] is None
    (orphan,) = world.ask(f"{text} WHERE Name = 'L-00004'")
    assert orphan["sfLma__Account__r"] is None


def test_values_arrive_as_the_wire_has_them(world: World) -> None:
    text = (
        "SELECT sfLma__Seats__c, sfLma__Used_Licenses__c, sfLma__Expiration__c, CreatedDate, sfLma__Is_Sandbox__c, "
        "IsDeleted, sfLma__Licensed_Seats__c FROM sfLma__License__c WHERE Name IN ('L-00001', 'L-00002') ORDER BY Name"
    )
    first, second = world.ask(text)
    assert repr(first["sfLma__Seats__c"]) == "25.0"
    assert first["sfLma__Expiration__c"] == "2027-01-31"
    assert first["CreatedDate"] == "2026-01-05T08:00:00.000+0000"
    assert first["sfLma__Is_Sandbox__c"] is True
    assert first["IsDeleted"] is False
    assert first["sfLma__Licensed_Seats__c"] == "25"
    assert repr(second["sfLma__Seats__c"]) == "-1.0"
    assert second["sfLma__Used_Licenses__c"] is None
    assert world.ask("SELECT NumberOfEmployees FROM Account WHERE NumberOfEmployees = 12")[0]["NumberOfEmployees"] == 12


def test_children_are_nested_results_and_none_is_null(world: World) -> None:
    acme, eclair, _ = world.ask(
        "SELECT Name, (SELECT Name FROM contacts ORDER BY LastName), (SELECT Id FROM ChildAccounts) FROM Account "
        "ORDER BY CreatedDate, Name DESC NULLS LAST"
    )[::-1]
    assert acme["Name"] == "Acme"
    assert acme["Contacts"]["totalSize"] == 2
    assert acme["Contacts"]["done"] is True
    assert [contact["Name"] for contact in acme["Contacts"]["records"]] == ['Bob\'s "x"\n', "Ada Byron"]
    assert acme["Contacts"]["records"][1]["attributes"]["url"].endswith(f"/Contact/{ADA}")
    assert acme["ChildAccounts"]["totalSize"] == 1
    assert eclair["Contacts"] is None


def test_a_childs_conditions_order_and_window_are_its_own(world: World) -> None:
    child = "SELECT Name FROM sfLma__R00N30000001JvRMEA0__r WHERE sfLma__Status__c = 'Active' ORDER BY Name DESC"
    text = f"SELECT Name, ({child}) FROM Account WHERE Name = 'Acme'"  # noqa: S608 - SOQL

    def names(record: dict[str, Any]) -> list[str]:
        return [one["Name"] for one in record["sfLma__R00N30000001JvRMEA0__r"]["records"]]

    assert names(world.ask(text)[0]) == ["L-00002", "L-00001"]
    assert names(world.ask(text.replace("DESC)", "DESC LIMIT 1)"))[0]) == ["L-00002"]
    assert names(world.ask(text.replace("DESC)", "DESC LIMIT 1 OFFSET 1)"))[0]) == ["L-00001"]
    assert names(world.ask(text, include_deleted=True)[0]) == ["L-00007", "L-00002", "L-00001"]


def test_children_have_parents_and_children_of_their_own(world: World) -> None:
    (acme,) = world.ask(
        "SELECT Name, (SELECT Name, Parent.Name, (SELECT Name FROM sfLma__R00N30000001JvRMEA0__r) FROM ChildAccounts) "
        "FROM Account WHERE Name = 'Acme'"
    )
    (wayne,) = acme["ChildAccounts"]["records"]
    assert wayne["Parent"]["Name"] == "Acme"
    assert {one["Name"] for one in wayne["sfLma__R00N30000001JvRMEA0__r"]["records"]} == {"L-00005", "L-00006"}


def test_aliases_stand_for_the_object_and_for_parents(world: World) -> None:
    assert world.names("SELECT a.Name FROM Account a WHERE a.Owner.FirstName = 'Omar'") == ["Éclair 100%_\\"]
    (ada,) = world.ask("SELECT c.Name, a.Name FROM Contact c, c.Account a WHERE a.Name = 'Acme' AND c.Email != null")
    assert (ada["Name"], ada["Account"]["Name"]) == ("Ada Byron", "Acme")
    assert world.ask("SELECT Account.Name FROM Contact WHERE Contact.Email != null")[0]["Account"]["Name"] == "Acme"


@pytest.mark.parametrize(
    ("group", "present", "absent"),
    [("ALL", {"Id", "sfLma__Seats__c", "Name"}, set()), ("CUSTOM", {"sfLma__Seats__c", "Health_Score__c"}, {"Id"})],
)
def test_fields_of_a_group(world: World, group: str, present: set[str], absent: set[str]) -> None:
    record = world.ask(f"SELECT FIELDS({group}) FROM sfLma__License__c LIMIT 1")[0]  # noqa: S608 - SOQL
    assert present <= set(record)
    assert not absent & set(record)


def test_standard_fields_need_no_limit(world: World) -> None:
    records = world.ask("SELECT FIELDS(STANDARD), sfLma__Seats__c FROM sfLma__License__c")
    assert len(records) == 6
    assert not {name for name in records[0] if name.endswith("__c")} - {"sfLma__Seats__c"}


def test_functions_that_only_show_a_field_differently(world: World) -> None:
    (record,) = world.ask(
        "SELECT toLabel(Industry), FORMAT(AnnualRevenue) revenue, FORMAT(CreatedDate), convertCurrency(AnnualRevenue), "
        "toLabel(Owner.Name) FROM Account WHERE Name = 'Acme'"
    )
    assert record["Industry"] == "Energy"
    assert record["revenue"] == "$1,234.50"
    assert record["CreatedDate"] == "1/1/2026, 12:00 AM"
    assert record["AnnualRevenue"] == 1234.5
    assert record["Owner"]["Name"] == "Dana Smith"


def test_counting_rows_has_a_total_and_no_records(world: World) -> None:
    query = compile_query("SELECT COUNT() FROM sfLma__License__c WHERE sfLma__Account__r.Name = 'acme'", CONTEXT)
    assert query.is_count
    assert query.total(world.connection) == 2
    assert query.rows(world.connection, 0, 10) == []
    limited = compile_query("SELECT COUNT() FROM sfLma__License__c LIMIT 4", CONTEXT)
    assert limited.total(world.connection) == 4


def test_pages_are_cut_from_what_was_found_first_whatever_is_written_meanwhile() -> None:
    world = World()
    query = compile_query("SELECT Name FROM sfLma__License__c ORDER BY Name DESC", CONTEXT)
    assert query.total(world.connection) == 6
    first = query.rows(world.connection, 0, 3)
    insert(world.connection, "sfLma__License__c", Id="a05xxxxxxxxxxxxAAA", Name="L-99999")
    world.connection.execute("""UPDATE "sfLma__License__c" SET Name = 'L-00000' WHERE Name = 'L-00003'""")
    second = query.rows(world.connection, 3, 3)
    assert [record["Name"] for record in (*first, *second)] == [
        "L-00006",
        "L-00005",
        "L-00004",
        "L-00000",
        "L-00002",
        "L-00001",
    ]
    assert query.rows(world.connection, 6, 3) == []
    again = compile_query("SELECT Name FROM sfLma__License__c", CONTEXT)
    assert again.total(world.connection) == 7


def test_a_row_that_has_gone_is_left_out_of_its_page() -> None:
    world = World()
    query = compile_query("SELECT Name FROM sfLma__License__c ORDER BY Name", CONTEXT)
    query.total(world.connection)
    world.connection.execute("""DELETE FROM "sfLma__License__c" WHERE Name = 'L-00002'""")
    assert [record["Name"] for record in query.rows(world.connection, 0, 2)] == ["L-00001"]


def test_what_a_user_may_not_see_does_not_exist(world: World) -> None:
    hidden = frozenset({"sfLma__License__c.sfLma__Contact__c", "Account.Industry", "Lead"})
    text = "SELECT {} FROM sfLma__License__c"
    assert world.refused(text.format("sfLma__Contact__c"), hidden=hidden).code == "INVALID_FIELD"
    assert world.refused(text.format("sfLma__Contact__r.Name"), hidden=hidden).code == "INVALID_FIELD"
    assert world.refused(text.format("sfLma__Account__r.Industry"), hidden=hidden).code == "INVALID_FIELD"
    assert world.refused(text.format("sfLma__Lead__r.Name"), hidden=hidden).code == "INVALID_FIELD"
    assert world.refused("SELECT Id FROM Account WHERE Industry = 'a'", hidden=hidden).code == "INVALID_FIELD"
    assert world.refused("SELECT Id FROM Account ORDER BY Industry", hidden=hidden).code == "INVALID_FIELD"
    assert world.refused("SELECT Id FROM Lead", hidden=hidden).code == "INVALID_TYPE"
    children = "SELECT Id, (SELECT Id FROM sfLma__R00N30000001JvR6EAK__r) FROM Contact"
    assert world.refused(children, hidden=hidden).code == "INVALID_TYPE"
    assert world.ask(children)
    assert "Industry" not in world.ask("SELECT FIELDS(ALL) FROM Account LIMIT 1", hidden=hidden)[0]


def test_one_statement_serves_two_versions_of_the_api(world: World) -> None:
    newer = compile_query("SELECT Id FROM Account LIMIT 1", replace(CONTEXT, version="68.0"))
    assert newer.rows(world.connection, 0, 1)[0]["attributes"]["url"].startswith("/services/data/v68.0/")
