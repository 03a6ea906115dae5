"""The first start: from nothing known to a desk, with every step to be left and no answer lost."""

import json
from pathlib import Path

import pytest
import requests

from lmo_tui.cli.stored import profiles_file, stored
from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.salesforce.login import callback
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world


@pytest.fixture
def person(in_world: Typing) -> CommandLine:
    """Somebody at a terminal, who knows no org yet."""
    return in_world(a_world(somebody=True))


def an_sf(folder: Path, monkeypatch: pytest.MonkeyPatch, lmo: DemoLmo, *users: str) -> None:
    """An sf CLI that is logged in as these users."""
    orgs = [{"username": user, "alias": user.partition("@")[2][:4], "instanceUrl": lmo.url} for user in users]
    one = {"username": users[0], "instanceUrl": lmo.url, "accessToken": lmo.token} if users else {}
    for name, result in (("list", {"other": orgs}), ("one", one)):
        (folder / name).write_text(json.dumps({"status": 0, "result": result}))
    (folder / "sf").write_text(f"#!/bin/sh\ncase $2 in list) cat {folder}/list;; *) cat {folder}/one;; esac\n")
    (folder / "sf").chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_login_in_a_browser_ends_on_the_desk_and_no_wrong_answer_costs_another(
    person: CommandLine, demo_lmo: DemoLmo, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def code(self: callback.Callback, patience: float = 0) -> str:
        tries.append(self._login.client_id)
        if len(tries) == 1:
            raise KeyboardInterrupt  # The person thinks better of it.
        there = requests.get(self._login.url, allow_redirects=False, timeout=10)
        return self._login.code_in(there.headers["Location"])

    monkeypatch.setattr(callback.Callback, "code", code)
    monkeypatch.setattr(callback.Callback, "_listening", lambda *_: None)  # Other tests may have the port.
    typed = [
        *("7", "3", "https://evil.example", "acme.lightning.force.com", demo_lmo.url, "two words", "not-installed"),
        *("demo", "acme"),  # The demo's own name, then a good one; and here they interrupt.
        *("3", "", "", ""),  # All answers are still there: the org refuses this key.
        *("3", "", "q"),  # A step is left.
        *("3", "", "app", ""),
    ]
    ran = person(answers="".join(f"{each}\n" for each in typed))
    assert ran.code == 0, ran.err
    assert tries == ["not-installed", "not-installed", "app"]
    for told in ("“7” is none of", "not a host of Salesforce", "https://acme.my.salesforce.com", "no consumer key",
                 "begin with “demo”", "Interrupted: nothing", "is not installed in this org"):  # fmt: skip
        assert told in ran.err, told
    (opened,) = person.world.opened
    assert opened.profile == stored("acme") and opened.profile.org_id == demo_lmo.org_id
    assert (person.world.shown, profiles_file().load().default) == (1, "acme")


def test_an_sf_login_is_chosen_from_a_list(
    person: CommandLine, demo_lmo: DemoLmo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_sf(tmp_path, monkeypatch, demo_lmo, "ann@acme.example", "bob@beta.example")
    ran = person(answers="2\n3\n1\n\n")
    assert ran.code == 0, ran.err
    assert "2  beta  bob@beta.example" in ran.err and "“3” is none of these. Type 1 to 2" in ran.err
    assert (stored("acme").way, stored("acme").account) == (WayIn.SF, "ann@acme.example")
    assert [each.org for each in person.world.opened] == ["acme"]


def test_where_there_is_no_sf_it_says_so_and_asks_on(person: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ran = person(answers="2\nq\n")
    assert (ran.code, person.world.opened) == (0, [])
    assert "There is no sf CLI on this machine" in ran.err
    assert person(answers="3\n").code == 130, "the terminal has gone"


def test_without_a_default_the_known_orgs_are_named(person: CommandLine) -> None:
    profiles_file().keep(Profile("acme", "https://acme.my.salesforce.com", WayIn.SF))
    path = profiles_file()._path
    path.write_text(path.read_text().replace('default = "acme"', ""))
    ran = person(answers="acme\n")
    assert "None of your orgs is the default (acme)" in ran.err
    assert [each.profile for each in person.world.opened] == [stored("acme")]
