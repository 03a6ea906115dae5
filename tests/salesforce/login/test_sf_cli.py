"""Reuse of an `sf` login, with a fake `sf` on PATH whose answers are written after our reference, not recorded."""

import json
import os
import stat
from pathlib import Path

import pytest

from lmo_tui.domain.errors import BadAnswerError, BadEntryError, LmoError, SignedOutError, UnreachableError
from lmo_tui.domain.redaction import redact
from lmo_tui.salesforce.login.sf_cli import SfCli

TOKEN = "00D000000000001!AQEAQTokenOfTheSfCli"  # noqa: S105 - made up for the tests
HIDDEN = "[REDACTED] Use 'sf org auth show-access-token' to view"
ORG = {"username": "u@acme.example", "alias": "acme", "instanceUrl": "https://acme.my.salesforce.com"}
UNKNOWN_COMMAND = {"status": 127, "name": "Error", "message": "org auth show-access-token is not a sf command."}


class Sf:
    """A fake sf: each command's answer, and what it was called with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.script("display", json.dumps({"status": 0, "result": {**ORG, "accessToken": HIDDEN}}))
        self.script(
            "list", json.dumps({"status": 0, "result": {"nonScratchOrgs": [ORG], "devHubs": [ORG], "other": []}})
        )
        self.script("auth", json.dumps({"status": 0, "result": {"accessToken": TOKEN}}))
        program = folder / "sf"
        program.write_text(
            '#!/bin/sh\nprintf "%s\\n" "$*" >> "$(dirname "$0")/calls"\n'
            'cat "$(dirname "$0")/$2.json"\n. "$(dirname "$0")/then"\n'
        )
        (folder / "then").write_text("")
        program.chmod(stat.S_IRWXU)

    def script(self, command: str, said: str, then: str = "") -> None:
        (self._folder / f"{command}.json").write_text(said)
        if then:
            (self._folder / "then").write_text(then)

    @property
    def calls(self) -> list[str]:
        return (self._folder / "calls").read_text().splitlines()


@pytest.fixture
def sf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sf:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return Sf(tmp_path)


def test_a_new_sf_is_asked_for_its_token_and_the_token_is_nowhere_else(sf: Sf) -> None:
    cli = SfCli()
    assert [org.username for org in cli.orgs()] == ["u@acme.example"]
    assert cli.org("acme").instance_url == "https://acme.my.salesforce.com"
    assert cli.token("acme") == TOKEN
    assert sf.calls[1:] == ["org display -o acme --json", "org auth show-access-token -o acme --json"]
    assert TOKEN not in " ".join(sf.calls)
    assert redact(f"got {TOKEN}") == "got <secret>"


@pytest.mark.parametrize("said", [json.dumps(UNKNOWN_COMMAND), "Warning: that is not a sf command.", ""])
def test_an_old_sf_shows_it_with_the_org(sf: Sf, said: str) -> None:
    sf.script("auth", said)
    sf.script("display", "Warning: update\n" + json.dumps({"status": 0, "result": {**ORG, "accessToken": TOKEN}}))
    assert SfCli().token("acme") == TOKEN


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ({"status": 1, "name": "NamedOrgNotFoundError", "message": "No"}, BadEntryError, "sf org list"),
        ({"status": 1, "name": "RefreshTokenAuthError", "message": "x"}, SignedOutError, "sf org login web"),
        ({"status": 1, "message": "expired access/refresh token"}, SignedOutError, "sf org login web"),
        ({"status": 1, "message": f"odd {TOKEN} \x1b[2J"}, BadAnswerError, "by hand"),
        ({"status": 0, "result": {"accessToken": HIDDEN}}, BadAnswerError, "Update it"),
        ({"status": 0, "result": {"accessToken": "two words"}}, BadAnswerError, "Update it"),
    ],
)
def test_what_it_refuses_is_explained(sf: Sf, said: object, kind: type[LmoError], words: str) -> None:
    sf.script("auth", json.dumps(said))
    with pytest.raises(kind, match=words) as told:
        SfCli().token("acme")
    assert TOKEN not in str(told.value) and "\x1b" not in str(told.value)


def test_one_that_hangs_is_ended_with_its_children(sf: Sf, tmp_path: Path) -> None:
    sf.script("auth", "{", f"sleep 600 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(UnreachableError, match="did not answer within"):
        SfCli(patience=0.5).token("acme")
    child = int((tmp_path / "child").read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_no_sf_and_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreachableError, match="no sf CLI"):
        SfCli().orgs()
    for name in ("", "--help", "a b", "-o"):
        with pytest.raises(BadEntryError):
            SfCli().token(name)
