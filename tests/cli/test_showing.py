import pytest

from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.licenses import a_license, license_id

HERE = ("--org", "demo")


def test_the_first_thing_said_is_whether_they_can_get_in(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("show", *HERE, "l-00003")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "L-00003 · Stark Industries"
    assert lines[1] == "They cannot get in: the license is Suspended."
    assert lines[2] == "Can they use it: no, because Status is Suspended. Next: lmo-tui set L-00003 --status active"
    assert "  Seats            12/site" in lines
    assert "  Expires          never" in lines
    assert "  Support tier     Gold" in lines


def test_a_locked_license_says_why(lmo_tui: CommandLine) -> None:
    assert "Locked: L-00004 is Uninstalled" in lmo_tui("show", *HERE, "L-00004").out
    assert "Locked:" not in lmo_tui("show", *HERE, "L-00001").out


def test_hidden_is_not_empty(lmo_tui: CommandLine) -> None:
    lines = lmo_tui("show", *HERE, "L-00032").out.splitlines()
    assert "  Seats            no access" in lines
    assert "  Account          no access" in lines
    assert "  Lead             —" in lines


def test_the_verdict_is_data_too_and_a_filter(lmo_tui: CommandLine) -> None:
    told = lmo_tui("show", *HERE, "L-00011", "--json").json
    assert (told["verdict"], told["can_use"]) == ("over_used", "perhaps")
    assert told["why"] == "Some may be stopped: 30 of 25 seats used, 5 too many."
    found = lmo_tui("ls", *HERE, "can:no", "--sort", "verdict", "--json").json
    assert {each["can_use"] for each in found} == {"no"}
    kinds = [each["verdict"] for each in found]
    assert (kinds[0], kinds[-1]) == ("uninstalled", "org_deleted")


@pytest.mark.parametrize("name", ["L-00001", license_id(1), license_id(1)[:15]])
def test_json_is_one_object(lmo_tui: CommandLine, name: str) -> None:
    ran = lmo_tui("show", *HERE, name, "--json")
    assert (ran.code, ran.json["name"], ran.json["seats"]) == (0, "L-00001", 50)
    assert lmo_tui.world.repository.calls.count("page") == 0


@pytest.mark.parametrize("name", ["L-99999", "", "x" * 5_000, "a' OR Name != '", license_id(999), "\x1b]0;x\x07"])
def test_a_license_that_is_not_there_is_one_sentence(lmo_tui: CommandLine, name: str) -> None:
    ran = lmo_tui("show", *HERE, name, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err


def test_ids_that_differ_in_case_only_are_two_licenses(in_world: Typing) -> None:
    one, other = a_license(1, id="a0L5g00000000ab"), a_license(2, id="a0L5g00000000AB")
    lmo_tui = in_world(a_world([one, other]))
    assert lmo_tui("show", *HERE, "a0L5g00000000AB", "--json").json["name"] == "L-00002"
