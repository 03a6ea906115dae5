from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from lmo_tui.demo.server import Options
from tests.demo.client import ROOT, Answer, Client

if TYPE_CHECKING:
    from lmo_tui.demo.server import DemoLmo
    from tests.demo.fixtures import MakeDemoLmo


def test_a_wrong_token_is_an_expired_session(lmo_client: Client) -> None:
    for token in ("", "nonsense", lmo_client.token[:-1], lmo_client.token + "x"):
        lmo_client.token = token
        answer = lmo_client.get("/limits")
        assert (answer.status, answer.json) == (
            401,
            [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}],
        )
        assert answer.headers["WWW-Authenticate"] == "Token"


def test_the_token_begins_with_the_org_id_in_either_length(lmo_client: Client) -> None:
    org, secret = lmo_client.token.split("!")
    assert org == lmo_client.lmo.org_id[:15]
    lmo_client.token = f"{lmo_client.lmo.org_id}!{secret}"
    assert lmo_client.get("/limits").status == 200


def test_versions_need_no_session(lmo_client: Client) -> None:
    lmo_client.token = ""
    listed = lmo_client.ask("GET", "/services/data").json
    assert listed[0] == {"label": "Summer '14", "url": "/services/data/v31.0", "version": "31.0"}
    assert listed[-1] == {"label": "Winter '27", "url": "/services/data/v68.0", "version": "68.0"}
    assert {one["version"]: one["label"] for one in listed}["66.0"] == "Spring '26"


@pytest.mark.parametrize(
    ("version", "status"),
    [
        ("31.0", 200),
        ("51.0", 200),
        ("68.0", 200),
        ("30.0", 410),
        ("7.0", 410),
        ("69.0", 404),
        ("68", 404),
        ("6.8", 404),
    ],
)
def test_every_supported_version_is_served(lmo_client: Client, version: str, status: int) -> None:
    answer = lmo_client.ask("GET", f"/services/data/v{version}")
    assert answer.status == status
    if status == 200:
        assert answer.json["query"] == f"/services/data/v{version}/query"


def test_an_expired_session_is_renewed_with_the_refresh_token(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    lmo.expire_sessions()
    assert lmo_client.get("/limits").code == "INVALID_SESSION_ID"
    answer = _token(lmo_client, grant_type="refresh_token", refresh_token=lmo.refresh_token)
    assert answer.status == 200
    assert answer.json["instance_url"] == lmo.url
    assert answer.json["id"] == f"{lmo.url}/id/{lmo.org_id}/{lmo.user_id}"
    lmo_client.token = answer.json["access_token"]
    assert lmo_client.get("/limits").status == 200


def test_the_cli_gets_a_session_for_an_assertion(lmo_client: Client) -> None:
    claims = {"sub": lmo_client.lmo.username, "aud": lmo_client.lmo.url, "exp": 1_800_000_000_000}
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    kind = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert _token(lmo_client, grant_type=kind, assertion=f"e30.{middle}.c2ln").status == 200
    other = base64.urlsafe_b64encode(b'{"sub":"someone.else"}').decode()
    assert _token(lmo_client, grant_type=kind, assertion=f"e30.{other}.c2ln").json["error"] == "invalid_grant"


@pytest.mark.parametrize("form", [{"grant_type": "password"}, {"grant_type": "refresh_token", "refresh_token": "x"}])
def test_other_grants_are_refused(lmo_client: Client, form: dict[str, str]) -> None:
    answer = _token(lmo_client, **form)
    assert (answer.status, answer.json["error"]) == (400, "invalid_grant")


def test_identity_says_who_and_where(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    info = lmo_client.ask("GET", "/services/oauth2/userinfo").json
    assert (info["organization_id"], info["user_id"]) == (lmo.org_id, lmo.user_id)
    assert info["preferred_username"] == "dana.smith@acme-lmo.example.com"
    address = lmo_client.get("").json["identity"].removeprefix(lmo.url)
    secret = lmo_client.token
    lmo_client.token = ""
    assert lmo_client.ask("GET", f"{address}?format=json&oauth_token={secret}").json["username"] == lmo.username
    assert lmo_client.ask("GET", address).status == 401
    assert secret not in json.dumps(lmo.audit.as_json())


def test_every_answer_reports_the_api_usage(lmo_client: Client) -> None:
    used = [lmo_client.get(path).headers["Sforce-Limit-Info"] for path in ("/limits", "/nowhere", "/limits")]
    numbers = [int(one.removeprefix("api-usage=").removesuffix("/100000")) for one in used]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    assert lmo_client.get("/limits").json["DailyApiRequests"] == {"Max": 100_000, "Remaining": 100_000 - numbers[2] - 1}


@pytest.mark.parametrize(
    ("kind", "edition", "instance", "sandbox", "trial"),
    [
        ("demo", "Enterprise Edition", "DEMO", 0, False),
        ("production", "Unlimited Edition", "EU42", 0, False),
        ("sandbox", "Unlimited Edition", "CS101", 1, False),
        ("scratch", "Enterprise Edition", "CS102", 1, True),
        ("developer", "Developer Edition", "NA224", 0, False),
        ("trial", "Enterprise Edition", "NA225", 0, True),
    ],
)
def test_the_org_is_of_the_kind_asked_for(
    make_demo_lmo: MakeDemoLmo, kind: str, edition: str, instance: str, sandbox: int, trial: bool
) -> None:
    lmo = make_demo_lmo(Options(org_kind=kind))
    assert lmo.value("SELECT OrganizationType FROM Organization") == edition
    assert lmo.value("SELECT InstanceName FROM Organization") == instance
    assert lmo.value("SELECT IsSandbox FROM Organization") == sandbox
    assert (lmo.value("SELECT TrialExpirationDate FROM Organization") is not None) == trial


def test_two_runs_are_two_orgs(make_demo_lmo: MakeDemoLmo) -> None:
    one, other = make_demo_lmo(), make_demo_lmo()
    assert one.org_id != other.org_id
    assert one.token != other.token


def test_the_session_of_one_org_is_none_in_another(make_demo_lmo: MakeDemoLmo) -> None:
    one, other = make_demo_lmo(), make_demo_lmo()
    client = Client(other, one.token)
    assert client.ask("GET", ROOT).status == 401
    client.connection.close()


def _token(client: Client, **form: str) -> Answer:
    return client.ask(
        "POST",
        "/services/oauth2/token",
        urlencode(form).encode(),
        Content_Type="application/x-www-form-urlencoded",
    )


def test_the_token_request_leaves_no_secret_in_the_audit(demo_lmo: DemoLmo, lmo_client: Client) -> None:
    _token(lmo_client, grant_type="refresh_token", refresh_token=demo_lmo.refresh_token)
    told = json.dumps(demo_lmo.audit.as_json())
    assert demo_lmo.refresh_token not in told
    assert lmo_client.token not in told
