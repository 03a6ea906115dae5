"""A bare HTTP client, so that the server is tested by what goes over the wire."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lmo_tui.demo.server import DemoLmo

Json: TypeAlias = Any
"""What a test expects of an answer's shape is the test."""

ROOT = "/services/data/v68.0"
LICENSE = f"{ROOT}/sobjects/sfLma__License__c"


@dataclass(frozen=True)
class Answer:
    """One answer, with its body read."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def json(self) -> Json:
        """The body."""
        return json.loads(self.raw)

    @property
    def code(self) -> str:
        """The errorCode of a refusal."""
        return str(self.json[0]["errorCode"])

    @property
    def message(self) -> str:
        """The message of a refusal."""
        return str(self.json[0]["message"])


@dataclass
class Client:
    """One keep-alive connection with the session's token."""

    lmo: DemoLmo
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", urlsplit(self.lmo.url).port or 0, timeout=20)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send one request and read its answer; header names come with `_` for `-`."""
        sent = {"Authorization": f"Bearer {self.token}", **self.headers}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        self.connection.request(method, path, data, sent)
        response = self.connection.getresponse()
        return Answer(response.status, dict(response.headers), response.read())

    def get(self, path: str, **headers: str) -> Answer:
        """GET below the version's root."""
        return self.ask("GET", ROOT + path, **headers)

    def query(self, soql: str, **headers: str) -> Answer:
        """Run a SOQL statement."""
        return self.get("/query?q=" + quote(soql), **headers)

    def patch(self, key: str, fields: Mapping[str, object], **headers: str) -> Answer:
        """Save fields of a license."""
        return self.ask("PATCH", f"{LICENSE}/{key}", fields, **headers)

    def license(self, key: str) -> Json:
        """A license as the API gives it."""
        return self.ask("GET", f"{LICENSE}/{key}").json


@pytest.fixture
def lmo_client(demo_lmo: DemoLmo) -> Iterator[Client]:
    """A client of this test's demo LMO."""
    client = Client(demo_lmo, demo_lmo.token)
    yield client
    client.connection.close()
