from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING

import pytest

from lmo_tui.demo.server import DemoLmo
from tests.demo.client import LICENSE, ROOT, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from pathlib import Path


def test_one_connection_carries_many_requests(lmo_client: Client) -> None:
    lmo_client.get("/limits")
    first = lmo_client.connection.sock
    for _ in range(5):
        assert lmo_client.get("/limits").status == 200
    assert first is not None
    assert lmo_client.connection.sock is first


def test_no_body_and_no_length_on_204(lmo_client: Client) -> None:
    answer = lmo_client.patch(odd_license(lmo_client.lmo, "over_used"), {"sfLma__Seats__c": 30})
    assert (answer.status, answer.raw) == (204, b"")
    assert "Content-Length" not in answer.headers
    assert lmo_client.get("/limits").status == 200


def test_chunked_bodies_are_read(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    body = json.dumps({"sfLma__Seats__c": 31}).encode()
    headers = {"Authorization": f"Bearer {lmo_client.token}", "Transfer-Encoding": "chunked"}
    lmo_client.connection.request("PATCH", f"{LICENSE}/{key}", iter([body[:9], body[9:]]), headers, encode_chunked=True)
    answer = lmo_client.connection.getresponse()
    assert answer.read() == b""
    assert answer.status == 204
    assert lmo_client.license(key)["sfLma__Seats__c"] == 31


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (ROOT + "/query?q=" + "x" * 16_000, {}, 400),
        (ROOT + "/query?q=" + "x" * 16_400, {}, 414),
        (ROOT + "/limits", {"X-Long": "x" * 16_400}, 431),
    ],
)
def test_addresses_and_headers_have_the_platforms_limit(
    lmo_client: Client, path: str, headers: dict[str, str], status: int
) -> None:
    lmo_client.headers = headers
    assert lmo_client.ask("GET", path).status == status


def test_header_names_are_read_in_any_case_and_recorded_as_sent(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    lmo_client.headers = {"iF-uNMODIFIED-sINCE": "Tue, 24 Nov 2015 12:00:00 GMT"}
    assert lmo_client.patch(key, {"sfLma__Seats__c": 1}).status == 412
    assert ("iF-uNMODIFIED-sINCE", "Tue, 24 Nov 2015 12:00:00 GMT") in lmo_client.lmo.audit.requests[-1].headers


def test_head_answers_without_a_body(lmo_client: Client) -> None:
    answer = lmo_client.ask("HEAD", ROOT)
    assert (answer.status, answer.raw) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 100


def test_a_slash_at_the_end_makes_no_difference(lmo_client: Client) -> None:
    for path in ("/limits", "/sobjects", "/sobjects/Account/describe"):
        assert lmo_client.get(path).status == lmo_client.get(path + "/").status == 200
    # A client that joins a trailing slash of the instance URL carelessly must find out.
    assert lmo_client.ask("GET", "//services/data/v68.0/limits").status == 404


def test_another_host_name_is_turned_away(lmo_client: Client) -> None:
    assert lmo_client.ask("GET", "/services/data", Host="evil.example").status == 403
    assert lmo_client.ask("GET", "/services/data", Host="localhost:1").status == 200


def test_a_body_that_ends_early_writes_nothing(demo_lmo: DemoLmo) -> None:
    key = odd_license(demo_lmo, "over_used")
    host, port = "127.0.0.1", int(demo_lmo.url.rpartition(":")[2])
    with socket.create_connection((host, port), timeout=5) as connection:
        head = f"PATCH {LICENSE}/{key} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n"
        connection.sendall(head.encode() + b'{"sfLma__Seats__c"')
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
    assert demo_lmo.audit.commits == []


def test_it_listens_on_loopback_only(demo_lmo: DemoLmo) -> None:
    assert demo_lmo.url.startswith("http://127.0.0.1:")


def test_stopping_does_not_wait_for_clients(pristine_lmo: Path) -> None:
    lmo = DemoLmo(pristine_lmo)
    lmo.start()
    lmo.fault("hang", ms=60_000)
    port = int(lmo.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(f"GET {ROOT} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        while not lmo.audit.requests:
            time.sleep(0)
        lmo.stop()
        assert connection.recv(100) == b""
    assert not lmo.path.exists()
