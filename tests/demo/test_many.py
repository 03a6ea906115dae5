from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.demo.client import LICENSE, ROOT, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from tests.demo.client import Json

COLLECTION = f"{ROOT}/composite/sobjects"
KIND = {"attributes": {"type": "sfLma__License__c"}}


def _save(client: Client, *rows: dict[str, object], all_or_none: bool = False) -> Json:
    body = {"allOrNone": all_or_none, "records": [{**KIND, **row} for row in rows]}
    answer = client.ask("PATCH", COLLECTION, body)
    assert answer.status == 200
    return answer.json


def test_each_row_answers_for_itself(lmo_client: Client) -> None:
    good, locked = (odd_license(lmo_client.lmo, case) for case in ("over_used", "uninstalled"))
    results = _save(
        lmo_client,
        {"id": good, "sfLma__Seats__c": 31},
        {"Id": locked, "sfLma__Seats__c": 31},
        {"id": "nonsense", "sfLma__Seats__c": 31},
        {"sfLma__Seats__c": 31},
        {"id": good[:15], "sfLma__Expiration__c": "2027-01-31"},
    )
    assert results[0] == {"id": good, "success": True, "errors": []}
    assert [row["success"] for row in results] == [True, False, False, False, True]
    assert results[1]["errors"] == [
        {
            "statusCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "message": "This license is uninstalled and can't be edited.",
            "fields": ["sfLma__Status__c"],
        }
    ]
    assert [row["errors"][0]["statusCode"] for row in results[2:4]] == ["MALFORMED_ID", "MISSING_ARGUMENT"]
    row = lmo_client.license(good)
    assert (row["sfLma__Seats__c"], row["sfLma__Expiration__c"]) == (31.0, "2027-01-31")


def test_all_or_none(lmo_client: Client) -> None:
    good, locked = (odd_license(lmo_client.lmo, case) for case in ("over_used", "uninstalled"))
    rows: tuple[dict[str, object], ...] = ({"id": good, "sfLma__Seats__c": 31}, {"id": locked, "sfLma__Seats__c": 31})
    results = _save(lmo_client, *rows, all_or_none=True)
    assert results[0]["errors"][0]["statusCode"] == "ALL_OR_NONE_OPERATION_ROLLED_BACK"
    assert results[1]["errors"][0]["statusCode"] == "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    assert lmo_client.license(good)["sfLma__Seats__c"] == 25.0
    assert lmo_client.lmo.audit.commits == []
    assert lmo_client.lmo.value("SELECT count(*) FROM sfLma__License__History WHERE ParentId = ? "
                                "AND Field = 'sfLma__Seats__c' AND NewValue = 31", good) == 0  # fmt: skip


def test_many_are_created_and_deleted(lmo_client: Client) -> None:
    rows = [{"attributes": {"type": "Account"}, "Name": name} for name in ("One", "", "Three")]
    made = lmo_client.ask("POST", COLLECTION, {"records": rows}).json
    assert [row["success"] for row in made] == [True, False, True]
    ids = ",".join(row["id"] for row in made if row["success"])
    gone = lmo_client.ask("DELETE", f"{COLLECTION}?ids={ids},005Hs000000zzzz").json
    assert [row["success"] for row in gone] == [True, True, False]
    assert lmo_client.query("SELECT Id FROM Account WHERE Name IN ('One', 'Three')").json["totalSize"] == 0


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_many_are_read_in_order_with_null_for_none(lmo_client: Client, method: str) -> None:
    one, two = (odd_license(lmo_client.lmo, case) for case in ("over_used", "uninstalled"))
    ids = [two, "a05Hs000000ZZZZ", one[:15], "nonsense", two]
    path = f"{COLLECTION}/sfLma__License__c"
    if method == "GET":
        answer = lmo_client.ask("GET", f"{path}?ids={','.join(ids)}&fields=Name,sfLma__Seats__c")
    else:
        answer = lmo_client.ask("POST", path, {"ids": ids, "fields": ["Name", "sfLma__Seats__c"]})
    found = answer.json
    assert [row and row["Id"] for row in found] == [two, None, one, None, two]
    assert found[2]["sfLma__Seats__c"] == 25.0


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("", {}, "MISSING_ARGUMENT"),
        ("", {"records": ["x"]}, "MISSING_ARGUMENT"),
        ("", {"records": [KIND] * 201}, "EXCEEDED_ID_LIMIT"),
        ("", {"records": [{"attributes": {"type": kind}} for kind in "ABCDEFGHIJK"]}, "EXCEEDED_MAX_TYPES_LIMIT"),
    ],
)
def test_calls_that_are_refused_whole(lmo_client: Client, path: str, body: Json, code: str) -> None:
    answer = lmo_client.ask("PATCH", COLLECTION + path, body)
    assert (answer.status, answer.code) == (400, code)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"ids": [], "fields": ["Name"]}, "MISSING_ARGUMENT"),
        ({"ids": ["x"]}, "MISSING_ARGUMENT"),
        ({"ids": ["x"], "fields": ["Naem"]}, "INVALID_FIELD"),
        ({"ids": ["x"] * 2001, "fields": ["Name"]}, "EXCEEDED_ID_LIMIT"),
    ],
)
def test_reads_that_are_refused(lmo_client: Client, body: Json, code: str) -> None:
    answer = lmo_client.ask("POST", f"{COLLECTION}/Account", body)
    assert (answer.status, answer.code) == (400, code)


def test_rows_without_a_known_type_are_refused_alone(lmo_client: Client) -> None:
    rows = [{"id": "x"}, {"attributes": {"type": "Nothing__c"}, "id": "x"}]
    results = lmo_client.ask("PATCH", COLLECTION, {"records": rows}).json
    assert [row["errors"][0]["statusCode"] for row in results] == ["INVALID_INPUT", "INVALID_TYPE"]


def test_some_rows_can_be_made_to_fail(lmo_client: Client) -> None:
    keys = [odd_license(lmo_client.lmo, case) for case in ("over_used", "nobody", "zero_seats")]
    lmo_client.lmo.fault("partial", "PATCH", fail=[1])
    results = _save(lmo_client, *({"id": key, "sfLma__Seats__c": 77} for key in keys))
    assert [row["success"] for row in results] == [True, False, True]
    assert results[1]["errors"][0]["statusCode"] == "UNABLE_TO_LOCK_ROW"
    assert lmo_client.license(keys[1])["sfLma__Seats__c"] == 50.0


def test_conditions_do_not_apply_to_collections(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    lmo_client.headers = {"If-Unmodified-Since": "Tue, 24 Nov 2015 12:00:00 GMT"}
    assert _save(lmo_client, {"id": key, "sfLma__Seats__c": 9})[0]["success"]
    assert lmo_client.ask("GET", LICENSE).status == 200
