from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.demo.client import LICENSE, ROOT, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from lmo_tui.demo.server import DemoLmo

LONG_AGO = "Tue, 24 Nov 2015 12:00:00 GMT"
LATER = "Tue, 24 Nov 2099 12:00:00 GMT"


@pytest.fixture
def key(demo_lmo: DemoLmo) -> str:
    """An ordinary license: 30 of 25 seats used, Active."""
    return odd_license(demo_lmo, "over_used")


def test_a_license_is_read_whole(lmo_client: Client, key: str) -> None:
    row = lmo_client.license(key)
    assert row["attributes"] == {"type": "sfLma__License__c", "url": f"{LICENSE}/{key}"}
    assert (row["Id"], row["sfLma__Seats__c"], row["sfLma__Used_Licenses__c"]) == (key, 25.0, 30.0)
    assert row["sfLma__Licensed_Seats__c"] == "25"
    assert row["sfLma__License_Status__c"] == "Active"
    assert row["IsDeleted"] is False
    assert "Support_Tier__c" in row
    assert lmo_client.license(key[:15]) == row


def test_named_fields_are_read_in_any_case(lmo_client: Client, key: str) -> None:
    answer = lmo_client.ask("GET", f"{LICENSE}/{key}?fields=name,%20SFLMA__seats__c")
    assert set(answer.json) == {"attributes", "Id", "Name", "sfLma__Seats__c"}
    unknown = lmo_client.ask("GET", f"{LICENSE}/{key}?fields=Naem")
    assert (unknown.status, unknown.code) == (400, "INVALID_FIELD")
    assert unknown.message == "No such column 'Naem' on sobject of type sfLma__License__c"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/sobjects/Nothing__c/001000000000001AAA", 404, "NOT_FOUND"),
        ("/sobjects/sfLma__License__c/a05Hs000000ZZZZ", 404, "NOT_FOUND"),
        ("/sobjects/sfLma__License__c/short", 400, "MALFORMED_ID"),
        ("/sobjects/sfLma__License__c/a05Hs0000000001IAB", 400, "MALFORMED_ID"),
        ("/sobjects/sfLma__License__c/a05Hs0000000001IAA/sfLma__Lead__r", 404, "NOT_FOUND"),
        ("/parameterizedSearch?q=x", 404, "NOT_FOUND"),
        ("/jobs/nowhere", 404, "NOT_FOUND"),
    ],
)
def test_what_is_not_there(lmo_client: Client, path: str, status: int, code: str) -> None:
    answer = lmo_client.get(path)
    assert (answer.status, answer.code) == (status, code)


def test_a_method_that_is_not_served(lmo_client: Client, key: str) -> None:
    answer = lmo_client.ask("PUT", f"{LICENSE}/{key}", {})
    assert (answer.status, answer.code) == (405, "METHOD_NOT_ALLOWED")
    assert answer.message == "HTTP Method 'PUT' not allowed. Allowed are DELETE,GET,HEAD,PATCH"


def test_a_save_moves_the_audit_fields_and_nothing_else(lmo_client: Client, key: str) -> None:
    before = lmo_client.license(key)
    assert lmo_client.patch(key, {"sfLma__Seats__c": 40}).status == 204
    after = lmo_client.license(key)
    assert {name for name in after if after[name] != before[name]} == {
        "sfLma__Seats__c",
        "sfLma__Licensed_Seats__c",
        "LastModifiedDate",
        "LastModifiedById",
        "SystemModstamp",
    }
    assert after["LastModifiedById"] == lmo_client.lmo.user_id
    assert after["LastModifiedDate"].startswith("2026-11-24T12:0")
    assert after["sfLma__Licensed_Seats__c"] == "40"


def test_patch_hidden_in_a_post(lmo_client: Client, key: str) -> None:
    assert lmo_client.ask("POST", f"{LICENSE}/{key}?_HttpMethod=PATCH", {"sfLma__Seats__c": 41}).status == 204
    assert lmo_client.license(key)["sfLma__Seats__c"] == 41.0


@pytest.mark.parametrize(
    ("field", "sent", "kept"),
    [
        ("sfLma__Seats__c", "7", 7.0),
        ("sfLma__Seats__c", " 7.0 ", 7.0),
        ("sfLma__Seats__c", -1, -1.0),
        ("sfLma__Expiration__c", "2027-02-28", "2027-02-28"),
        ("sfLma__Expiration__c", "1970-01-01", "1970-01-01"),
        ("sfLma__Expiration__c", None, None),
        ("sfLma__Expiration__c", "", None),
        ("Renewal_Owner__c", "  Ana  ", "Ana"),
        ("Renewal_Owner__c", "", None),
        ("Reference_Customer__c", "true", True),
        ("Reference_Customer__c", False, False),
        ("Annual_Value__c", "12.5", 12.5),
        ("Support_Tier__c", "Unheard of", "Unheard of"),
        ("sfLma__Account__c", None, None),
    ],
)
def test_values_are_coerced(lmo_client: Client, key: str, field: str, sent: object, kept: object) -> None:
    answer = lmo_client.patch(key, {field: sent})
    assert answer.status == 204, answer.raw
    assert lmo_client.license(key)[field] == kept


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"sfLma__Seats__c": "ten"}, "JSON_PARSER_ERROR"),
        ({"sfLma__Seats__c": True}, "JSON_PARSER_ERROR"),
        ({"sfLma__Seats__c": {"a": 1}}, "JSON_PARSER_ERROR"),
        ({"sfLma__Seats__c": "Infinity"}, "JSON_PARSER_ERROR"),
        ({"sfLma__Seats__c": 1e8}, "NUMBER_OUTSIDE_VALID_RANGE"),
        ({"sfLma__Expiration__c": "2026-02-31"}, "JSON_PARSER_ERROR"),
        ({"sfLma__Expiration__c": "31.12.2026"}, "JSON_PARSER_ERROR"),
        ({"sfLma__Expiration__c": 20261231}, "JSON_PARSER_ERROR"),
        ({"sfLma__Expiration__c": "9999-12-31"}, "NUMBER_OUTSIDE_VALID_RANGE"),
        ({"Renewal_Owner__c": "x" * 81}, "STRING_TOO_LONG"),
        ({"Renewal_Owner__c": 7}, "JSON_PARSER_ERROR"),
        ({"Reference_Customer__c": None}, "JSON_PARSER_ERROR"),
        ({"Reference_Customer__c": "yes"}, "JSON_PARSER_ERROR"),
        ({"sfLma__Account__c": "nobody"}, "MALFORMED_ID"),
        ({"sfLma__Account__c": "003Hs0000000001IAA"}, "FIELD_INTEGRITY_EXCEPTION"),
        ({"sfLma__Account__c": "001Hs000000zzzzAAA"}, "MALFORMED_ID"),
        ({"sfLma__Account__c": "001Hs000000zzzz"}, "INVALID_CROSS_REFERENCE_KEY"),
        ({"No_Such__c": 1}, "INVALID_FIELD"),
        ({"sfLma__License_Status__c": "Active"}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
        ({"LastModifiedDate": "2026-01-01"}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
        ({"Name": "L-1"}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
    ],
)
def test_what_does_not_fit_is_refused(lmo_client: Client, key: str, fields: dict[str, Any], code: str) -> None:
    before = lmo_client.license(key)
    answer = lmo_client.patch(key, {**fields, "Health_Score__c": 1})
    assert (answer.status, answer.code) == (400, code)
    assert lmo_client.license(key) == before
    assert lmo_client.lmo.audit.commits == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b'{"sfLma__Seats__c": NaN}', b"\xff\xfe", b"[" * 100_000, b"{} {}"]
)
def test_a_body_that_is_no_object_is_refused(lmo_client: Client, key: str, body: bytes) -> None:
    answer = lmo_client.ask("PATCH", f"{LICENSE}/{key}", body)
    assert (answer.status, answer.code) == (400, "JSON_PARSER_ERROR")


def test_the_words_of_refusals(lmo_client: Client, key: str) -> None:
    closed = lmo_client.patch(key, {"sfLma__Licensed_Seats__c": "5", "sfLma__Org_Edition__c": "x"}).json[0]
    assert closed["message"].startswith("Unable to update fields: sfLma__Licensed_Seats__c, sfLma__Org_Edition__c. ")
    assert closed["fields"] == ["sfLma__Licensed_Seats__c", "sfLma__Org_Edition__c"]
    wrong = lmo_client.patch(key, {"sfLma__Seats__c": "ten"}).message
    assert wrong.startswith("Cannot deserialize instance of double from VALUE_STRING value ten or request may be")


def test_a_record_that_moved_since_is_not_written(lmo_client: Client, key: str) -> None:
    assert lmo_client.patch(key, {"sfLma__Seats__c": 1}, If_Unmodified_Since=LONG_AGO).status == 412
    assert lmo_client.license(key)["sfLma__Seats__c"] == 25.0
    same_second = lmo_client.ask("GET", f"{LICENSE}/{key}").headers["Last-Modified"]
    assert lmo_client.patch(key, {"sfLma__Seats__c": 1}, If_Unmodified_Since=same_second).status == 204
    # The save moved it, so the very same condition fails now.
    assert lmo_client.patch(key, {"sfLma__Seats__c": 2}, If_Unmodified_Since=same_second).status == 412
    assert lmo_client.license(key)["sfLma__Seats__c"] == 1.0


def test_conditions_on_reading(lmo_client: Client, key: str) -> None:
    path = f"{LICENSE}/{key}"
    unchanged = lmo_client.ask("GET", path, If_Modified_Since=LATER)
    assert (unchanged.status, unchanged.raw) == (304, b"")
    assert lmo_client.ask("GET", path, If_Modified_Since=LONG_AGO).status == 200
    assert lmo_client.ask("GET", path, If_Unmodified_Since=LONG_AGO).status == 412
    assert lmo_client.ask("GET", path, If_Unmodified_Since="yesterday").status == 200


def test_a_bad_date_is_refused_on_writing(lmo_client: Client, key: str) -> None:
    answer = lmo_client.patch(key, {"sfLma__Seats__c": 1}, If_Unmodified_Since="2026-11-24T12:00:00Z")
    assert answer.status == 400
    assert lmo_client.lmo.audit.commits == []


def test_accounts_are_created_and_deleted(lmo_client: Client) -> None:
    made = lmo_client.ask("POST", ROOT + "/sobjects/account/", {"Name": "Globex"})
    assert (made.status, made.json["success"], made.json["errors"]) == (201, True, [])
    path = f"{ROOT}/sobjects/Account/{made.json['id']}"
    assert made.headers["Location"] == path
    assert lmo_client.ask("GET", path).json["OwnerId"] == lmo_client.lmo.user_id
    # DELETE knows no conditions.
    assert lmo_client.ask("DELETE", path, If_Unmodified_Since=LONG_AGO).status == 204
    gone = lmo_client.ask("GET", path)
    assert (gone.status, gone.json) == (
        404,
        [{"message": "entity is deleted", "errorCode": "ENTITY_IS_DELETED", "fields": []}],
    )
    assert lmo_client.ask("PATCH", path, {"Name": "x"}).code == "ENTITY_IS_DELETED"
    assert [commit.action for commit in lmo_client.lmo.audit.commits] == ["create", "delete"]


def test_required_fields_are_missed(lmo_client: Client) -> None:
    answer = lmo_client.ask("POST", ROOT + "/sobjects/Lead", {"FirstName": "Ann", "LastName": "Lee"})
    assert (answer.status, answer.code) == (400, "REQUIRED_FIELD_MISSING")
    assert answer.json[0]["fields"] == ["Company", "Status"]
    answer = lmo_client.ask("POST", ROOT + "/sobjects/Account", {"Name": ""})
    assert answer.message == "Required fields are missing: [Name]"


def test_two_new_licenses_get_the_next_names(lmo_client: Client) -> None:
    fields = {"sfLma__Status__c": "Trial", "sfLma__Expiration__c": "2026-12-24", "sfLma__Seats__c": 5}
    keys = [lmo_client.ask("POST", LICENSE, fields).json["id"] for _ in range(2)]
    rows = [lmo_client.license(key) for key in keys]
    assert keys[0] < keys[1]
    assert [row["Name"] for row in rows] == ["L-00061", "L-00062"]
    assert {row["sfLma__License_Status__c"] for row in rows} == {"Trial"}


def test_deleting_a_license_takes_its_feature_values_along(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    key = lmo.value("SELECT sfFma__License__c FROM sfFma__FeatureParameterBoolean__c LIMIT 1")
    left = "SELECT count(*) FROM sfFma__FeatureParameterBoolean__c WHERE sfFma__License__c = ? AND NOT IsDeleted"
    assert lmo.value(left, key) != 0
    assert lmo_client.ask("DELETE", f"{LICENSE}/{key}").status == 204
    assert lmo.value(left, key) == 0


def test_what_changed_and_what_went_in_a_span(lmo_client: Client, key: str) -> None:
    span = "?start=2026-11-24T11:00:00%2B00:00&end=2026-11-24T13:00:00%2B00:00"
    assert lmo_client.ask("GET", f"{LICENSE}/updated/{span}").json["ids"] == []
    other = odd_license(lmo_client.lmo, "nobody")
    lmo_client.patch(key, {"sfLma__Seats__c": 1})
    lmo_client.ask("DELETE", f"{LICENSE}/{other}")
    updated = lmo_client.ask("GET", f"{LICENSE}/updated{span}").json
    assert updated["ids"] == [key]
    # The span's end is still to come, and who went on from there would miss what happens until then.
    assert "2026-11-24T12:00:00" <= updated["latestDateCovered"] < "2026-11-24T12:10:00"
    deleted = lmo_client.ask("GET", f"{LICENSE}/deleted{span}").json
    assert [one["id"] for one in deleted["deletedRecords"]] == [other]
    assert set(deleted) == {"deletedRecords", "earliestDateAvailable", "latestDateCovered"}


def test_a_span_that_is_over_is_covered_to_its_end(lmo_client: Client) -> None:
    span = "?start=2026-11-20T00:00:00Z&end=2026-11-21T00:00:59Z"
    for verb in ("updated", "deleted"):
        answer = lmo_client.ask("GET", f"{LICENSE}/{verb}/{span}").json
        assert answer["latestDateCovered"] == "2026-11-21T00:00:00.000+0000"


@pytest.mark.parametrize("name", ["User", "RecordType", "sfLma__License__History", "Organization"])
def test_every_object_tells_what_moved(lmo_client: Client, key: str, name: str) -> None:
    lmo_client.patch(key, {"sfLma__Seats__c": 1})
    span = "?start=2026-11-24T11:00:00Z&end=2026-11-24T13:00:00Z"
    updated = lmo_client.get(f"/sobjects/{name}/updated{span}").json["ids"]
    assert len(updated) == (1 if name == "sfLma__License__History" else 0)
    assert lmo_client.get(f"/sobjects/{name}/deleted{span}").json["deletedRecords"] == []


def test_more_than_a_list_takes_is_refused(lmo_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lmo_tui.demo.rest.rows.MOST_REPLICATED", 3)
    span = "?start=2026-11-01T00:00:00Z&end=2026-11-24T13:00:00Z"
    assert lmo_client.get(f"/sobjects/Account/updated{span}").code == "EXCEEDED_ID_LIMIT"


def test_a_deletion_is_soft_and_both_ways_of_catching_up_see_it(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    key = lmo.value("SELECT sfFma__License__c FROM sfFma__FeatureParameterBoolean__c LIMIT 1")
    lmo_client.ask("DELETE", f"{LICENSE}/{key}")
    moved = "WHERE SystemModstamp >= 2026-11-24T12:00:00Z ORDER BY SystemModstamp, Id"
    span = "?start=2026-11-24T11:00:00Z&end=2026-11-24T13:00:00Z"
    for name in ("sfLma__License__c", "sfFma__FeatureParameterBoolean__c"):
        soql = f"SELECT Id, IsDeleted, SystemModstamp FROM {name} {moved}"  # noqa: S608 (SOQL, from tests)
        assert lmo_client.query(soql).json["records"] == []
        rows = lmo_client.get("/queryAll/?q=" + quote(soql)).json["records"]
        gone = lmo_client.get(f"/sobjects/{name}/deleted/{span}").json["deletedRecords"]
        assert rows
        assert name == "sfFma__FeatureParameterBoolean__c" or [row["Id"] for row in rows] == [key]
        assert {row["IsDeleted"] for row in rows} == {True}
        assert [(row["Id"], row["SystemModstamp"]) for row in rows] == [(one["id"], one["deletedDate"]) for one in gone]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "MISSING_ARGUMENT"),
        ("?start=2026-11-24T00:00:00Z", "MISSING_ARGUMENT"),
        ("?start=2026-11-24T00:00:00:&end=2026-11-24T01:00:00Z", "INVALID_REPLICATION_DATE"),
        ("?start=2026-11-24T00:00:00Z&end=2026-11-24T00:00:59Z", "INVALID_REPLICATION_DATE"),
        ("?start=2026-01-01T00:00:00Z&end=2026-11-24T00:00:00Z", "INVALID_REPLICATION_DATE"),
    ],
)
def test_spans_that_are_refused(lmo_client: Client, query: str, code: str) -> None:
    answer = lmo_client.get(f"/sobjects/Account/updated{query}")
    assert (answer.status, answer.code) == (400, code)
