from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from lmo_tui.demo.seed import ODD_CASES
from lmo_tui.demo.server import Options
from tests.demo.bulk.work import INGEST, LICENSE, SEATS, as_csv, close, commits, ingest_job, outcome, run, upload
from tests.demo.client import Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from tests.demo.client import Json
    from tests.demo.fixtures import MakeDemoLmo


def test_an_open_job_says_where_its_data_belong(lmo_client: Client) -> None:
    job = ingest_job(lmo_client)
    told = lmo_client.ask("GET", job).json
    assert told["contentUrl"] == f"{job.removeprefix('/')}/batches"
    assert (told["state"], told["jobType"], told["object"]) == ("Open", "V2Ingest", LICENSE)
    assert (told["numberRecordsProcessed"], told["numberRecordsFailed"]) == (0, 0)


def test_each_row_of_an_update_answers_for_itself(lmo_client: Client) -> None:
    good, locked = (odd_license(lmo_client.lmo, case) for case in ("over_used", "uninstalled"))
    rows: list[dict[str, object]] = [
        {"Id": good[:15], SEATS: "31"},
        {"Id": locked, SEATS: "31"},
        {"Id": "nonsense", SEATS: ""},
        {"Id": "", SEATS: 1},
    ]
    job = ingest_job(lmo_client)
    told = run(lmo_client, job, rows)
    assert (told["state"], told["numberRecordsProcessed"], told["numberRecordsFailed"]) == ("JobComplete", 4, 3)
    assert outcome(lmo_client, job, "successfulResults") == [
        {"sf__Id": good, "sf__Created": "false", "Id": good[:15], SEATS: "31"}
    ]
    refused = outcome(lmo_client, job, "failedResults")
    rule = "This license is uninstalled and can't be edited."
    assert [row["sf__Error"] for row in refused] == [
        f"FIELD_CUSTOM_VALIDATION_EXCEPTION:{rule}:sfLma__Status__c --",
        "MALFORMED_ID:malformed id nonsense:--",
        "MISSING_ARGUMENT:Id not specified in an update call:--",
    ]
    assert [row["sf__Id"] for row in refused] == [locked, "nonsense", ""]
    assert lmo_client.license(good)[SEATS] == 31.0
    assert [(one.id, one.before, one.after) for one in lmo_client.lmo.audit.commits] == [
        (good, {SEATS: 25.0}, {SEATS: 31.0})
    ]


@pytest.mark.parametrize("spelling", ["unprocessedrecords", "unprocessedRecords"])
def test_nothing_is_left_over_when_all_is_done(lmo_client: Client, spelling: str) -> None:
    job = ingest_job(lmo_client)
    run(lmo_client, job, [{"Id": odd_license(lmo_client.lmo, "over_used"), SEATS: 31}])
    answer = lmo_client.ask("GET", f"{job}/{spelling}")
    assert (answer.status, answer.raw) == (200, b'"Id","sfLma__Seats__c"\n')


EDITS: tuple[dict[str, str], ...] = (
    {SEATS: "31"},
    {SEATS: "-2"},
    {SEATS: "many"},
    {"sfLma__Status__c": "Suspended"},
    {"sfLma__Status__c": "Active"},
    {"sfLma__Status__c": "Nonsense"},
    {"sfLma__Expiration__c": "2027-01-31"},
    {"sfLma__Expiration__c": "31.01.2027"},
    {"sfLma__License_Status__c": "Active"},
)


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_a_row_is_judged_as_a_patch_is(make_demo_lmo: MakeDemoLmo, edit: dict[str, str]) -> None:
    """Every odd license of the seed, once by PATCH in one org and once by a job in its twin."""
    patching, loading = (Client(lmo, lmo.token) for lmo in (make_demo_lmo(), make_demo_lmo()))
    keys = [odd_license(patching.lmo, case) for case in ODD_CASES]
    patched = [patching.patch(key, edit) for key in keys]
    job = ingest_job(loading)
    run(loading, job, [{"Id": key, **edit} for key in keys])
    refusals = {row["sf__Id"]: row["sf__Error"] for row in outcome(loading, job, "failedResults")}
    for key, answer in zip(keys, patched, strict=True):
        assert refusals.get(key, "").partition(":")[0] == ("" if answer.status == 204 else answer.code)
    assert {(one.id, *one.after.items()) for one in loading.lmo.audit.commits} == {
        (one.id, *one.after.items()) for one in patching.lmo.audit.commits
    }
    patching.connection.close()
    loading.connection.close()


def test_an_empty_value_changes_nothing_and_a_named_null_does(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    before = lmo_client.license(key)
    rows = [{"Id": key, SEATS: "", "sfLma__Expiration__c": "#N/A", "Renewal_Owner__c": "Ana"}]
    assert run(lmo_client, ingest_job(lmo_client), rows)["numberRecordsFailed"] == 0
    after = lmo_client.license(key)
    assert (after[SEATS], after["sfLma__Expiration__c"], after["Renewal_Owner__c"]) == (before[SEATS], None, "Ana")


def test_records_are_made_changed_and_deleted(lmo_client: Client) -> None:
    making = ingest_job(lmo_client, "insert", "Account")
    run(lmo_client, making, [{"Name": "One"}, {"Name": ""}, {"Name": "Zoë, Ltd.\n2nd line"}])
    made = outcome(lmo_client, making, "successfulResults")
    assert [(row["sf__Created"], row["Name"]) for row in made] == [("true", "One"), ("true", "Zoë, Ltd.\n2nd line")]
    (refused,) = outcome(lmo_client, making, "failedResults")
    assert refused["sf__Error"] == "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --"

    putting = ingest_job(lmo_client, "upsert", "Account", externalIdFieldName="Id")
    run(lmo_client, putting, [{"Id": made[0]["sf__Id"], "Name": "Uno"}, {"Id": "", "Name": "Four"}])
    put = outcome(lmo_client, putting, "successfulResults")
    assert [row["sf__Created"] for row in put] == ["false", "true"]

    deleting = ingest_job(lmo_client, "delete", "Account")
    keys = [made[0]["sf__Id"], put[1]["sf__Id"], made[0]["sf__Id"]]
    assert run(lmo_client, deleting, [{"Id": key} for key in keys])["numberRecordsFailed"] == 1
    assert outcome(lmo_client, deleting, "failedResults")[0]["sf__Error"] == "ENTITY_IS_DELETED:entity is deleted:--"
    left = lmo_client.query("SELECT Name FROM Account WHERE Name IN ('One', 'Uno', 'Four', 'Zoë, Ltd.\\n2nd line')")
    assert [row["Name"] for row in left.json["records"]] == ["Zoë, Ltd.\n2nd line"]


def test_an_inserted_record_brings_no_id(lmo_client: Client) -> None:
    job = ingest_job(lmo_client, "insert", "Account")
    run(lmo_client, job, [{"Id": "001Hs00000ZZZZZ", "Name": "One"}])
    (refused,) = outcome(lmo_client, job, "failedResults")
    assert refused["sf__Error"].startswith("INVALID_FIELD_FOR_INSERT_UPDATE:")


def test_data_may_come_in_chunks(lmo_client: Client) -> None:
    key, job = odd_license(lmo_client.lmo, "over_used"), ingest_job(lmo_client)
    connection = HTTPConnection("127.0.0.1", urlsplit(lmo_client.lmo.url).port or 0)
    headers = {"Authorization": f"Bearer {lmo_client.token}", "Content-Type": "text/csv"}
    pieces = (piece.encode() for piece in as_csv([{"Id": key, SEATS: 33}]).partition("\n"))
    connection.request("PUT", f"{job}/batches", pieces, headers, encode_chunked=True)
    response = connection.getresponse()
    assert (response.status, response.read()) == (201, b"")
    connection.close()
    close(lmo_client, job)
    assert lmo_client.license(key)[SEATS] == 33.0  # and nobody had to poll


def test_the_dialect_is_the_one_asked_for(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    job = ingest_job(lmo_client, lineEnding="CRLF", columnDelimiter="SEMICOLON")
    assert run(lmo_client, job, f"Id;{SEATS}\r\n{key};34\r\n")["numberRecordsFailed"] == 0
    answer = lmo_client.ask("GET", f"{job}/successfulResults")
    assert answer.raw.decode() == f'"sf__Id";"sf__Created";"Id";"{SEATS}"\r\n"{key}";"false";"{key}";"34"\r\n'


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("Id,Naem\na,b\n", "InvalidBatch : Field name not found : Naem"),
        ("Id,sfLma__Account__r.Name\na,b\n", "InvalidBatch : Field name not found : sfLma__Account__r.Name"),
        ("Id,id\na,b\n", "InvalidBatch : Duplicate field name in the header"),
        ("Name\na\n", "InvalidBatch : Field name not found : Id is needed to update records"),
        ("Id\r\na\r\n", "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF"),
    ],
)
def test_data_that_fail_the_whole_job(lmo_client: Client, data: str, complaint: str) -> None:
    job = ingest_job(lmo_client)
    told = run(lmo_client, job, data)
    assert (told["state"], told["errorMessage"], told["numberRecordsProcessed"]) == ("Failed", complaint, 0)
    assert outcome(lmo_client, job, "successfulResults") == outcome(lmo_client, job, "failedResults") == []
    left = lmo_client.ask("GET", f"{job}/unprocessedrecords").raw.decode()
    assert left.replace('"', "").strip() in {data.strip(), ""}
    assert lmo_client.lmo.audit.commits == []


def test_a_job_without_data_saves_nothing(lmo_client: Client) -> None:
    job = ingest_job(lmo_client)
    close(lmo_client, job)
    told = lmo_client.ask("GET", job).json
    assert (told["state"], told["numberRecordsProcessed"]) == ("JobComplete", 0)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"object": "sfFma__FeatureParameterBoolean__c", "operation": "update"}, "INVALIDENTITY"),
        ({"object": "Nothing__c", "operation": "update"}, "INVALIDENTITY"),
        ({"object": LICENSE, "operation": "query"}, "INVALIDJOB"),
        ({"object": LICENSE, "operation": "upsert", "externalIdFieldName": "Name"}, "INVALIDJOB"),
        ({"object": LICENSE, "operation": "update", "contentType": "XML"}, "INVALIDJOB"),
        ({"object": LICENSE, "operation": "hardDelete"}, "FEATURENOTENABLED"),
        ({"operation": "update"}, "INVALIDJOB"),
        ({"object": LICENSE, "operation": "update", "columnDelimiter": "DOT"}, "JSON_PARSER_ERROR"),
    ],
)
def test_orders_that_make_no_job(lmo_client: Client, body: Json, code: str) -> None:
    answer = lmo_client.ask("POST", INGEST, body)
    assert (answer.status, answer.code) == (400, code)
    assert lmo_client.ask("GET", INGEST).json["records"] == []


def test_objects_with_bulk_off_are_named(lmo_client: Client) -> None:
    body = {"object": "sffma__featureparameterdate__c", "operation": "update"}
    message = "Entity 'sfFma__FeatureParameterDate__c' is not supported by the Bulk API."
    assert lmo_client.ask("POST", INGEST, body).message == message


def test_data_are_taken_once_and_only_as_csv(lmo_client: Client) -> None:
    job = ingest_job(lmo_client)
    assert lmo_client.ask("PUT", f"{job}/batches", b"Id\n", Content_Type="application/json").status == 415
    assert upload(lmo_client, job, "Id\n").status == 201
    again = upload(lmo_client, job, "Id\n")
    assert (again.code, again.message[:33]) == ("INVALIDJOBSTATE", "Found multiple contents for job: ")
    close(lmo_client, job)
    assert upload(lmo_client, job, "Id\n").code == "INVALIDJOBSTATE"


def test_a_user_who_may_only_read_saves_nothing(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(profile="read-only"))
    client = Client(lmo, lmo.token)
    for operation, row in (
        ("update", {"Id": odd_license(lmo, "over_used"), SEATS: 31}),
        ("delete", {"Id": odd_license(lmo, "over_used")}),
        ("insert", {"Name": "One"}),
    ):
        job = ingest_job(client, operation, "Account" if operation == "insert" else LICENSE)
        assert run(client, job, [row])["numberRecordsFailed"] == 1
        (refused,) = outcome(client, job, "failedResults")
        assert refused["sf__Error"].startswith("INSUFFICIENT_ACCESS_OR_READONLY:")
    assert lmo.audit.commits == []
    client.connection.close()


def test_fields_that_are_closed_refuse_row_by_row(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(profile="no-status-fls"))
    client = Client(lmo, lmo.token)
    job = ingest_job(client)
    run(client, job, [{"Id": odd_license(lmo, "over_used"), "sfLma__Status__c": "Suspended"}])
    (refused,) = outcome(client, job, "failedResults")
    assert refused["sf__Error"].startswith("INVALID_FIELD_FOR_INSERT_UPDATE:Unable to update fields: sfLma__Status__c.")
    client.connection.close()


def test_some_rows_can_be_made_to_fail(lmo_client: Client) -> None:
    keys = [odd_license(lmo_client.lmo, case) for case in ("over_used", "nobody", "zero_seats")]
    lmo_client.lmo.fault("partial", "PATCH", "/jobs/ingest", fail=[1])
    job = ingest_job(lmo_client)
    assert run(lmo_client, job, [{"Id": key, SEATS: 77} for key in keys])["numberRecordsFailed"] == 1
    (refused,) = outcome(lmo_client, job, "failedResults")
    lock = f"unable to obtain exclusive access to this record or 1 records: {keys[1]}"
    assert refused["sf__Error"] == f"UNABLE_TO_LOCK_ROW:{lock}:--"
    assert keys[1] not in commits(lmo_client)


def test_a_job_can_be_scripted_to_fail(lmo_client: Client) -> None:
    lmo_client.lmo.fault("job-failed", "PATCH", "/jobs/ingest")
    job = ingest_job(lmo_client)
    rows = [{"Id": odd_license(lmo_client.lmo, "over_used"), SEATS: "77"}]
    assert run(lmo_client, job, rows)["state"] == "Failed"
    assert outcome(lmo_client, job, "unprocessedrecords") == rows
    assert lmo_client.lmo.audit.commits == []
