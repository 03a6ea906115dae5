"""What time, a client's second thoughts and a restart do to jobs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from lmo_tui.demo.bulk.jobs import MOST_KEPT
from lmo_tui.demo.server import Options
from tests.demo.bulk.work import (
    INGEST,
    QUERY,
    SEATS,
    as_csv,
    close,
    ingest_job,
    outcome,
    query_job,
    start_query,
    upload,
)
from tests.demo.client import Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lmo_tui.demo.server import DemoLmo
    from tests.demo.fixtures import MakeDemoLmo

ALL = "SELECT Id FROM sfLma__License__c"
AN_HOUR = 3_600_000


@pytest.fixture
def slow(make_demo_lmo: MakeDemoLmo) -> Iterator[Client]:
    """A client of a demo LMO whose jobs take an hour."""
    lmo = make_demo_lmo(Options(job_ms=AN_HOUR))
    client = Client(lmo, lmo.token)
    yield client
    client.connection.close()


def _state(client: Client, job: str) -> str:
    return str(client.ask("GET", job).json["state"])


def test_time_moves_a_job(slow: Client) -> None:
    job = query_job(slow, ALL)
    assert _state(slow, job) == "UploadComplete"
    slow.lmo.age_jobs(1_200)
    assert _state(slow, job) == "InProgress"
    slow.lmo.age_jobs(2_400)
    assert _state(slow, job) == "JobComplete"


def test_results_wait_for_the_end(slow: Client) -> None:
    job, load = query_job(slow, ALL), ingest_job(slow)
    close(slow, load)
    for early in (f"{job}/results", f"{job}/resultPages", f"{load}/successfulResults", f"{load}/unprocessedrecords"):
        answer = slow.ask("GET", early)
        assert (answer.status, answer.code) == (412, "JOB_NOT_COMPLETE")
    slow.lmo.settle()
    assert (_state(slow, job), _state(slow, load)) == ("JobComplete", "JobComplete")


def test_a_load_takes_effect_when_it_is_due(slow: Client) -> None:
    key, job = odd_license(slow.lmo, "over_used"), ingest_job(slow)
    upload(slow, job, as_csv([{"Id": key, SEATS: 31}]))
    close(slow, job)
    assert slow.license(key)[SEATS] == 25.0
    slow.lmo.age_jobs(3_600)
    assert slow.license(key)[SEATS] == 31.0


def test_a_job_that_is_called_off_does_nothing(slow: Client) -> None:
    key, load, job = odd_license(slow.lmo, "over_used"), ingest_job(slow), query_job(slow, ALL)
    rows = [{"Id": key, SEATS: "31"}]
    upload(slow, load, as_csv(rows))
    close(slow, load)
    for one in (load, job):
        assert slow.ask("PATCH", one, {"state": "Aborted"}).json["state"] == "Aborted"
    slow.lmo.settle()
    assert outcome(slow, load, "unprocessedrecords") == rows
    assert slow.license(key)[SEATS] == 25.0
    assert slow.ask("GET", f"{job}/results").code == "JOB_NOT_COMPLETE"


def test_the_work_is_done_once_however_many_poll(demo_lmo: DemoLmo, lmo_client: Client) -> None:
    job = ingest_job(lmo_client, "insert", "Account")
    upload(lmo_client, job, as_csv([{"Name": f"Filler {number}"} for number in range(500)]))
    close(lmo_client, job)

    def poll(_: int) -> set[str]:
        client = Client(demo_lmo, demo_lmo.token)
        states = {_state(client, job)}
        while "JobComplete" not in states:
            states.add(_state(client, job))
        client.connection.close()
        return states

    with ThreadPoolExecutor(4) as pool:
        assert set().union(*pool.map(poll, range(4))) <= {"InProgress", "JobComplete"}
    assert lmo_client.query("SELECT COUNT() FROM Account WHERE Name LIKE 'Filler%'").json["totalSize"] == 500
    assert len(outcome(lmo_client, job, "successfulResults")) == len(demo_lmo.audit.commits) == 500


@pytest.fixture
def halting(make_demo_lmo: MakeDemoLmo) -> Iterator[tuple[Client, str]]:
    """A demo LMO that saves 200 rows a request, and a job of 500 rows in it."""
    lmo = make_demo_lmo(Options(job_patience=0))
    client = Client(lmo, lmo.token)
    job = ingest_job(client, "insert", "Account")
    upload(client, job, as_csv([{"Name": f"Filler {number}"} for number in range(500)]))
    close(client, job)
    yield client, job
    client.connection.close()


def test_a_long_load_goes_on_with_every_poll(halting: tuple[Client, str]) -> None:
    client, job = halting
    polls = [client.ask("GET", job).json for _ in range(3)]
    told = [(poll["state"], poll["numberRecordsProcessed"]) for poll in polls]
    assert told == [("InProgress", 200), ("InProgress", 400), ("JobComplete", 500)]


def test_what_a_job_did_before_it_was_called_off_stays(halting: tuple[Client, str]) -> None:
    client, job = halting
    assert client.ask("PATCH", job, {"state": "Aborted"}).json["state"] == "Aborted"
    assert client.ask("GET", job).json["numberRecordsProcessed"] == 200
    assert len(outcome(client, job, "successfulResults")) == len(client.lmo.audit.commits) == 200
    assert outcome(client, job, "unprocessedrecords") == [{"Name": f"Filler {number}"} for number in range(200, 500)]


@pytest.mark.parametrize("state", ["Aborted", "UploadComplete"])
def test_what_is_over_cannot_be_called_off(lmo_client: Client, state: str) -> None:
    load = ingest_job(lmo_client)
    close(lmo_client, load)
    verb = "Aborting" if state == "Aborted" else "Closing"
    answer = lmo_client.ask("PATCH", load, {"state": state})
    assert (answer.status, answer.code) == (400, "INVALIDJOBSTATE")
    assert answer.message == f"{verb} already Completed Job not allowed"


@pytest.mark.parametrize("body", [{}, {"state": "InProgress"}, {"state": ["Aborted"]}])
def test_states_that_nobody_may_ask_for(slow: Client, body: dict[str, object]) -> None:
    for job in (query_job(slow, ALL), ingest_job(slow)):
        assert slow.ask("PATCH", job, body).code == "INVALIDJOBSTATE"


def test_jobs_are_listed_and_forgotten(lmo_client: Client) -> None:
    job, load = query_job(lmo_client, ALL), ingest_job(lmo_client)
    for address, kind, one in ((QUERY, "V2Query", job), (INGEST, "V2Ingest", load)):
        listed = lmo_client.ask("GET", address).json
        assert [(each["id"], each["jobType"]) for each in listed["records"]] == [(one.rpartition("/")[2], kind)]
        assert (listed["done"], listed["nextRecordsUrl"]) == (True, None)
    assert lmo_client.ask("DELETE", load).code == "INVALIDJOBSTATE"
    close(lmo_client, load)
    for one in (job, load):
        assert (lmo_client.ask("DELETE", one).status, lmo_client.ask("GET", one).status) == (204, 404)


def test_a_job_of_one_kind_is_none_of_the_other(lmo_client: Client) -> None:
    key = query_job(lmo_client, ALL).rpartition("/")[2]
    assert lmo_client.ask("GET", f"{INGEST}/{key}").status == 404
    assert lmo_client.ask("GET", f"{QUERY}/750000000000000").status == 404


def test_the_oldest_job_makes_room(lmo_client: Client) -> None:
    first = query_job(lmo_client, ALL)
    for _ in range(MOST_KEPT):
        start_query(lmo_client, ALL)
    assert lmo_client.ask("GET", first).status == 404
    assert len(lmo_client.ask("GET", QUERY).json["records"]) == MOST_KEPT


def test_jobs_count_against_the_limits(lmo_client: Client) -> None:
    query_job(lmo_client, ALL)
    ingest_job(lmo_client)
    limits = lmo_client.get("/limits").json
    assert limits["DailyBulkV2QueryJobs"] == {"Max": 10_000, "Remaining": 9_999}
    assert limits["DailyBulkApiBatches"] == {"Max": 15_000, "Remaining": 14_999}


def test_the_version_tells_of_jobs(lmo_client: Client) -> None:
    assert lmo_client.get("").json["jobs"] == "/services/data/v68.0/jobs"
