from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from lmo_tui.demo.schema import SCHEMA, ids
from lmo_tui.demo.server import Options
from tests.demo.client import LICENSE, ROOT, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from tests.demo.client import Json
    from tests.demo.fixtures import MakeDemoLmo

INFO = "/ui-api/object-info/sfLma__License__c"


def _as(make: MakeDemoLmo, profile: str) -> Client:
    lmo = make(Options(profile=profile))
    return Client(lmo, lmo.token)


def _fields(client: Client, name: str = "sfLma__License__c") -> dict[str, Json]:
    return {field["name"]: field for field in client.get(f"/sobjects/{name}/describe").json["fields"]}


def test_every_object_is_listed_and_described(lmo_client: Client) -> None:
    listed = lmo_client.get("/sobjects").json["sobjects"]
    assert {one["name"] for one in listed} == set(SCHEMA)
    for name in SCHEMA:
        assert lmo_client.get(f"/sobjects/{name.lower()}/describe/").json["name"] == name
        assert lmo_client.get(f"/sobjects/{name}").json["objectDescribe"]["name"] == name
    assert lmo_client.get("/sobjects/ScratchOrgInfo/describe").status == 404


@pytest.mark.parametrize("kind", ids.LICENSE_RECORD_TYPES)
def test_a_record_type_offers_its_statuses(lmo_client: Client, kind: ids.RecordType) -> None:
    body = lmo_client.get(f"{INFO}/picklist-values/{kind.id}/sfLma__Status__c").json
    offered = {
        "Trial": ["Trial", "Active"],
        "Active": ["Active", "Suspended"],
        "Suspended": ["Suspended", "Active"],
        "Expired": ["Active", "Suspended", "Trial"],
        "Uninstalled": ["Uninstalled"],
    }
    assert [one["value"] for one in body["values"]] == offered[kind.name]
    assert [one["label"] for one in body["values"]] == offered[kind.name]
    assert (body["defaultValue"] or {}).get("value") == (kind.name if kind is not ids.EXPIRED else None)
    together = lmo_client.get(f"{INFO}/picklist-values/{kind.id[:15]}").json["picklistFieldValues"]
    assert together["sfLma__Status__c"] == body
    assert "Support_Tier__c" in together


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/picklist-values/012000000000000AAA/sfLma__Status__c", 200),
        ("/picklist-values/012000000000001AAA/sfLma__Status__c", 404),
        ("/picklist-values/nonsense/sfLma__Status__c", 400),
        ("/picklist-values/012000000000000AAA/sfLma__Seats__c", 400),
        ("", 200),
    ],
)
def test_ui_api_addresses(lmo_client: Client, path: str, status: int) -> None:
    assert lmo_client.get(INFO + path).status == status


def test_object_info_names_the_record_types(lmo_client: Client) -> None:
    body = lmo_client.get(INFO).json
    assert {kind["name"] for kind in body["recordTypeInfos"].values()} >= {"Trial", "Active", "Expired"}
    assert body["defaultRecordTypeId"] == ids.TRIAL.id
    assert body["fields"]["sfLma__Seats__c"]["updateable"] is True


def test_a_read_only_user_may_look_and_not_touch(make_demo_lmo: MakeDemoLmo) -> None:
    client = _as(make_demo_lmo, "read-only")
    assert client.lmo.username == "sam.whitfield@acme-lmo.example.com"
    assert not any(field["updateable"] for field in _fields(client).values())
    described = client.get("/sobjects/sfLma__License__c/describe").json
    assert (described["updateable"], described["createable"]) == (False, False)
    key = odd_license(client.lmo, "over_used")
    refused = client.patch(key, {"sfLma__Seats__c": 5})
    assert (refused.status, refused.json) == (
        403,
        [
            {
                "message": "insufficient access rights on object id",
                "errorCode": "INSUFFICIENT_ACCESS_OR_READONLY",
                "fields": [],
            }
        ],
    )
    assert client.ask("DELETE", f"{LICENSE}/{key}").status == 403
    assert client.ask("POST", f"{ROOT}/sobjects/Account", {"Name": "x"}).status == 403
    client.connection.close()


@pytest.mark.parametrize(
    ("profile", "field"), [("no-status-fls", "sfLma__Status__c"), ("no-expiry-fls", "sfLma__Expiration__c")]
)
def test_field_security_closes_one_field(make_demo_lmo: MakeDemoLmo, profile: str, field: str) -> None:
    client = _as(make_demo_lmo, profile)
    fields = _fields(client)
    assert (fields[field]["updateable"], fields["sfLma__Seats__c"]["updateable"]) == (False, True)
    key = odd_license(client.lmo, "over_used")
    refused = client.patch(key, {field: None, "sfLma__Seats__c": 5})
    assert (refused.code, refused.json[0]["fields"]) == ("INVALID_FIELD_FOR_INSERT_UPDATE", [field])
    assert client.patch(key, {"sfLma__Seats__c": 5}).status == 204
    client.connection.close()


def test_hidden_fields_do_not_exist(make_demo_lmo: MakeDemoLmo) -> None:
    client = _as(make_demo_lmo, "hidden-fields")
    key = odd_license(client.lmo, "over_used")
    assert "sfLma__Used_Licenses__c" not in _fields(client)
    assert "sfLma__Used_Licenses__c" not in client.license(key)
    assert client.query("SELECT sfLma__Contact__r.Name FROM sfLma__License__c").code == "INVALID_FIELD"
    assert client.ask("GET", f"{LICENSE}/{key}?fields=sfLma__Contact__c").code == "INVALID_FIELD"
    assert client.patch(key, {"sfLma__Used_Licenses__c": 3}).code == "INVALID_FIELD"
    client.connection.close()


def test_a_user_who_may_only_read_feature_values(make_demo_lmo: MakeDemoLmo) -> None:
    client = _as(make_demo_lmo, "read-only-fma")
    found = client.query("SELECT Id FROM sfFma__FeatureParameterBoolean__c LIMIT 1").json["records"][0]["Id"]
    described = client.get("/sobjects/sfFma__FeatureParameterBoolean__c/describe").json
    assert not described["updateable"]
    path = f"/sobjects/sfFma__FeatureParameterBoolean__c/{found}"
    assert client.ask("PATCH", f"{ROOT}{path}", {"sfFma__Value__c": True}).code == "INSUFFICIENT_ACCESS_OR_READONLY"
    assert client.patch(odd_license(client.lmo, "over_used"), {"sfLma__Seats__c": 5}).status == 204
    client.connection.close()


def test_an_org_without_the_feature_app(make_demo_lmo: MakeDemoLmo) -> None:
    client = _as(make_demo_lmo, "no-fma")
    assert client.get("/sobjects/sfFma__FeatureParameter__c/describe").status == 404
    assert client.query("SELECT Id FROM sfFma__FeatureParameter__c").code == "INVALID_TYPE"
    assert not any(one["name"].startswith("sfFma") for one in client.get("/sobjects").json["sobjects"])
    client.connection.close()


def test_installed_packages(lmo_client: Client) -> None:
    columns = "Id, SubscriberPackage.NamespacePrefix, SubscriberPackageVersion.MajorVersion"
    soql = f"SELECT {columns} FROM InstalledSubscriberPackage"  # noqa: S608 (SOQL, and a test)
    found = lmo_client.get("/tooling/query/?q=" + quote(soql)).json
    assert [one["SubscriberPackage"]["NamespacePrefix"] for one in found["records"]] == ["sfLma", "sfFma", "sfcma"]
    assert set(found["records"][0]["SubscriberPackageVersion"]) == {"attributes", "MajorVersion"}
    assert lmo_client.get("/tooling/query?q=SELECT+Id+FROM+ApexClass").code == "INVALID_TYPE"
    assert lmo_client.get("/tooling/query?q=SELECT+Naem+FROM+InstalledSubscriberPackage").code == "INVALID_FIELD"
    assert lmo_client.get("/tooling/query?q=SELECT").code == "MALFORMED_QUERY"
