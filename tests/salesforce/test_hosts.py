"""A secret goes to Salesforce's own hosts only, and to the demo LMO on this machine (S10)."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from lmo_tui.cli.ending import run
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.salesforce.hosts import login_host, org_host
from tests.cli.world import a_world
from tests.salesforce.keys import a_key

HOSTILE = (
    "https://evil.example",
    "https://evil.example/x?",
    "evil.example#",
    "my.salesforce.com.evil.example/",
    "https://acme.my.salesforce.com.evil.example",
    "https://acme.my.salesforce.com@evil.example",
    "https://my.salesforce.com",
    "https://evil.example/acme.my.salesforce.com",
    "https://evil.example?acme.my.salesforce.com",
    "https://.my.salesforce.com",
    "https://evil.example#.my.salesforce.com",
    "https://evil.example\\.my.salesforce.com",
    "https://acme.my.salesforce.co",
    "https://acmemy.salesforce.com",
    "https://acme.my-salesforce.com",
    "https://acme.my.salesforce.com:8443",
    "http://acme.my.salesforce.com",
    "ftp://acme.my.salesforce.com",
    "//acme.my.salesforce.com",
    "https://login.salesforce.com.evil.example",
    "https://acme.evil.my.salesforce.com",
    "https://a.b.sandbox.my.salesforce.com",
    "https://acme_.my.salesforce.com",
    "https://acme.my.salesforce.com.",
    "https://-.my.salesforce.com",
    "https://acme.my.salesforce.com/x",
    "https://xn--.evil.example",
    "https://\u0430cme.my.salesforce.com",
    "https://acme.my.salesforce.com\r\nHost: evil.example",
    "https://169.254.169.254",
    "https://10.0.0.1",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://evil.example:80#@127.0.0.1",
    "https://[::ffff:10.0.0.1]",
    "https://acme.lightning.force.com.evil.example",
    "javascript:alert(1)",
    "https://test.salesforce.com:443@evil.example",
    "",
)


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every name that is looked up, and every address that is connected to, while nothing can be reached."""
    seen: list[object] = []

    def spy(*arguments: object, **_: object) -> None:
        seen.append(arguments)
        raise OSError("nothing can be reached here")

    monkeypatch.setattr(socket, "getaddrinfo", spy)
    monkeypatch.setattr(socket.socket, "connect", spy)
    return seen


@pytest.mark.parametrize("check", [org_host, login_host])
def test_hostile_hosts_are_no_hosts(check: Callable[[str], object]) -> None:
    assert len(HOSTILE) >= 30
    for url in HOSTILE:
        with pytest.raises(BadEntryError):
            check(url)


def test_logging_in_to_one_sends_nothing(
    looked_up: list[object], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for url in HOSTILE:
        for way in (["--client-id", "key"], ["--client-id", "key", "--jwt", "--user", "u", "--key-file", "/x"]):
            assert run(["login", "--alias", "acme", "--instance-url", url, *way], a_world()) == 2, url
    assert looked_up == []
    assert "acme.my" in capsys.readouterr().err
    # The spy does see what an allowed host is sent.
    jwt = ["--client-id", "key", "--jwt", "--user", "u", "--key-file", str(a_key(tmp_path))]
    run(["login", "--alias", "acme", "--instance-url", "acme.my.salesforce.com", *jwt], a_world())
    assert looked_up


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acme.my.salesforce.com", "https://acme.my.salesforce.com"),
        ("https://ACME--UAT.sandbox.my.salesforce.com/", "https://acme--uat.sandbox.my.salesforce.com"),
        ("https://acme-dev-ed.develop.my.salesforce.com", "https://acme-dev-ed.develop.my.salesforce.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_my_domains_are(typed: str, meant: str) -> None:
    assert org_host(typed).url == meant


def test_what_one_copies_from_a_browser_is_told_its_my_domain() -> None:
    with pytest.raises(BadEntryError, match=r"https://acme--uat\.sandbox\.my\.salesforce\.com"):
        org_host("https://acme--uat.sandbox.lightning.force.com")


def test_the_login_page_of_all_orgs_gives_tokens_and_is_no_org() -> None:
    assert login_host("login.salesforce.com").url == "https://login.salesforce.com"
    with pytest.raises(BadEntryError, match="not an org"):
        org_host("login.salesforce.com")
