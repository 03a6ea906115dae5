"""Each way to a token, over HTTP against the demo LMO's own endpoint."""

import base64
import json
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from lmo_tui.demo.rest.oauth import REFUSED
from lmo_tui.demo.server import DemoLmo
from lmo_tui.demo.sessions import CLIENT_SECRET, PASSWORD
from lmo_tui.domain.errors import BadEntryError, LmoError, NoAccessError, RefusedError, SignedOutError
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.domain.redaction import redact
from lmo_tui.salesforce.login.assertion import audience, signed
from lmo_tui.salesforce.login.refusals import REFUSALS, explained
from lmo_tui.salesforce.login.renewal import grant_for
from lmo_tui.salesforce.login.token_endpoint import Grant, granted
from lmo_tui.salesforce.login.web import WebLogin, begin
from lmo_tui.salesforce.origin import origin_of
from tests.fakes.secrets import MemorySecrets
from tests.salesforce.conftest import Serve
from tests.salesforce.keys import a_key, the_key
from tests.salesforce.stub import Reply


def log_in(lmo: DemoLmo, client_id: str = "app") -> tuple[WebLogin, str]:
    """A login, and where the browser ends."""
    login = begin(origin_of(lmo.url), client_id)
    return login, requests.get(login.url, allow_redirects=False, timeout=10).headers["Location"]


def works(lmo: DemoLmo, grant: Grant) -> bool:
    headers = {"Authorization": f"Bearer {grant.access_token}"}
    return requests.get(f"{lmo.url}/services/oauth2/userinfo", headers=headers, timeout=10).ok


def test_a_browser_s_code_gives_tokens_once(demo_lmo: DemoLmo) -> None:
    login, address = log_in(demo_lmo)
    code = login.code_in(f"  {address}\n")
    grant = login.finish(code)
    assert works(demo_lmo, grant)
    assert (grant.refresh_token, grant.instance_url) == (demo_lmo.refresh_token, demo_lmo.url)
    with pytest.raises(SignedOutError, match="used already"):
        login.finish(code)
    assert redact(f"{code} {login.verifier} {grant.refresh_token}") == "<secret> <secret> <secret>"
    assert grant.access_token not in repr(grant)


def test_somebody_else_s_code_is_no_use(demo_lmo: DemoLmo) -> None:
    mine, _ = log_in(demo_lmo)
    theirs, address = log_in(demo_lmo)
    with pytest.raises(SignedOutError, match="another login"):
        mine.code_in(address)
    with pytest.raises(SignedOutError, match="belongs to another login"):  # PKCE, where even the state was stolen.
        mine.finish(theirs.code_in(address))


@pytest.mark.parametrize("pasted", ["", "yes", "http://localhost:1717/OauthRedirect", "http://[", "code=1", "?code=1"])
def test_what_is_no_address_is_said_so(demo_lmo: DemoLmo, pasted: str) -> None:
    with pytest.raises(BadEntryError, match="not the address"):
        begin(origin_of(demo_lmo.url), "app").code_in(pasted)


@pytest.mark.parametrize(
    ("client_id", "kind", "said"),
    [
        ("not-installed", NoAccessError, "Connected Apps OAuth Usage, Install"),
        ("not-approved", NoAccessError, "Connected Apps OAuth Usage, Install"),
        ("not-admitted", NoAccessError, "not admitted to the app"),
        ("nobody", RefusedError, "no app with this consumer key"),
        ("declined", SignedOutError, "declined in the browser"),
        ("elsewhere", RefusedError, "callback URL"),
    ],
)
def test_refusals_are_explained_at_the_page_and_at_the_endpoint(
    demo_lmo: DemoLmo, client_id: str, kind: type[LmoError], said: str
) -> None:
    login, address = log_in(demo_lmo, client_id)
    with pytest.raises(kind, match=said):
        login.code_in(address)
    with pytest.raises(kind, match=said):
        granted(login.origin, {"grant_type": "refresh_token", "refresh_token": "x", "client_id": client_id})


def test_every_refusal_says_what_to_do() -> None:
    assert set(REFUSED) >= {"not-installed", "no-run-as"}
    for error, part, fault in REFUSALS:
        told = explained(error or "invalid_grant", part.upper() or "because")
        assert told.headline == fault.headline
        assert fault.remedy
    odd = explained("<b>new\x1b", "see https://evil.example/?sid=1 \x1b[2J")
    assert "evil" not in str(odd) and "\x1b" not in str(odd)


def test_a_key_signs_for_its_user(demo_lmo: DemoLmo, tmp_path: Path) -> None:
    key = a_key(tmp_path)
    profile = Profile("a", demo_lmo.url, WayIn.JWT, client_id="app", account=demo_lmo.username, key_path=str(key))
    assert works(demo_lmo, grant_for(profile, MemorySecrets()))
    head, claims, signature = signed({"iss": "app"}, key.read_bytes()).split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    the_key().public_key().verify(raw, f"{head}.{claims}".encode(), PKCS1v15(), SHA256())
    assert json.loads(base64.urlsafe_b64decode(head + "==")) == {"alg": "RS256"}
    assert audience(origin_of("https://acme--uat.sandbox.my.salesforce.com")) == "https://test.salesforce.com"
    stranger = Profile("a", demo_lmo.url, WayIn.JWT, client_id="app", account="x@y.example", key_path=str(key))
    with pytest.raises(NoAccessError, match="pre-authorized"):
        grant_for(stranger, MemorySecrets())


@pytest.mark.parametrize(
    ("mode", "content", "said"),
    [(0o640, None, "chmod 600"), (0o600, b"-----BEGIN PRIVATE KEY-----\nMIIEsecret", "no RSA private key")],
)
def test_a_key_that_others_may_use_or_that_is_none_is_refused(
    demo_lmo: DemoLmo, tmp_path: Path, mode: int, content: bytes | None, said: str
) -> None:
    key = a_key(tmp_path, mode)
    if content is not None:
        key.write_bytes(content)
    profile = Profile("a", demo_lmo.url, WayIn.JWT, client_id="app", account=demo_lmo.username, key_path=str(key))
    demo_lmo.audit.clear()
    with pytest.raises(BadEntryError, match=said) as refused:
        grant_for(profile, MemorySecrets())
    assert "MIIEsecret" not in str(refused.value)
    assert demo_lmo.audit.requests == []


@pytest.mark.parametrize(
    ("way", "name", "secret"),
    [(WayIn.CLIENT_CREDENTIALS, "client-secret", CLIENT_SECRET), (WayIn.PASSWORD, "password", PASSWORD)],
)
def test_a_secret_lets_in_and_a_wrong_one_does_not(demo_lmo: DemoLmo, way: WayIn, name: str, secret: str) -> None:
    profile, store = Profile("a", demo_lmo.url, way, client_id="app", account=demo_lmo.username), MemorySecrets()
    with pytest.raises(SignedOutError, match="No login of"):
        grant_for(profile, store)
    store.keep(f"a/{name}", secret)
    assert works(demo_lmo, grant_for(profile, store))
    store.keep(f"a/{name}", f"{secret}!")
    with pytest.raises((RefusedError, SignedOutError)):
        grant_for(profile, store)
    assert secret not in json.dumps(demo_lmo.audit.as_json())


def test_a_redirect_is_not_followed_and_a_token_goes_to_no_foreign_host(serve: Serve) -> None:
    trap = serve(lambda _: Reply())
    there = serve(lambda _: Reply(307, headers={"Location": f"{trap.url}/services/oauth2/token"}))
    form = {"grant_type": "refresh_token", "refresh_token": "5AepSecretOfTheTests"}
    with pytest.raises(LmoError, match="another address"):
        granted(origin_of(there.url), form)
    assert trap.seen == []
    said = {"access_token": "00D000000000001!AAAA", "instance_url": "https://acme.my.salesforce.com.evil.example"}
    with pytest.raises(BadEntryError, match="not a host of Salesforce"):
        granted(origin_of(serve(lambda _: Reply(200, json.dumps(said).encode())).url), form)
