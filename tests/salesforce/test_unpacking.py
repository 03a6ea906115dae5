"""Bodies that stay packed until they are read: the same bytes, and nothing that is broken or without an end."""

import gzip
import zlib

import pytest
import requests

from lmo_tui.salesforce import unpacking as under_test
from lmo_tui.salesforce.transport import Answer
from lmo_tui.salesforce.unpacking import unpacking
from tests.salesforce.conftest import MakeClient, Serve
from tests.salesforce.stub import Reply

TEXT = b"L-00001,Stark Industries\n" * 4_000


def an_answer(body: bytes, packing: str) -> requests.Response:
    came = requests.Response()
    came.headers["Content-Encoding"] = packing
    return Answer(came, body)


@pytest.mark.parametrize(("body", "packing"), [(TEXT, ""), (TEXT, "identity"), (gzip.compress(TEXT, mtime=0), "gzip")])
def test_what_was_packed_is_read(body: bytes, packing: str) -> None:
    assert unpacking(an_answer(body, packing)).read() == TEXT


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (gzip.compress(TEXT, mtime=0)[:-9], "gzip"),
        (TEXT, "gzip"),
        (zlib.compress(TEXT), "gzip"),
        (zlib.compress(TEXT), "deflate"),
    ],
)
def test_what_is_broken_or_packed_otherwise_is_no_answer(body: bytes, packing: str) -> None:
    with pytest.raises(ValueError, match="packed"):
        unpacking(an_answer(body, packing)).read()


def test_a_few_bytes_that_unpack_to_too_many_are_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "LARGEST_ANSWER", len(TEXT) - 1)
    with pytest.raises(ValueError, match="larger"):
        unpacking(an_answer(gzip.compress(TEXT, mtime=0), "gzip")).read()


def test_the_client_keeps_a_body_packed_only_where_that_was_asked_for(serve: Serve, make_client: MakeClient) -> None:
    packed = gzip.compress(TEXT, mtime=0)
    stub = serve(lambda _: Reply(200, packed, {"Content-Encoding": "gzip"}))
    client = make_client(stub)
    assert client.packed("/services/data/v60.0/jobs").content == packed
    assert stub.seen[-1].headers["accept-encoding"] == "gzip"
    assert client.send("GET", "/services/data/v60.0/jobs").content == TEXT
