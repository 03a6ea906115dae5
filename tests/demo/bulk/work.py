"""Bulk jobs as tests speak of them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from tests.demo.client import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.demo.client import Answer, Client, Json

QUERY = f"{ROOT}/jobs/query"
INGEST = f"{ROOT}/jobs/ingest"
LICENSE = "sfLma__License__c"
SEATS = "sfLma__Seats__c"


def start_query(client: Client, soql: str, operation: str = "query", **more: str) -> Answer:
    """Ask for a query job."""
    return client.ask("POST", QUERY, {"operation": operation, "query": soql, **more})


def query_job(client: Client, soql: str, operation: str = "query", **more: str) -> str:
    """The address of a query job that has been polled once."""
    answer = start_query(client, soql, operation, **more)
    assert (answer.status, answer.json["state"]) == (200, "UploadComplete"), answer.raw
    job = f"{QUERY}/{answer.json['id']}"
    client.ask("GET", job)
    return job


def ingest_job(client: Client, operation: str = "update", name: str = LICENSE, **more: str) -> str:
    """The address of an open ingest job."""
    answer = client.ask("POST", INGEST, {"object": name, "operation": operation, **more})
    assert (answer.status, answer.json["state"]) == (200, "Open"), answer.raw
    return f"{INGEST}/{answer.json['id']}"


def upload(client: Client, job: str, data: str | bytes) -> Answer:
    """Send a job its data."""
    raw = data if isinstance(data, bytes) else data.encode()
    return client.ask("PUT", f"{job}/batches", raw, Content_Type="text/csv")


def close(client: Client, job: str) -> Answer:
    """Say that the data of a job are complete."""
    return client.ask("PATCH", job, {"state": "UploadComplete"})


def run(client: Client, job: str, rows: Iterable[Mapping[str, Any]] | str) -> Json:
    """Let an ingest job save rows, and give what its poll says."""
    assert upload(client, job, rows if isinstance(rows, str) else as_csv(rows)).status == 201
    assert close(client, job).json["state"] == "UploadComplete"
    return client.ask("GET", job).json


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as a client writes them."""
    listed = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(listed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue()


def table(answer: Answer) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/csv; charset=UTF-8"), answer.raw
    return list(csv.DictReader(io.StringIO(answer.raw.decode(), newline="")))


def outcome(client: Client, job: str, which: str) -> list[dict[str, str]]:
    """The rows of `successfulResults`, `failedResults` or `unprocessedrecords`."""
    return table(client.ask("GET", f"{job}/{which}"))


def commits(client: Client) -> str:
    """Every change that reached the database, as text."""
    return json.dumps([[one.action, one.id, dict(one.after)] for one in client.lmo.audit.commits])
