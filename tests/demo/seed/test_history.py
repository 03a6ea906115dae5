"""The past of each license must end in what it is now."""

import sqlite3
from collections import defaultdict
from itertools import pairwise
from typing import Any

_TRACKED = {
    "sfLma__Status__c": "DynamicEnum",
    "sfLma__Seats__c": "Double",
    "sfLma__Expiration__c": "DateOnly",
    "sfLma__Package_Version__c": "EntityId",
}


def _licenses(lmo: sqlite3.Connection) -> dict[str, sqlite3.Row]:
    return {row["Id"]: row for row in lmo.execute("SELECT * FROM sfLma__License__c")}


def _changes(lmo: sqlite3.Connection) -> dict[tuple[str, str], list[sqlite3.Row]]:
    changes: dict[tuple[str, str], list[sqlite3.Row]] = defaultdict(list)
    for row in lmo.execute("SELECT * FROM sfLma__License__History ORDER BY CreatedDate, Id"):
        if row["DataType"] == _TRACKED.get(row["Field"]):
            changes[row["ParentId"], row["Field"]].append(row)
    return changes


def test_each_chain_of_changes_ends_in_the_current_value(lmo: sqlite3.Connection) -> None:
    licenses = _licenses(lmo)
    for (license_id, field), rows in _changes(lmo).items():
        values: list[Any] = [rows[0]["OldValue"], *(row["NewValue"] for row in rows)]
        assert [row["OldValue"] for row in rows] == values[:-1]
        assert values[-1] == licenses[license_id][field]
        assert all(before != after for before, after in pairwise(values))


def test_status_moves_as_the_platform_lets_it(lmo: sqlite3.Connection) -> None:
    moves = {
        (row["OldValue"], row["NewValue"])
        for (_, field), rows in _changes(lmo).items()
        for row in rows
        if field == "sfLma__Status__c"
    }

    assert ("Trial", "Active") in moves
    assert moves <= {
        ("Trial", "Active"),
        ("Active", "Suspended"),
        ("Suspended", "Active"),
        ("Active", "Uninstalled"),
        ("Trial", "Uninstalled"),
    }


def test_the_last_change_is_the_last_modification(lmo: sqlite3.Connection) -> None:
    licenses = _licenses(lmo)
    last: dict[str, sqlite3.Row] = {}
    for row in lmo.execute("SELECT * FROM sfLma__License__History WHERE Field <> 'created' ORDER BY CreatedDate, Id"):
        last[row["ParentId"]] = row

    assert len(last) > len(licenses) // 2
    for license_id, row in last.items():
        assert licenses[license_id]["LastModifiedDate"] == row["CreatedDate"]
        assert licenses[license_id]["LastModifiedById"] == row["CreatedById"]


def test_each_license_begins_with_its_creation(lmo: sqlite3.Connection) -> None:
    licenses = _licenses(lmo)
    first = lmo.execute("SELECT * FROM sfLma__License__History WHERE Field = 'created'").fetchall()

    assert len(first) == len(licenses)
    assert all(row["CreatedDate"] == licenses[row["ParentId"]]["CreatedDate"] for row in first)
    assert all(row["OldValue"] is None and row["NewValue"] is None for row in first)


def test_every_uninstalled_license_tells_when_and_by_itself(lmo: sqlite3.Connection) -> None:
    rows = lmo.execute(
        "SELECT ParentId, u.UserType FROM sfLma__License__History h JOIN User u ON u.Id = h.CreatedById"
        " WHERE NewValue = 'Uninstalled'"
    ).fetchall()
    told = {license_id for license_id, user_type in rows if user_type == "AutomatedProcess"}

    assert told == {key for key, row in _licenses(lmo).items() if row["sfLma__Status__c"] == "Uninstalled"}


def test_a_changed_version_leaves_its_ids_and_its_names(lmo: sqlite3.Connection) -> None:
    names = dict(lmo.execute("SELECT Id, Name FROM sfLma__Package_Version__c").fetchall())
    rows = lmo.execute(
        "SELECT * FROM sfLma__License__History WHERE Field = 'sfLma__Package_Version__c' ORDER BY Id"
    ).fetchall()

    assert rows
    for ids, texts in zip(rows[::2], rows[1::2], strict=True):
        assert (ids["DataType"], texts["DataType"]) == ("EntityId", "Text")
        assert (names[ids["OldValue"]], names[ids["NewValue"]]) == (texts["OldValue"], texts["NewValue"])
