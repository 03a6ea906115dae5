from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from lmo_tui.demo.bulk.columns import number
from lmo_tui.demo.server import Options
from tests.demo.bulk.work import LICENSE, QUERY, SEATS, query_job, start_query, table
from tests.demo.client import ROOT, Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.demo.client import Json
    from tests.demo.fixtures import MakeDemoLmo

IN_ORDER = "SELECT Id, Name FROM sfLma__License__c ORDER BY Name"


@pytest.fixture
def paged(make_demo_lmo: MakeDemoLmo) -> Iterator[Client]:
    """A client of a demo LMO whose results come in pages of seven."""
    lmo = make_demo_lmo(Options(job_page=7))
    client = Client(lmo, lmo.token)
    yield client
    client.connection.close()


def test_a_job_says_what_it_is(lmo_client: Client) -> None:
    made = start_query(lmo_client, IN_ORDER).json
    assert made["createdDate"].startswith("2026-11-24T")
    assert made == {
        "id": made["id"],
        "operation": "query",
        "object": LICENSE,
        "createdById": lmo_client.lmo.user_id,
        "createdDate": made["createdDate"],
        "systemModstamp": made["createdDate"],
        "state": "UploadComplete",
        "concurrencyMode": "Parallel",
        "contentType": "CSV",
        "apiVersion": 68.0,
        "lineEnding": "LF",
        "columnDelimiter": "COMMA",
    }
    polled = lmo_client.ask("GET", f"{QUERY}/{made['id'][:15]}").json
    assert (polled["state"], polled["numberRecordsProcessed"], polled["jobType"]) == ("JobComplete", 60, "V2Query")
    assert polled["isPkChunkingSupported"]


def test_the_result_is_what_a_query_gives(lmo_client: Client) -> None:
    names = "Id, Name, sfLma__Seats__c, sfLma__Expiration__c, sfLma__Is_Sandbox__c, CreatedDate"
    parents = "sfLma__Account__r.Name, sfLma__Account__r.Owner.Name"
    soql = f"SELECT {names}, {parents} FROM sfLma__License__c"  # noqa: S608 (SOQL of the names above)
    answer = lmo_client.ask("GET", query_job(lmo_client, soql) + "/results")
    assert (answer.headers["Sforce-Locator"], answer.headers["Sforce-NumberOfRecords"]) == ("null", "60")
    rows = table(answer)
    assert ", ".join(rows[0]) == f"{names}, {parents}"
    expected = lmo_client.query(soql).json["records"]
    assert [_flat(record, list(rows[0])) for record in expected] == rows
    assert "" in {row["sfLma__Account__r.Name"] for row in rows}


def _flat(record: Json, columns: list[str]) -> dict[str, str]:
    flat = {}
    for column in columns:
        value: Json = record
        for part in column.split("."):
            value = None if value is None else value[part]
        flat[column] = _spelt(value)
    return flat


def _spelt(value: Json) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return number(value)
    return "" if value is None else str(value).replace(".000+0000", ".000Z")


def test_names_in_every_script_arrive(lmo_client: Client) -> None:
    soql = "SELECT Name FROM Account ORDER BY Name"
    rows = table(lmo_client.ask("GET", query_job(lmo_client, soql) + "/results"))
    assert [row["Name"] for row in rows] == [one["Name"] for one in lmo_client.query(soql).json["records"]]
    assert any(not row["Name"].isascii() for row in rows)


def test_a_result_without_rows_has_a_header(lmo_client: Client) -> None:
    job = query_job(lmo_client, "SELECT Id FROM Account WHERE Name = 'no one'")
    answer = lmo_client.ask("GET", f"{job}/results")
    assert answer.raw == b'"Id"\n'
    assert (answer.headers["Sforce-Locator"], answer.headers["Sforce-NumberOfRecords"]) == ("null", "0")


def test_the_dialect_is_the_one_asked_for(lmo_client: Client) -> None:
    job = query_job(lmo_client, f"{IN_ORDER} LIMIT 1", lineEnding="CRLF", columnDelimiter="TAB")
    answer = lmo_client.ask("GET", f"{job}/results")
    assert answer.raw.startswith(b'"Id"\t"Name"\r\n"')
    refused = start_query(lmo_client, IN_ORDER, lineEnding="CR")
    assert (refused.status, refused.code) == (400, "JSON_PARSER_ERROR")


def test_a_result_is_compressed_for_whoever_takes_that(lmo_client: Client) -> None:
    job = query_job(lmo_client, IN_ORDER)
    packed = lmo_client.ask("GET", f"{job}/results", Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.raw) == lmo_client.ask("GET", f"{job}/results").raw


@pytest.mark.parametrize("size", [1, 7, 59, 60, 61])
def test_pages_make_up_the_result(lmo_client: Client, size: int) -> None:
    job = query_job(lmo_client, IN_ORDER)
    pages, place = [], ""
    while place != "null":
        answer = lmo_client.ask("GET", f"{job}/results?maxRecords={size}{place and f'&locator={place}'}")
        pages.append(table(answer))
        assert len(pages[-1]) == int(answer.headers["Sforce-NumberOfRecords"])
        place = answer.headers["Sforce-Locator"]
    assert [row["Name"] for page in pages for row in page] == [f"L-{number:05}" for number in range(1, 61)]
    assert {len(page) for page in pages[:-1]} <= {size}


def test_pages_are_had_side_by_side(paged: Client) -> None:
    job = query_job(paged, IN_ORDER)
    first = paged.ask("GET", f"{job}/resultPages").json
    assert (len(first["resultPages"]), first["done"]) == (5, False)
    second = paged.ask("GET", first["nextRecordsUrl"]).json
    assert (len(second["resultPages"]), second["done"]) == (4, True)
    assert "nextRecordsUrl" not in second
    urls = [page["resultUrl"] for page in (*first["resultPages"], *second["resultPages"])]
    names = {url: [row["Name"] for row in table(paged.ask("GET", url))] for url in reversed(urls)}
    assert [len(names[url]) for url in urls] == [7] * 8 + [4]
    assert [name for url in urls for name in names[url]] == [f"L-{number:05}" for number in range(1, 61)]


def test_a_page_of_several_leads_to_the_next(paged: Client) -> None:
    url = paged.ask("GET", f"{query_job(paged, IN_ORDER)}/resultPages").json["resultPages"][0]["resultUrl"]
    pages = []
    while not url.endswith("=null"):
        answer = paged.ask("GET", url)
        pages.append(len(table(answer)))
        url = f"{url.partition('?')[0]}?locator={answer.headers['Sforce-Locator']}"
    assert pages == [7] * 8 + [4]


def test_no_rows_are_one_page(paged: Client) -> None:
    job = query_job(paged, "SELECT Id FROM Account WHERE Name = 'no one'")
    body = paged.ask("GET", f"{job}/resultPages").json
    assert (len(body["resultPages"]), body["done"]) == (1, True)
    assert paged.ask("GET", body["resultPages"][0]["resultUrl"]).raw == b'"Id"\n'


def test_pages_side_by_side_came_with_version_58(lmo_client: Client) -> None:
    for version, status in (("57.0", 404), ("58.0", 200)):
        jobs = f"/services/data/v{version}/jobs/query"
        made = lmo_client.ask("POST", jobs, {"operation": "query", "query": IN_ORDER}).json
        assert lmo_client.ask("GET", f"{jobs}/{made['id']}/resultPages").status == status


def test_the_result_stays_whatever_is_written_meanwhile(paged: Client) -> None:
    soql = "SELECT Name FROM sfLma__License__c WHERE sfLma__Seats__c != 77 ORDER BY Name"
    job = query_job(paged, soql)
    before = table(paged.ask("GET", f"{job}/results?maxRecords=60"))
    for record in paged.query("SELECT Id FROM sfLma__License__c LIMIT 5").json["records"]:
        paged.lmo.change(LICENSE, record["Id"], {SEATS: 77})
    assert table(paged.ask("GET", f"{job}/results?maxRecords=60")) == before
    assert len(table(paged.ask("GET", query_job(paged, soql) + "/results?maxRecords=60"))) == len(before) - 5


def test_deleted_records_are_in_query_all(lmo_client: Client) -> None:
    key = lmo_client.ask("POST", f"{ROOT}/sobjects/Account", {"Name": "Gone"}).json["id"]
    lmo_client.ask("DELETE", f"{ROOT}/sobjects/Account/{key}")
    soql = "SELECT Id, IsDeleted FROM Account WHERE Name = 'Gone'"
    assert table(lmo_client.ask("GET", query_job(lmo_client, soql) + "/results")) == []
    found = table(lmo_client.ask("GET", query_job(lmo_client, soql, "queryAll") + "/results"))
    assert found == [{"Id": key, "IsDeleted": "true"}]


@pytest.mark.parametrize(
    ("soql", "code"),
    [
        ("SELECT COUNT() FROM sfLma__License__c", "FEATURENOTENABLED"),
        ("SELECT COUNT(Id) FROM sfLma__License__c", "FEATURENOTENABLED"),
        ("SELECT sfLma__Status__c FROM sfLma__License__c GROUP BY sfLma__Status__c", "FEATURENOTENABLED"),
        ("SELECT Name, (SELECT Name FROM sfLma__Licenses__r) FROM sfLma__Package__c", "FEATURENOTENABLED"),
        (f"{IN_ORDER} LIMIT 5 OFFSET 5", "FEATURENOTENABLED"),
        ("SELECT TYPEOF What WHEN Account THEN Name END FROM Event", "MALFORMED_QUERY"),
        ("SELECT Naem FROM Account", "INVALID_FIELD"),
        ("SELECT Id FROM ScratchOrgInfo", "INVALID_TYPE"),
        ("SELECT Id FROM sfFma__FeatureParameterBoolean__c", "INVALIDENTITY"),
    ],
)
def test_statements_that_make_no_job(lmo_client: Client, soql: str, code: str) -> None:
    refused = start_query(lmo_client, soql)
    assert (refused.status, refused.code) == (400, code)
    assert lmo_client.ask("GET", QUERY).json == {"done": True, "records": [], "nextRecordsUrl": None}


@pytest.mark.parametrize("body", [{}, {"operation": "query"}, {"operation": "insert", "query": IN_ORDER}])
def test_orders_that_are_no_query(lmo_client: Client, body: Json) -> None:
    assert lmo_client.ask("POST", QUERY, body).code == "INVALIDJOB"


@pytest.mark.parametrize(
    ("asked", "code"),
    [("locator=nonsense!", "INVALID_QUERY_LOCATOR"), ("locator=OTk5", "INVALID_QUERY_LOCATOR")]
    + [(f"maxRecords={value}", "INVALID_INPUT") for value in ("0", "-1", "x")],
)
def test_pages_that_are_not_there(lmo_client: Client, asked: str, code: str) -> None:
    answer = lmo_client.ask("GET", f"{query_job(lmo_client, IN_ORDER)}/results?{asked}")
    assert (answer.status, answer.code) == (400, code)


def test_results_are_of_the_version_that_the_job_was_made_in(lmo_client: Client) -> None:
    job = query_job(lmo_client, IN_ORDER).replace("v68.0", "v67.0")
    assert lmo_client.ask("GET", job).status == 200
    assert lmo_client.ask("GET", f"{job}/results").status == 409


def test_a_job_can_be_scripted_to_fail(lmo_client: Client) -> None:
    lmo_client.lmo.fault("job-failed", "POST", "/jobs/query", message="InternalServerError : Retried 15 times")
    job = query_job(lmo_client, IN_ORDER)
    told = lmo_client.ask("GET", job).json
    assert (told["state"], told["errorMessage"]) == ("Failed", "InternalServerError : Retried 15 times")
    assert lmo_client.ask("GET", f"{job}/results").code == "JOB_NOT_COMPLETE"


def test_other_misfortunes_befall_jobs_too(lmo_client: Client) -> None:
    job = query_job(lmo_client, IN_ORDER)
    lmo_client.lmo.fault("503", "GET", "/results")
    assert lmo_client.ask("GET", f"{job}/results").status == 503
    lmo_client.lmo.fault("short-page", "GET", "/results", size=3)
    short = lmo_client.ask("GET", f"{job}/results")
    assert (len(table(short)), short.headers["Sforce-Locator"]) == (3, "Mw")


def test_a_composite_has_no_room_for_csv(lmo_client: Client) -> None:
    part = {"method": "GET", "url": query_job(lmo_client, IN_ORDER) + "/results", "referenceId": "csv"}
    (answer,) = lmo_client.ask("POST", f"{ROOT}/composite", {"compositeRequest": [part]}).json["compositeResponse"]
    assert answer["httpStatusCode"] == 404


def test_a_user_gets_only_what_the_user_sees(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(profile="hidden-fields"))
    client = Client(lmo, lmo.token)
    assert start_query(client, "SELECT sfLma__Used_Licenses__c FROM sfLma__License__c").code == "INVALID_FIELD"
    client.connection.close()
