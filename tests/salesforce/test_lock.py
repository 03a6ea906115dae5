"""What counts as reading is judged by the request itself, whoever made it."""

import pytest
import requests

from lmo_tui.salesforce.lock import only_reads

BASE = "https://acme.my.salesforce.com/services/data/v68.0"


def asked(method: str, path: str, **headers: str) -> requests.PreparedRequest:
    return requests.Request(method, BASE + path, headers=headers).prepare()


@pytest.mark.parametrize(
    "request_",
    [
        asked("GET", "/query?q=SELECT+Id+FROM+X"),
        asked("HEAD", "/limits"),
        asked("POST", "/jobs/query"),
        asked("POST", "/jobs/query/"),
        asked("POST", "/composite/sobjects/sfLma__License__c"),
        asked("DELETE", "/jobs/query/750000000000001AAA"),
        requests.Request("PATCH", f"{BASE}/jobs/query/750000000000001AAA", json={"state": "Aborted"}).prepare(),
    ],
)
def test_reading(request_: requests.PreparedRequest) -> None:
    assert only_reads(request_)


@pytest.mark.parametrize(
    "request_",
    [
        asked("PATCH", "/sobjects/sfLma__License__c/a05000000000001AAA"),
        asked("POST", "/sobjects/sfLma__License__c"),
        asked("POST", "/composite"),
        asked("POST", "/composite/sobjects"),
        asked("POST", "/composite/sobjects/"),
        asked("POST", "/composite/tree/X"),
        asked("POST", "/jobs/ingest"),
        asked("POST", "/jobs/query/../ingest"),
        asked("POST", "/jobs/query?_HttpMethod=PATCH"),
        asked("PUT", "/jobs/ingest/1/batches"),
        asked("DELETE", "/sobjects/X/1"),
        asked("DELETE", "/jobs/query/a05000000000001AAA"),
        asked("DELETE", "/jobs/query/750000000000001AAA/.."),
        asked("DELETE", "/jobs/ingest/750000000000001AAA"),
        asked("PATCH", "/jobs/query/750000000000001AAA"),
        requests.Request("PATCH", f"{BASE}/jobs/query/750000000000001AAA", json={"Name": "x"}).prepare(),
        asked("GET", "/sobjects/X/1?_HttpMethod=PATCH"),
        asked("GET", "/sobjects/X/1?_httpmethod=DELETE"),
        asked("GET", "/sobjects/X/1", **{"x-http-method-override": "PATCH"}),
        asked("TRACE", "/"),
    ],
)
def test_not_reading(request_: requests.PreparedRequest) -> None:
    assert not only_reads(request_)
