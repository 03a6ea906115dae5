from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING

import pytest

from lmo_tui.demo.faults import BAD_JSON, KINDS, Fault, Faults
from lmo_tui.demo.server import Options
from tests.demo.client import LICENSE, ROOT, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from lmo_tui.demo.server import DemoLmo
    from tests.demo.fixtures import MakeDemoLmo

SEATS = {"sfLma__Seats__c": 44}
Dropped = (HTTPException, ConnectionError)


@pytest.fixture
def key(demo_lmo: DemoLmo) -> str:
    """An ordinary license with 25 seats."""
    return odd_license(demo_lmo, "over_used")


def _seats(lmo: DemoLmo, key: str) -> object:
    return lmo.value("SELECT sfLma__Seats__c FROM sfLma__License__c WHERE Id = ?", key)


def test_dropped_before_the_commit(lmo_client: Client, key: str) -> None:
    lmo_client.lmo.fault("before-commit-drop", "PATCH")
    with pytest.raises(Dropped):
        lmo_client.patch(key, SEATS)
    assert _seats(lmo_client.lmo, key) == 25
    assert lmo_client.lmo.audit.writes[0].status is None
    lmo_client.connection.close()
    assert lmo_client.patch(key, SEATS).status == 204


def test_dropped_after_the_commit(lmo_client: Client, key: str) -> None:
    lmo_client.lmo.fault("after-commit-drop", "PATCH")
    with pytest.raises(Dropped):
        lmo_client.patch(key, SEATS)
    assert [(commit.before, commit.after) for commit in lmo_client.lmo.audit.commits] == [
        ({"sfLma__Seats__c": 25.0}, {"sfLma__Seats__c": 44.0})
    ]
    assert lmo_client.lmo.audit.writes[0].status is None


@pytest.mark.parametrize("kind", ["hang", "slow", "trickle"])
def test_slow_ones_do_the_work(lmo_client: Client, key: str, kind: str) -> None:
    lmo_client.lmo.fault(kind, ms=1)
    assert lmo_client.patch(key, SEATS).status == 204
    lmo_client.lmo.fault(kind, ms=1)
    assert lmo_client.license(key)["sfLma__Seats__c"] == 44.0


def test_a_redirect_leads_to_the_login_page(lmo_client: Client, key: str) -> None:
    lmo_client.lmo.fault("redirect-302", "PATCH")
    answer = lmo_client.patch(key, SEATS)
    assert (answer.status, answer.headers["Location"]) == (302, lmo_client.lmo.url + "/")
    page = lmo_client.ask("GET", "/")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=UTF-8")
    assert _seats(lmo_client.lmo, key) == 25


@pytest.mark.parametrize("kind", ["redirect-302", "html-200", "500", "503", "412", "bad-json"])
def test_what_answers_in_the_servers_place_may_come_after_the_commit(lmo_client: Client, key: str, kind: str) -> None:
    lmo_client.lmo.fault(kind, "PATCH", commits=True)
    assert lmo_client.patch(key, SEATS).status != 204
    assert _seats(lmo_client.lmo, key) == 44


@pytest.mark.parametrize(("at", "seats"), [("before", 25), ("after", 44)])
def test_a_request_waits_before_or_after_its_work_until_it_is_let_go(
    lmo_client: Client, key: str, at: str, seats: int
) -> None:
    lmo = lmo_client.lmo
    pause = lmo.pause("here", "PATCH", at=at)
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(lmo_client.patch, key, SEATS)
        assert pause.reached.wait(10)
        assert (_seats(lmo, key), answer.done()) == (seats, False)
        control = Client(lmo, lmo.token, {"X-Demo-Token": lmo.token})
        assert control.ask("POST", "/__demo/fault/release", {"name": "here"}).status == 200
        assert answer.result().status == 204
    control.connection.close()
    assert pause.over.wait(10)
    assert _seats(lmo, key) == 44


def test_html_instead_of_json(lmo_client: Client) -> None:
    lmo_client.lmo.fault("html-200")
    answer = lmo_client.get("/limits")
    assert (answer.status, answer.raw[:9]) == (200, b"<!DOCTYPE")


def test_a_body_cut_short(lmo_client: Client) -> None:
    lmo_client.lmo.fault("truncated")
    with pytest.raises(IncompleteRead):
        lmo_client.get("/limits")


@pytest.mark.parametrize("name", sorted(BAD_JSON))
def test_bad_json(lmo_client: Client, name: str) -> None:
    lmo_client.lmo.fault("bad-json", json=name)
    answer = lmo_client.get("/limits")
    assert (answer.status, answer.raw) == (200, BAD_JSON[name])
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("500", 500, "UNKNOWN_EXCEPTION"),
        ("status-503", 503, "SERVER_UNAVAILABLE"),
        ("401", 401, "INVALID_SESSION_ID"),
        ("limit", 403, "REQUEST_LIMIT_EXCEEDED"),
        ("lock", 400, "UNABLE_TO_LOCK_ROW"),
        ("412", 412, "PRECONDITION_FAILED"),
    ],
)
def test_refusals_write_nothing(lmo_client: Client, key: str, kind: str, status: int, code: str) -> None:
    lmo_client.lmo.fault(kind, "PATCH", times=2)
    for _ in range(2):
        answer = lmo_client.patch(key, SEATS)
        assert (answer.status, answer.code) == (status, code)
    assert _seats(lmo_client.lmo, key) == 25
    assert lmo_client.patch(key, SEATS).status == 204
    assert [request.status for request in lmo_client.lmo.audit.writes] == [status, status, 204]


def test_a_fault_waits_for_its_requests(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    lmo.fault("503", "GET", r"/query\?q=SELECT Name FROM Account", skip=1, times=None)
    statuses = [lmo_client.query("SELECT Name FROM Account").status for _ in range(3)]
    assert statuses == [200, 503, 503]
    assert lmo_client.query("SELECT Id FROM Account").status == 200
    lmo.clear_faults()
    assert lmo_client.query("SELECT Name FROM Account").status == 200


def test_faults_match_bodies_and_come_in_order() -> None:
    faults = Faults()
    faults.add({"match": {"method": "patch", "body": "Seats"}, "do": "lock"})
    faults.add({"match": {"path": "^/x$"}, "do": {"kind": "slow", "ms": 5}, "times": "always"})
    assert faults.take("PATCH", "/y", "{}") is None
    first, second = (faults.take("PATCH", "/x", '{"Seats": 1}') for _ in range(2))
    assert first is not None
    assert first.kind == "lock"
    assert second is not None
    assert (second.kind, second.seconds(300)) == ("slow", 0.005)
    assert faults.pending == 1


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"do": "explode"},
        {"do": "lock", "match": {"url": "x"}},
        {"do": "lock", "time": 3},
        {"do": "lock", "match": {"path": "("}},
    ],
)
def test_rules_that_say_nothing_sensible_are_refused(rule: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no |there are"):
        Fault.parse(rule)


def test_every_kind_can_be_asked_for() -> None:
    assert {Fault.parse({"do": kind}).kind for kind in KINDS} == KINDS


def test_latency_delays_every_answer(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(latency_ms=1, faults=[{"do": "503"}]))
    client = Client(lmo, lmo.token)
    assert [client.get("/limits").status for _ in range(2)] == [503, 200]
    client.connection.close()


def test_faults_are_scripted_over_the_wire(lmo_client: Client, key: str) -> None:
    rule = {"match": {"method": "PATCH"}, "times": 1, "do": "lock"}
    assert lmo_client.ask("POST", "/__demo/fault", rule).status == 401
    lmo_client.headers = {"X-Demo-Token": lmo_client.token}
    assert lmo_client.ask("POST", "/__demo/fault", [rule, rule]).json == {"pending": 2}
    assert lmo_client.patch(key, SEATS).code == "UNABLE_TO_LOCK_ROW"
    assert lmo_client.ask("POST", "/__demo/fault/clear").json == {"pending": 0}
    assert lmo_client.patch(key, SEATS).status == 204
    assert lmo_client.ask("POST", "/__demo/fault", {"do": "explode"}).code == "INVALID_FAULT"
    assert lmo_client.ask("POST", "/__demo/fault", "x").code == "INVALID_FAULT"


def test_the_audit_is_read_over_the_wire(lmo_client: Client, key: str) -> None:
    since = "Tue, 24 Nov 2099 12:00:00 GMT"
    lmo_client.patch(key, SEATS, If_Unmodified_Since=since)
    lmo_client.headers = {"X-Demo-Token": lmo_client.token}
    told = lmo_client.ask("GET", "/__demo/audit").json
    (request,) = told["requests"]
    assert (request["method"], request["path"], request["status"]) == ("PATCH", f"{LICENSE}/{key}", 204)
    assert json.loads(request["body"]) == SEATS
    assert request["headers"]["If-Unmodified-Since"] == since
    assert "Authorization" not in request["headers"]
    (commit,) = told["commits"]
    assert (commit["object"], commit["id"], commit["action"]) == ("sfLma__License__c", key, "update")
    assert (commit["before"], commit["after"]) == ({"sfLma__Seats__c": 25.0}, {"sfLma__Seats__c": 44.0})
    assert lmo_client.token.split("!")[1] not in json.dumps(told)
    lmo_client.ask("POST", "/__demo/audit/clear")
    assert lmo_client.ask("GET", "/__demo/audit").json == {"requests": [], "commits": []}


def test_the_control_token_outlives_the_session(lmo_client: Client) -> None:
    lmo_client.headers = {"X-Demo-Token": lmo_client.token}
    assert lmo_client.ask("POST", "/__demo/expire").status == 200
    assert lmo_client.get("/limits").status == 401
    assert lmo_client.ask("GET", "/__demo/audit").status == 200
    assert lmo_client.ask("GET", "/__demo/nothing").status == 404
    assert lmo_client.ask("POST", "/__demo/settle").status == 200


def test_somebody_else_saves_behind_the_clients_back(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    key = odd_license(lmo, "uninstalled")
    lmo_client.headers = {"X-Demo-Token": lmo_client.token}
    change = {"object": "sfLma__License__c", "id": key, "fields": {"sfLma__Status__c": "Active", "sfLma__Seats__c": 3}}
    assert lmo_client.ask("POST", "/__demo/change", change).status == 200
    row = lmo_client.license(key)
    assert (row["sfLma__Status__c"], row["sfLma__License_Status__c"], row["sfLma__Seats__c"]) == ("Active", "Active", 3)
    assert row["LastModifiedById"] != lmo.user_id
    assert row["LastModifiedDate"] >= "2026-11-24T12:00:00"
    assert lmo.audit.commits[0].by == "behind"
    assert lmo_client.ask("POST", "/__demo/change", {"object": "Account"}).code == "INVALID_INPUT"
    change["fields"] = {"sfLma__License_Status__c": "x"}
    assert lmo_client.ask("POST", "/__demo/change", change).code == "INVALID_FIELD"


def test_control_requests_are_no_part_of_the_audit(lmo_client: Client) -> None:
    lmo_client.headers = {"X-Demo-Token": lmo_client.token}
    lmo_client.lmo.fault("503", times=None)
    assert lmo_client.ask("GET", "/__demo/audit").status == 200
    assert lmo_client.lmo.audit.requests == []
    assert lmo_client.ask("GET", ROOT).status == 503
