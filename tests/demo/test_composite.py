from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.demo.client import LICENSE, ROOT, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from tests.demo.client import Json

LONG_AGO = "Tue, 24 Nov 2015 12:00:00 GMT"


def _part(name: str, method: str, url: str, **more: object) -> dict[str, object]:
    return {"referenceId": name, "method": method, "url": url, **more}


def _run(client: Client, *parts: dict[str, object], all_or_none: bool = False) -> Json:
    answer = client.ask("POST", f"{ROOT}/composite", {"allOrNone": all_or_none, "compositeRequest": parts})
    assert answer.status == 200
    return answer.json["compositeResponse"]


def test_later_parts_use_what_earlier_ones_answered(lmo_client: Client) -> None:
    soql = "SELECT Id, Name FROM sfLma__License__c WHERE Name = 'L-00017'"
    answers = _run(
        lmo_client,
        _part("found", "GET", f"{ROOT}/query?q={soql.replace(' ', '+')}"),
        _part("read", "GET", f"{LICENSE}/@{{found.records[0].Id}}?fields=Name,sfLma__Seats__c"),
        _part("saved", "PATCH", f"{LICENSE}/@{{read.Id}}", body={"Renewal_Owner__c": "for @{read.Name}"}),
        _part("made", "POST", f"{ROOT}/sobjects/Account", body={"Name": "@{read.Name}"}),
        _part("seen", "GET", f"{ROOT}/sobjects/Account/@{{made.id}}"),
    )
    assert [one["httpStatusCode"] for one in answers] == [200, 200, 204, 201, 200]
    assert [one["referenceId"] for one in answers] == ["found", "read", "saved", "made", "seen"]
    assert answers[2]["body"] is None
    assert answers[3]["httpHeaders"]["Location"].endswith(answers[3]["body"]["id"])
    assert answers[4]["body"]["Name"] == "L-00017"
    assert lmo_client.license(answers[1]["body"]["Id"])["Renewal_Owner__c"] == "for L-00017"


def test_it_counts_as_one_call_and_one_request(lmo_client: Client) -> None:
    before = int(lmo_client.get("/limits").headers["Sforce-Limit-Info"].split("=")[1].split("/")[0])
    _run(lmo_client, *(_part(f"p{number}", "GET", f"{ROOT}/limits") for number in range(25)))
    after = int(lmo_client.get("/limits").headers["Sforce-Limit-Info"].split("=")[1].split("/")[0])
    assert after - before == 2


def test_parts_fail_alone(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    answers = _run(
        lmo_client,
        _part("bad", "GET", f"{ROOT}/sobjects/Nothing__c/x"),
        _part("lost", "GET", f"{LICENSE}/@{{bad.Id}}"),
        _part("good", "PATCH", f"{LICENSE}/{key}", body={"sfLma__Seats__c": 5}),
        _part("missing", "GET", f"{LICENSE}/@{{nobody.Id}}"),
    )
    assert [one["httpStatusCode"] for one in answers] == [404, 400, 204, 400]
    assert answers[1]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert lmo_client.license(key)["sfLma__Seats__c"] == 5.0


def test_all_or_none_takes_everything_back(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    answers = _run(
        lmo_client,
        _part("good", "PATCH", f"{LICENSE}/{key}", body={"sfLma__Seats__c": 5}),
        _part("seen", "GET", f"{LICENSE}/{key}?fields=sfLma__Seats__c"),
        _part("bad", "PATCH", f"{LICENSE}/{key}", body={"sfLma__Seats__c": -5}),
        _part("never", "GET", f"{ROOT}/limits"),
        all_or_none=True,
    )
    codes = [one["body"][0]["errorCode"] for one in answers]
    assert codes == ["PROCESSING_HALTED", "PROCESSING_HALTED", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "PROCESSING_HALTED"]
    assert {one["httpStatusCode"] for one in answers} == {400}
    assert lmo_client.license(key)["sfLma__Seats__c"] == 25.0
    assert lmo_client.lmo.audit.commits == []


def test_parts_carry_their_own_headers(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    condition = {"If-Unmodified-Since": LONG_AGO}
    answers = _run(
        lmo_client,
        _part("guarded", "PATCH", f"{LICENSE}/{key}", body={"sfLma__Seats__c": 5}, httpHeaders=condition),
        _part("open", "PATCH", f"{LICENSE}/{key}", body={"sfLma__Health": 1}),
    )
    assert [one["httpStatusCode"] for one in answers] == [412, 400]
    assert lmo_client.lmo.audit.commits == []


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [_part("a", "GET", f"{ROOT}/limits")] * 2,
        [{"method": "GET", "url": f"{ROOT}/limits"}],
        [_part(f"p{number}", "GET", f"{ROOT}/limits") for number in range(26)],
    ],
)
def test_calls_that_are_refused_whole(lmo_client: Client, parts: list[dict[str, object]]) -> None:
    answer = lmo_client.ask("POST", f"{ROOT}/composite", {"compositeRequest": parts})
    assert answer.status == 400
    assert answer.code in {"MISSING_ARGUMENT", "INVALID_INPUT", "LIMIT_EXCEEDED"}


def test_a_batch_answers_each_request(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    row = f"v68.0/sobjects/sfLma__License__c/{key}"
    requests = [
        {"method": "GET", "url": f"{row}?fields=Name"},
        {"method": "PATCH", "url": row, "richInput": {"sfLma__Seats__c": -9}},
        {"method": "GET", "url": "v68.0/limits"},
    ]
    body = lmo_client.ask("POST", f"{ROOT}/composite/batch/", {"batchRequests": requests}).json
    assert (body["hasErrors"], [one["statusCode"] for one in body["results"]]) == (True, [200, 400, 200])
    assert body["results"][0]["result"]["Id"] == key
    halted = {"batchRequests": requests, "haltOnError": True}
    body = lmo_client.ask("POST", f"{ROOT}/composite/batch", halted).json
    assert [one["statusCode"] for one in body["results"]] == [200, 400, 412]
