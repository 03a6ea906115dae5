"""One test for each defect of the library below (salesforce-api.md 1.4) that can reach us, and for the gaps of 1.5."""

import gzip
import threading
from pathlib import Path

import pytest
import requests

from lmo_tui.domain.errors import (
    BadAnswerError,
    NoAccessError,
    RefusedError,
    SignedOutError,
    UnknownOutcomeError,
    UnreachableError,
)
from lmo_tui.domain.ports import Usage
from lmo_tui.salesforce import transport
from lmo_tui.salesforce.bearer import Bearer
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.salesforce.origin import origin_of
from lmo_tui.salesforce.transport import LmoSession
from tests.salesforce.conftest import TOKEN, MakeClient, Serve
from tests.salesforce.stub import Reply, Seen, Stub, fault, reply

EMPTY = reply({"totalSize": 0, "done": True, "records": []})
QUERY = "SELECT Id FROM sfLma__License__c WHERE Name = 'secret-name'"
LICENSE = "sfLma__License__c"
LICENSE_ID = "a05000000000001AAA"
SINCE = {"If-Unmodified-Since": "Tue, 24 Nov 2026 00:00:00 GMT"}
NO_WRITE = Reply(204)


class Renewing:
    """A server that takes one token, and a login that gives out the next."""

    def __init__(self, good: str = "T1") -> None:
        self.good = good
        self.refreshes = 0

    def answers(self, seen: Seen) -> Reply:
        if seen.headers["authorization"] != f"Bearer {self.good}":
            return fault(401, "INVALID_SESSION_ID", "Session expired or invalid")
        return NO_WRITE if seen.method == "PATCH" else EMPTY

    def refresh(self) -> str:
        self.refreshes += 1
        return f"T{self.refreshes}"


class Scripted:
    """Replies in order, the last one for ever."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self._lock = threading.Lock()

    def answers(self, _: Seen) -> Reply:
        with self._lock:
            return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


def patch_headers(stub: Stub) -> list[tuple[str | None, str | None]]:
    return [(s.headers.get("authorization"), s.headers.get("if-unmodified-since")) for s in stub.seen]


def test_a_conditional_patch_keeps_its_condition_after_a_refresh(serve: Serve, make_client: MakeClient) -> None:
    server = Renewing()
    stub = serve(server.answers)
    make_client(stub, refresh=server.refresh).patch(LICENSE, LICENSE_ID, {"x": 1}, SINCE)
    since = SINCE["If-Unmodified-Since"]
    assert patch_headers(stub) == [(f"Bearer {TOKEN}", since), ("Bearer T1", since)]
    assert [s.body for s in stub.seen] == ['{"x": 1}', '{"x": 1}']


@pytest.mark.parametrize("good", ["never"])
def test_a_session_that_stays_refused_ends_after_two_requests(good: str, serve: Serve, make_client: MakeClient) -> None:
    server = Renewing(good)
    stub = serve(server.answers)
    client = make_client(stub, refresh=server.refresh)
    with pytest.raises(SignedOutError):
        client.records(QUERY)
    assert len(stub.seen) == 2
    with pytest.raises(SignedOutError):
        client.patch(LICENSE, LICENSE_ID, {"x": 1}, {})
    assert len(stub.seen) == 4


def test_without_a_refresh_an_expired_session_ends_at_once(serve: Serve, make_client: MakeClient) -> None:
    stub = serve(Renewing().answers)
    with pytest.raises(SignedOutError):
        make_client(stub).describe(LICENSE)
    assert len(stub.seen) == 1


def test_sixteen_threads_refresh_once(serve: Serve, make_client: MakeClient) -> None:
    server = Renewing()
    stub = serve(server.answers)
    client = make_client(stub, refresh=server.refresh)
    threads = [threading.Thread(target=client.records, args=(QUERY,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.refreshes == 1
    assert sum(s.headers["authorization"] == "Bearer T1" for s in stub.seen) == 16


def test_a_login_that_is_over_is_not_asked_again(serve: Serve, make_client: MakeClient) -> None:
    asked = []

    def refresh() -> str:
        asked.append(1)
        raise SignedOutError("Your login is over.")

    client = make_client(serve(Renewing().answers), refresh=refresh)
    for _ in range(3):
        with pytest.raises(SignedOutError, match="Your login is over"):
            client.records(QUERY)
    assert len(asked) == 1


def test_a_session_of_the_wrong_kind_is_not_refreshed(serve: Serve, make_client: MakeClient) -> None:
    wrong = fault(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API")
    server = Renewing()
    with pytest.raises(SignedOutError):
        make_client(serve(lambda _: wrong), refresh=server.refresh).records(QUERY)
    assert server.refreshes == 0


def test_a_401_page_of_a_proxy_is_told_as_one(serve: Serve, make_client: MakeClient) -> None:
    stub = serve(lambda _: Reply(401, b"<html>who are you</html>", {"Content-Type": "text/html"}))
    with pytest.raises(SignedOutError):
        make_client(stub, refresh=lambda: "T1").records(QUERY)


def test_the_token_is_the_sessions_own_whoever_asks(serve: Serve, make_client: MakeClient) -> None:
    """The library's Bulk handlers copy the token they were made with; here no copy is ever sent."""
    stub = serve(lambda _: EMPTY)
    make_client(stub)._session.get(f"{stub.url}/services/x", headers={"Authorization": "Bearer stale"})
    assert stub.seen[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed_and_never_a_success(status: int, serve: Serve, make_client: MakeClient) -> None:
    elsewhere = serve(lambda _: reply({}))
    stub = serve(lambda _: Reply(status, b"", {"Location": f"{elsewhere.url}/login"}))
    client = make_client(stub)
    with pytest.raises(BadAnswerError, match="another address"):
        client.records(QUERY)
    with pytest.raises(UnknownOutcomeError):
        client.patch(LICENSE, LICENSE_ID, {"x": 1}, {})
    assert [s.method for s in stub.seen] == ["GET", "PATCH"]
    assert elsewhere.seen == []


def test_a_netrc_entry_does_not_replace_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine acme.my.salesforce.com login evil password evil\n")
    monkeypatch.setenv("NETRC", str(netrc))
    session = LmoSession(origin_of("https://acme.my.salesforce.com"), Bearer(TOKEN), lambda: False)
    request = requests.Request("GET", "https://acme.my.salesforce.com/services/data")
    assert session.prepare_request(request).headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_proxy_of_the_environment_sees_nothing_of_this_machine(
    serve: Serve, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, stub = serve(lambda _: EMPTY), serve(lambda _: EMPTY)
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    make_client(stub).records(QUERY)
    assert len(stub.seen) == 1
    assert proxy.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "https://evil.example/x",
        "http://127.0.0.1@evil.example/",
        "{url}.evil.example/x",
        "{url}@evil/",
    ],
)
def test_the_token_goes_to_no_other_host(url: str, serve: Serve, make_client: MakeClient) -> None:
    stub = serve(lambda _: EMPTY)
    with pytest.raises(requests.RequestException):
        make_client(stub)._session.get(url.format(url=stub.url))
    assert stub.seen == []


@pytest.mark.parametrize("how", ["trickle", "slow_head"])
@pytest.mark.parametrize("writing", [False, True])
def test_a_trickling_answer_ends_with_the_whole_calls_time(
    how: str, writing: bool, serve: Serve, make_client: MakeClient
) -> None:
    stub = serve(lambda _: Reply(200, b" " * 10_000, trickle=how == "trickle", slow_head=how == "slow_head"))
    client = make_client(stub, timing=Timing(read=30, whole=0.2))
    with pytest.raises(UnknownOutcomeError if writing else UnreachableError) as caught:
        client.patch(LICENSE, LICENSE_ID, {}, {}) if writing else client.records(QUERY)
    assert "in time" in str(caught.value)
    assert len(stub.seen) == 1


def test_a_silent_server_times_out(serve: Serve, make_client: MakeClient) -> None:
    def answers(_: Seen) -> Reply:
        stub.over.wait()
        return EMPTY

    stub = serve(answers)
    with pytest.raises(UnreachableError, match="in time"):
        make_client(stub, timing=Timing(read=0.05, whole=5)).records(QUERY)
    assert len(stub.seen) == transport.TRIES


@pytest.mark.parametrize("bad", [Reply(503), Reply(502), fault(503, "SERVER_UNAVAILABLE"), Reply(drop=True)])
def test_a_read_survives_two_passing_failures(bad: Reply, serve: Serve, make_client: MakeClient) -> None:
    stub = serve(Scripted(bad, bad, EMPTY).answers)
    assert make_client(stub).records(QUERY) == []
    assert len(stub.seen) == 3


@pytest.mark.parametrize("bad", [Reply(503), fault(500, "UNKNOWN_EXCEPTION"), Reply(drop=True), Reply(cut=True)])
def test_a_write_is_never_repeated(bad: Reply, serve: Serve, make_client: MakeClient) -> None:
    stub = serve(Scripted(bad, NO_WRITE).answers)
    with pytest.raises(UnknownOutcomeError):
        make_client(stub).patch(LICENSE, LICENSE_ID, {"x": 1}, {})
    assert [s.method for s in stub.seen] == ["PATCH"]


def test_a_limit_is_not_answered_with_more_requests(serve: Serve, make_client: MakeClient) -> None:
    stub = serve(lambda _: fault(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."))
    with pytest.raises(UnreachableError, match="TotalRequests"):
        make_client(stub).records(QUERY)
    assert len(stub.seen) == 1


def test_a_truncated_body_is_read_again_and_never_taken_for_whole(serve: Serve, make_client: MakeClient) -> None:
    whole = reply({"totalSize": 1, "done": True, "records": [{"Id": LICENSE_ID}]})
    cut = Reply(200, whole.body, cut=True)
    stub = serve(Scripted(cut, whole).answers)
    assert make_client(stub).records(QUERY) == [{"Id": LICENSE_ID}]
    with pytest.raises(UnreachableError):
        make_client(serve(lambda _: cut)).records(QUERY)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><title>Login</title>",
        b"[1,2,3]",
        b"null",
        b'{"totalSize":NaN,"done":true,"records":[]}',
        b'{"totalSize":1,"done":true,"records":[{"Seats":Infinity}]}',
        b"[" * 100_000,
        b'{"done":true,"records":[1]}',
        b'{"records":[]}',
        b'{"totalSize":1,"records":["\xff\xfe"]}',
    ],
)
def test_what_is_not_the_api_is_one_typed_error(body: bytes, serve: Serve, make_client: MakeClient) -> None:
    with pytest.raises(BadAnswerError):
        make_client(serve(lambda _: Reply(200, body))).records(QUERY)


def test_gzip_is_read_and_a_bomb_is_not(serve: Serve, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = {"Content-Encoding": "gzip"}
    small = Reply(200, gzip.compress(EMPTY.body), encoded)
    assert make_client(serve(lambda _: small)).records(QUERY) == []
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 1_000_000)
    bomb = Reply(200, gzip.compress(b" " * 20_000_000), encoded)
    with pytest.raises(BadAnswerError, match="too large"):
        make_client(serve(lambda _: bomb)).records(QUERY)
    with pytest.raises(BadAnswerError):
        make_client(serve(lambda _: Reply(200, b"not gzip", encoded))).records(QUERY)


def test_usage_is_kept_whatever_made_the_call(serve: Serve, make_client: MakeClient) -> None:
    shape = {"name": "X", "fields": []}
    stub = serve(lambda _: reply(shape, Sforce_Limit_Info="api-usage=18/5000; per-app-api-usage=17/250(appName=x)"))
    client = make_client(stub)
    assert client.usage is None
    client.describe("X")
    assert client.usage == Usage(18, 5000)


def test_json_is_asked_for_without_indentation_under_our_name(serve: Serve, make_client: MakeClient) -> None:
    stub = serve(lambda _: EMPTY)
    make_client(stub).records(QUERY)
    assert stub.seen[0].headers["x-prettyprint"] == "0"
    assert stub.seen[0].headers["user-agent"].startswith("lmo-tui/")
    assert stub.seen[0].query == QUERY


def test_connections_are_kept_and_cookies_are_not(serve: Serve, make_client: MakeClient) -> None:
    stub = serve(lambda _: reply({"totalSize": 0, "done": True, "records": []}, Set_Cookie="sid=x; Path=/"))
    client = make_client(stub)
    for _ in range(5):
        client.records(QUERY)
    assert stub.connections == 1
    assert not any("cookie" in s.headers for s in stub.seen)


def test_the_second_lock_stops_a_write_that_the_first_let_through(serve: Serve, make_client: MakeClient) -> None:
    stub = serve(lambda _: EMPTY)
    session = make_client(stub, may_write=lambda: False)._session
    for method in ("PATCH", "POST", "PUT", "DELETE"):
        with pytest.raises(RefusedError, match="read-only"):
            session.request(method, f"{stub.url}/services/data/v68.0/sobjects/{LICENSE}/{LICENSE_ID}")
    with pytest.raises(RefusedError):
        session.get(f"{stub.url}/services/data/v68.0/sobjects/X/1?_HttpMethod=PATCH")
    assert stub.seen == []


def test_no_error_shows_the_query_the_address_or_the_token(serve: Serve, make_client: MakeClient) -> None:
    said = f"\nSELECT Id FROM X WHERE Name = 'secret-name'\n ERROR at Row:1 {TOKEN} \x1b[2J"
    replies = [fault(400, "MALFORMED_QUERY", said), fault(400, "INVALID_FIELD", said), fault(418, "NEW_CODE", TOKEN)]
    for answer in (
        *replies,
        Reply(200, b"<html>"),
        Reply(drop=True),
        Reply(302, b"", {"Location": "https://x.example"}),
    ):
        with pytest.raises((BadAnswerError, NoAccessError, RefusedError, UnreachableError)) as caught:
            make_client(serve(lambda _, answer=answer: answer)).records(QUERY)  # type: ignore[misc]  # bound early
        shown = str(caught.value)
        assert not any(word in shown for word in ("secret-name", "SELECT", "127.0.0.1", TOKEN, "\x1b")), shown
        assert caught.value.__suppress_context__
