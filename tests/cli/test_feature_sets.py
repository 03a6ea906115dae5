"""`sets`, `diff` and `plan --like`: settings under a name, compared, and given to hundreds by few calls."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from lmo_tui.demo.server import DemoLmo
from tests.cli.conftest import Typing
from tests.cli.program import run_program
from tests.cli.world import CommandLine, FakeWorld
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo
from tests.e2e.program import session
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import with_licenses

__all__ = ["demo_lmo", "make_demo_lmo", "pristine_lmo"]

HERE = ("--org", "demo")


@pytest.fixture
def lmo_tui(in_world: Typing) -> CommandLine:
    """Three licenses of one package, of which one holds other settings, and one of another package."""
    owned = [a_license(number, package="Acme Sign", package_id=PACKAGE, version="2.3.0") for number in range(1, 4)]
    org = with_licenses([*owned, a_license(6, package="Acme Pay", package_id="0335g0000000PK2")])
    org.parameters = with_features(owned)
    org.parameters.set("E_Signature", False, owned[0].id, NOW)
    org.parameters.set("Sandbox_Until", date(2027, 1, 31), owned[0].id, NOW)
    return in_world(FakeWorld(org))


def told(lmo_tui: CommandLine, *arguments: str) -> list[dict[str, object]]:
    ran = lmo_tui(*arguments, "--json")
    assert ran.code == 0, ran.err
    found: list[dict[str, object]] = json.loads(ran.out)
    return found


def test_settings_are_kept_listed_compared_and_planned(lmo_tui: CommandLine, tmp_path: Path) -> None:
    kept = lmo_tui("sets", *HERE, "--keep", "gold", "--of", "L-00001")
    assert (kept.code, kept.out) == (0, "")
    differing = told(lmo_tui, "diff", *HERE, "L-00002", "L-00001")
    assert [each["full_name"] for each in differing] == ["acme__E_Signature", "acme__Sandbox_Until"]
    assert differing[1]["values"] == [None, "2027-01-31"]
    assert len(told(lmo_tui, "diff", *HERE, "L-00002", "L-00001", "--all")) == 6
    wrong = lmo_tui("diff", *HERE, "L-00002", "L-00006")
    assert wrong.code == 2
    assert "Compare licenses of one package" in wrong.err
    for typed in (("diff", "L-00001"), ("sets", "--keep", "x"), ("plan", "globex", "--like", "x", "--param", "a=1")):
        assert lmo_tui(*typed, *HERE).code == 2


def test_a_kept_set_is_a_plan_for_many_and_can_be_forgotten(lmo_tui: CommandLine, tmp_path: Path) -> None:
    assert lmo_tui("sets", *HERE, "--keep", "gold", "--of", "L-00001").code == 0
    (kept,) = told(lmo_tui, "sets")
    assert kept["values"] == {
        "acme__E_Signature": False,
        "acme__Max_Envelopes": 500,
        "acme__Sandbox_Until": "2027-01-31",
    }
    file = tmp_path / "plan.toml"
    ran = lmo_tui("plan", *HERE, "globex", "--like", "gol", "-o", str(file))
    assert ran.code == 0, ran.err
    assert "4 values of 2 licenses in the plan" in ran.err
    assert "L-00006 has none of the parameters of “gold”" in ran.err
    assert len(tomllib.loads(file.read_text())["license"]) == 4
    ran = lmo_tui("apply", *HERE, str(file), "--yes")
    assert ran.code == 0, ran.err
    for name in ("L-00002", "L-00003"):
        assert told(lmo_tui, "diff", *HERE, name, "--like", "gold") == []
    assert lmo_tui("sets", "--forget", "gold").code == 0
    assert told(lmo_tui, "sets") == []
    assert lmo_tui("plan", *HERE, "globex", "--like", "gold").code == 2


def test_over_the_wire_a_value_comes_with_its_license(demo_lmo: DemoLmo, tmp_path: Path) -> None:
    here, file = session(demo_lmo, tmp_path), tmp_path / "plan.toml"
    plan = run_program("plan", *here, "status:active", "--param", "acmebill__Dunning_Emails=on", "-o", str(file))
    assert plan.code == 0, plan.err
    before = len(demo_lmo.audit.requests)
    ran = run_program("apply", *here, str(file), "--yes")
    assert "saved" in ran.out, ran.err
    values = [
        each for each in demo_lmo.audit.requests[before:] if "FROM sfFma__FeatureParameterBoolean__c WHERE" in each.path
    ]
    assert len(values) == 3, "planned anew, before the write, and after it"
    assert all("sfFma__License__r.Name" in each.path for each in values)
