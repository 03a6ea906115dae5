from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from tests.demo.client import Client, Json

_COLUMNS = "Field, DataType, OldValue, NewValue, CreatedById, CreatedDate"


def _history(client: Client, key: str) -> list[Json]:
    soql = f"SELECT {_COLUMNS} FROM sfLma__License__History WHERE ParentId = '{key}' AND CreatedDate = TODAY"  # noqa: S608 (SOQL, and a test)
    return [
        (row["Field"], row["DataType"], row["OldValue"], row["NewValue"])
        for row in client.query(soql + " ORDER BY CreatedDate, Id").json["records"]
    ]


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({"sfLma__Status__c": "Suspended"}, [("sfLma__Status__c", "DynamicEnum", "Active", "Suspended")]),
        ({"sfLma__Seats__c": "-1"}, [("sfLma__Seats__c", "Double", 25.0, -1.0)]),
        ({"sfLma__Expiration__c": None}, [("sfLma__Expiration__c", "DateOnly", "2027-12-29", None)]),
        ({"sfLma__Expiration__c": "1970-01-01"}, [("sfLma__Expiration__c", "DateOnly", "2027-12-29", "1970-01-01")]),
        ({"sfLma__Seats__c": 25}, []),
        ({"Renewal_Owner__c": "Ana"}, []),
    ],
)
def test_tracked_changes_leave_a_row(lmo_client: Client, fields: dict[str, object], rows: list[Json]) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    assert lmo_client.patch(key, fields).status == 204
    assert _history(lmo_client, key) == rows


def test_an_upgrade_leaves_ids_and_names(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    key = odd_license(lmo, "old_version")
    old = lmo_client.license(key)["sfLma__Package_Version__c"]
    new = lmo.value("SELECT max(Id) FROM sfLma__Package_Version__c WHERE Id <> ?", old)
    names = [lmo.value("SELECT Name FROM sfLma__Package_Version__c WHERE Id = ?", one) for one in (old, new)]
    lmo.change("sfLma__License__c", key, {"sfLma__Package_Version__c": new})
    assert _history(lmo_client, key) == [
        ("sfLma__Package_Version__c", "EntityId", old, new),
        ("sfLma__Package_Version__c", "Text", *names),
    ]


def test_feature_values_leave_none(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    key = lmo.value("SELECT Id FROM sfFma__FeatureParameterBoolean__c LIMIT 1")
    before = lmo.value("SELECT count(*) FROM sfLma__License__History")
    lmo.change("sfFma__FeatureParameterBoolean__c", str(key), {"sfFma__Value__c": True})
    assert lmo.value("SELECT count(*) FROM sfLma__License__History") == before
