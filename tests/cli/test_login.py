"""Logging in, using it, and logging out, over HTTP against the demo LMO."""

import getpass
import json
import stat
from pathlib import Path

import pytest
import requests

from lmo_tui.cli.places import at_profile
from lmo_tui.cli.stored import stored
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.demo.sessions import CLIENT_SECRET, PASSWORD
from lmo_tui.domain.profiles import WayIn
from lmo_tui.salesforce.login import callback
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.demo.fixtures import MakeDemoLmo


@pytest.fixture
def in_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who logs in at once, and pastes the address at which the browser ends."""

    def code(self: callback.Callback, patience: float = 0) -> str:
        login = self._login
        there = requests.get(login.url, allow_redirects=False, timeout=10)
        return login.code_in(there.headers["Location"])

    monkeypatch.setattr(callback.Callback, "code", code)


def test_a_token_from_stdin_makes_an_alias_and_is_kept_nowhere(
    in_world: Typing, demo_lmo: DemoLmo, lmo_tui_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lmo_tui = in_world(a_world())
    ran = lmo_tui(
        "login", "--alias", "acme", "--instance-url", demo_lmo.url, "--access-token-stdin", answers=demo_lmo.token
    )
    assert ran.code == 0
    assert "DEMO" in ran.err and "--org acme" in ran.err
    assert "The access token is not kept" in ran.err
    (listed,) = lmo_tui("orgs", "--json").json
    assert (listed["alias"], listed["default"], listed["org_id"]) == ("acme", True, demo_lmo.org_id)
    assert "acme *" in lmo_tui("orgs").out
    files = [path for path in lmo_tui_home.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if demo_lmo.token in path.read_text(errors="replace")]
    assert demo_lmo.token not in ran.out + ran.err
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in files)
    # The alias is an org from now on, and the usual one.
    assert lmo_tui("ls", "--json").code == 0
    assert lmo_tui("ls", "--json", "--org", "ACME").code == 0
    assert [each.profile and each.profile.alias for each in lmo_tui.world.opened] == ["acme", "acme"]


def test_a_browser_s_login_is_refreshed_with_rotation_and_revoked(
    in_world: Typing, make_demo_lmo: MakeDemoLmo, lmo_tui_home: Path, in_a_browser: None
) -> None:
    lmo = make_demo_lmo(Options(rotate=True))
    lmo_tui = in_world(a_world())
    ran = lmo_tui("login", "--alias", "web", "--instance-url", lmo.url, "--client-id", "app", "--callback-port", "0")
    assert ran.code == 2  # A port that the app cannot know.
    ran = lmo_tui("login", "--alias", "web", "--instance-url", lmo.url, "--client-id", "app", "--paste")
    assert ran.code == 0, ran.err
    assert "Paste that address here" in ran.err and "code_challenge_method=S256" in ran.err
    secrets = lmo_tui.world.secrets
    assert secrets.held == {"web/refresh-token": lmo.refresh_token}
    with at_profile(stored("web"), secrets) as place:
        assert place.pinned == lmo.org_id
        repository = place.connect(lambda: False)
        lmo.expire_sessions()
        assert repository.org().id == lmo.org_id
        repository.close()
    last = secrets.held["web/refresh-token"]
    assert (lmo.refreshes, last) == (2, lmo.refresh_token)
    assert lmo_tui("logout", "web").code == 0
    assert secrets.held == {}
    assert lmo.refresh_token == ""  # Revoked there too.
    assert [each["alias"] for each in lmo_tui("orgs", "--json").json] == ["web"]
    assert lmo_tui("orgs", "forget", "web").code == 0
    assert lmo_tui("orgs", "--json").json == []
    everything = [path.read_text(errors="replace") for path in lmo_tui_home.rglob("*") if path.is_file()]
    assert not [text for text in everything if last in text]


@pytest.mark.parametrize(
    ("ways", "secret", "kept"),
    [
        (("--client-credentials",), CLIENT_SECRET, {"acme/client-secret": CLIENT_SECRET}),
        (("--password",), PASSWORD, {}),
    ],
)
def test_a_secret_is_asked_for_and_a_password_is_never_kept(
    in_world: Typing,
    demo_lmo: DemoLmo,
    monkeypatch: pytest.MonkeyPatch,
    ways: tuple[str, ...],
    secret: str,
    kept: dict[str, str],
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _: secret)
    lmo_tui = in_world(a_world())
    at = ("--instance-url", demo_lmo.url, "--client-id", "app", "--user", demo_lmo.username)
    ran = lmo_tui("login", "--alias", "acme", *at, *ways)
    assert ran.code == 0, ran.err
    assert lmo_tui.world.secrets.held == kept
    assert ("February 2027" in ran.err) is ("--password" in ways)
    assert secret not in ran.err + ran.out


def test_an_sf_login_is_used_without_keeping_anything(
    in_world: Typing, demo_lmo: DemoLmo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = {
        "status": 0,
        "result": {"username": "u@acme.example", "instanceUrl": demo_lmo.url, "accessToken": demo_lmo.token},
    }
    (tmp_path / "sf").write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(answer)}\nEND\n")
    (tmp_path / "sf").chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    lmo_tui = in_world(a_world())
    assert lmo_tui("login", "--alias", "acme", "--sf", "mine").code == 0
    assert (stored("acme").way, stored("acme").account) == (WayIn.SF, "u@acme.example")
    assert lmo_tui.world.secrets.held == {}
    with at_profile(stored("acme"), lmo_tui.world.secrets) as place:
        assert place.connect(lambda: False).org().id == demo_lmo.org_id


def test_an_alias_never_becomes_another_org(
    in_world: Typing, make_demo_lmo: MakeDemoLmo, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = make_demo_lmo(), make_demo_lmo()
    lmo_tui = in_world(a_world())
    for lmo, code in ((one, 0), (other, 1), (one, 0)):
        url = ("--instance-url", lmo.url)
        assert lmo_tui("login", "--alias", "acme", *url, "--access-token-stdin", answers=lmo.token).code == code
    assert stored("acme").instance_url == one.url


def test_what_is_missing_or_too_much_is_said_before_anything_is_sent(lmo_tui: CommandLine) -> None:
    cases = {
        ("--alias", "demo-x"): "demo LMO's",
        ("--alias", "a"): "--client-id",
        ("--alias", "a", "--client-id", "k"): "--instance-url",
        ("--alias", "a", "--client-id", "k", "--jwt"): "--user and --key-file",
        ("--alias", "a", "--web", "--jwt"): "two ways",
        ("--alias", "a", "--sf", "x", "--jwt"): "two ways",
        ("--alias", "a", "--client-id", "k", "--credential-command", "pass 'show"): "without its other half",
        ("--alias", "a", "--sf", "x", "--store", "keyring"): "Nothing of this way in is kept",
    }
    for arguments, said in cases.items():
        ran = lmo_tui("login", *arguments)
        assert (ran.code, said in ran.err) == (2, True), ran.err
    assert lmo_tui("logout", "nobody").code == 2
    assert lmo_tui("orgs").code == 0


def test_another_login_of_an_alias_stays_in_its_store_and_leaves_nothing_behind(
    in_world: Typing, demo_lmo: DemoLmo, in_a_browser: None
) -> None:
    lmo_tui = in_world(a_world())
    at = ("--instance-url", demo_lmo.url, "--client-id", "app", "--paste")
    assert lmo_tui("login", "--alias", "acme", *at).code == 0
    first = dict(lmo_tui.world.secrets.held)
    assert lmo_tui("login", "--alias", "ACME", *at).code == 0
    assert lmo_tui.world.secrets.held.keys() == first.keys() != set()
    assert lmo_tui.world.secrets.held != first
    ran = lmo_tui("login", "--alias", "acme", *at[:2], "--access-token-stdin", answers=demo_lmo.token)
    assert ran.code == 0
    assert lmo_tui.world.secrets.held == {}
    assert [each["alias"] for each in lmo_tui("orgs", "--json").json] == ["acme"]
