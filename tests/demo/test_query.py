from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.demo.client import LICENSE, ROOT, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from tests.demo.client import Json

ALL = "SELECT Id, Name FROM sfLma__License__c ORDER BY Name"


def _pages(client: Client, soql: str, **headers: str) -> list[Json]:
    pages = [client.query(soql, **headers).json]
    while not pages[-1]["done"]:
        pages.append(client.ask("GET", pages[-1]["nextRecordsUrl"]).json)
    return pages


def _fill(client: Client, accounts: int) -> None:
    for start in range(0, accounts, 200):
        many = range(start, min(accounts, start + 200))
        rows = [{"attributes": {"type": "Account"}, "Name": f"Filler {number:05}"} for number in many]
        answer = client.ask("POST", f"{ROOT}/composite/sobjects", {"records": rows})
        assert all(row["success"] for row in answer.json)


def test_an_answer_has_the_platforms_shape(lmo_client: Client) -> None:
    body = lmo_client.query("SELECT Id, sfLma__Account__r.Name, sfLma__Lead__r.Company FROM sfLma__License__c").json
    assert (body["totalSize"], body["done"], len(body["records"])) == (60, True, 60)
    assert "nextRecordsUrl" not in body
    account = next(row["sfLma__Account__r"] for row in body["records"] if row["sfLma__Account__r"])
    assert account["attributes"]["type"] == "Account"
    assert any(row["sfLma__Lead__r"] is None for row in body["records"])


def test_count_has_no_records(lmo_client: Client) -> None:
    body = lmo_client.query("SELECT COUNT() FROM sfLma__License__c").json
    assert body == {"totalSize": 60, "done": True, "records": []}


def test_a_long_list_is_packed_for_whoever_takes_that(lmo_client: Client) -> None:
    _fill(lmo_client, 600)
    plain, short = lmo_client.query("SELECT Id FROM Account"), "SELECT Id FROM Account LIMIT 9"
    packed = lmo_client.query("SELECT Id FROM Account", Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.raw) == plain.raw
    assert "Content-Encoding" not in lmo_client.query(short, Accept_Encoding="gzip").headers
    assert "Content-Encoding" not in plain.headers


def test_pages_follow_each_other(lmo_client: Client) -> None:
    _fill(lmo_client, 500)
    pages = _pages(
        lmo_client,
        "SELECT Name FROM Account WHERE Name LIKE 'Filler%' ORDER BY Name",
        Sforce_Query_Options="batchSize=200",
    )
    assert [len(page["records"]) for page in pages] == [200, 200, 100]
    assert {page["totalSize"] for page in pages} == {500}
    names = [row["Name"] for page in pages for row in page["records"]]
    assert names == [f"Filler {number:05}" for number in range(500)]


@pytest.mark.parametrize(("asked", "given"), [("1", 200), ("200", 200), ("201", 201), ("9999", 260)])
def test_the_batch_size_is_kept_in_bounds(lmo_client: Client, asked: str, given: int) -> None:
    _fill(lmo_client, 260)
    options = f"batchSize={asked}"
    page = lmo_client.query("SELECT Id FROM Account WHERE Name LIKE 'Filler%'", Sforce_Query_Options=options).json
    assert len(page["records"]) == given


def test_a_short_page_is_followed_by_the_rest(lmo_client: Client) -> None:
    lmo_client.lmo.fault("short-page", path="/query", size=25)
    pages = _pages(lmo_client, ALL)
    assert [len(page["records"]) for page in pages] == [25, 25, 10]


def test_pages_stay_one_result_while_others_write(lmo_client: Client) -> None:
    lmo_client.lmo.fault("short-page", path="/query", size=20)
    first = lmo_client.query(ALL).json
    for case in ("expires_today", "over_used"):
        lmo_client.ask("DELETE", f"{LICENSE}/{odd_license(lmo_client.lmo, case)}")
    new = {"sfLma__Status__c": "Active", "sfLma__Seats__c": 5}
    assert lmo_client.ask("POST", LICENSE, new).status == 201
    second = lmo_client.ask("GET", first["nextRecordsUrl"]).json
    again = lmo_client.ask("GET", first["nextRecordsUrl"]).json
    assert second["records"][0]["Name"] == "L-00021"
    assert second == again
    assert second["totalSize"] == 60


@pytest.mark.parametrize("locator", ["0r8xx0000000001AAA-2000", "nonsense", "0r8-", "-5"])
def test_unknown_locators_are_refused(lmo_client: Client, locator: str) -> None:
    answer = lmo_client.get(f"/query/{locator}")
    assert (answer.status, answer.code) == (400, "INVALID_QUERY_LOCATOR")


def test_query_all_sees_the_recycle_bin(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "nobody")
    lmo_client.ask("DELETE", f"{LICENSE}/{key}")
    soql = f"SELECT Id, IsDeleted FROM sfLma__License__c WHERE Id = '{key}'"  # noqa: S608 (SOQL, and a test)
    assert lmo_client.query(soql).json["totalSize"] == 0
    found = lmo_client.get("/queryAll/?q=" + quote(soql)).json
    assert found["records"][0]["IsDeleted"] is True


def test_refusals_carry_row_and_column(lmo_client: Client) -> None:
    answer = lmo_client.query("SELECT Naem FROM Account")
    assert (answer.status, answer.code) == (400, "INVALID_FIELD")
    assert answer.message == (
        "\nSELECT Naem FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Naem' on entity 'Account'. "
        "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. "
        "Please reference your WSDL or the describe call for the appropriate names."
    )
    assert lmo_client.query("SELECT Id FROM ScratchOrgInfo LIMIT 1").code == "INVALID_TYPE"
    assert lmo_client.query("SELECT").code == "MALFORMED_QUERY"
    assert lmo_client.get("/query").code == "MALFORMED_QUERY"


def test_too_many_groups_are_refused_where_they_are_counted(lmo_client: Client) -> None:
    _fill(lmo_client, 2_001)
    answer = lmo_client.query("SELECT Name, COUNT(Id) FROM Account GROUP BY Name")
    assert (answer.status, answer.code) == (400, "EXCEEDED_ID_LIMIT")


@pytest.mark.parametrize(
    "condition", [" OR ".join(f"Name = '{number}'" for number in range(1_200)), f"NumberOfEmployees = {10**25}"]
)
def test_what_is_too_much_is_refused_and_the_connection_lives(lmo_client: Client, condition: str) -> None:
    soql = f"SELECT Id FROM Account WHERE {condition}"  # noqa: S608 (SOQL, and a test)
    url = f"{ROOT}/query?q={quote(soql)}"
    part = {"method": "GET", "referenceId": "long", "url": url}
    (answer,) = lmo_client.ask("POST", f"{ROOT}/composite", {"compositeRequest": [part]}).json["compositeResponse"]
    assert answer["httpStatusCode"] in {200, 400}
    assert lmo_client.get("/limits").status == 200


def test_the_cli_gets_the_columns(lmo_client: Client) -> None:
    soql = quote("SELECT Id, sfLma__Account__r.Name FROM sfLma__License__c")
    body = lmo_client.get(f"/query?q={soql}&columns=true").json
    assert (body["entityName"], body["groupBy"], body["idSelected"]) == ("sfLma__License__c", False, True)
    assert [one["columnName"] for one in body["columnMetadata"]] == ["Id", "sfLma__Account__r"]
    assert body["columnMetadata"][1]["joinColumns"][0]["columnName"] == "Name"


def test_objects_are_counted(lmo_client: Client) -> None:
    body = lmo_client.get("/limits/recordCount?sObjects=sfLma__License__c,User").json
    assert body["sObjects"][0] == {"count": 60, "name": "sfLma__License__c"}
    assert lmo_client.get("/limits/recordCount?sObjects=Nothing__c").status == 404
