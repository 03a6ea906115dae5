"""Opening a connection: the version, the token, and what importing it costs."""

import subprocess
import sys

import pytest

from lmo_tui.domain.errors import BadAnswerError, BadEntryError, LmoError, SignedOutError, UnreachableError
from lmo_tui.salesforce.connection import connect
from lmo_tui.salesforce.deadline import Timing
from tests.salesforce.conftest import TOKEN, Serve
from tests.salesforce.stub import Reply, Stub, reply


def opened(url: str, token: str = TOKEN) -> None:
    timing = Timing(connect=2, read=2, whole=2)
    connect(instance_url=url, access_token=token, alias="x", may_write=lambda: False, timing=timing).close()


def served(*versions: object) -> Reply:
    return reply([{"version": version, "label": "x", "url": "/x"} for version in versions])


@pytest.mark.parametrize(
    ("versions", "chosen"),
    [
        (("58.0", "60.0"), "v60.0"),
        (("60.0", "67.0", "68.0"), "v68.0"),
        (("68.0", "69.0", "70.0"), "v68.0"),
        (("66.0", "9.0", "junk", None), "v66.0"),
    ],
)
def test_the_newest_version_that_both_know(versions: tuple[object, ...], chosen: str, serve: Serve) -> None:
    stub = serve(lambda seen: served(*versions) if seen.path == "/services/data" else reply({}))
    repository = connect(instance_url=stub.url, access_token=TOKEN, alias="x", may_write=lambda: False)
    with pytest.raises(LmoError):
        repository.count()
    repository.close()
    assert stub.seen[-1].path.startswith(f"/services/data/{chosen}/")


@pytest.mark.parametrize("versions", [("58.0",), ("71.0",), ()])
def test_no_version_in_common(versions: tuple[str, ...], serve: Serve) -> None:
    with pytest.raises(BadAnswerError, match="API version"):
        opened(serve(lambda _: served(*versions)).url)


@pytest.mark.parametrize(
    "answer", [Reply(200, b"<html>"), Reply(404, b""), Reply(302, b"", {"Location": "/"}), reply({})]
)
def test_a_host_that_is_not_salesforce(answer: Reply, serve: Serve) -> None:
    with pytest.raises(LmoError) as caught:
        opened(serve(lambda _: answer).url)
    assert caught.value.remedy


def test_a_host_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lmo_tui.salesforce.transport._BACKOFF", 0)
    with Stub(lambda _: reply({})) as stub:
        url = stub.url
    with pytest.raises(UnreachableError, match="cannot be reached"):
        opened(url)


@pytest.mark.parametrize("token", ["", " ", "to ken", "to\nken", "t\u00f6ken", "to\x00ken"])
def test_what_is_no_token_is_not_sent(token: str, serve: Serve) -> None:
    stub = serve(lambda _: served("68.0"))
    with pytest.raises(SignedOutError) as caught:
        opened(stub.url, token)
    assert not token.strip() or token not in str(caught.value)
    assert stub.seen == []


def test_a_wrong_url_is_the_users_entry() -> None:
    with pytest.raises(BadEntryError):
        opened("http://acme.my.salesforce.com")


def test_importing_it_loads_none_of_the_wires_libraries() -> None:
    heavy = ("requests", "simple_salesforce", "pydantic", "urllib3", "zeep")
    code = f"import sys, lmo_tui.salesforce.connection; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_soap_client_that_nobody_uses_is_never_loaded() -> None:
    code = (
        "import sys; from lmo_tui.salesforce.connection import leave_soap_out; leave_soap_out();"
        "import lmo_tui.salesforce.opening; print([name for name in ('zeep', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
