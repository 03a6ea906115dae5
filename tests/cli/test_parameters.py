"""The feature parameters of one license from the command line."""

import json
from dataclasses import replace
from typing import Any

import pytest

from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.features import FeatureAccess, Kind
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import a_license

HERE = ("--org", "demo", "L-00001")


@pytest.fixture
def here(in_world: Typing) -> CommandLine:
    """An org with one license, which has the sample parameters."""
    owned = [a_license(1, package_id=PACKAGE)]
    world = a_world(owned)
    world.repository.parameters = with_features(owned)
    return in_world(world)


def by_name(here: CommandLine, *options: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in here("params", *HERE, "--json", *options).json}


def test_settings_come_first_and_each_says_its_value(here: CommandLine) -> None:
    ran = here("params", *HERE)
    assert ran.code == 0
    lines = [line.split("  ") for line in ran.out.splitlines()]
    assert lines[0][0].startswith("L-00001 · ")
    words = {line.split()[0]: line.split()[1:5] for line in ran.out.splitlines()[2:]}
    assert list(words) == [
        "E_Signature",
        "Max_Envelopes",
        "Sandbox_Until",
        "Last_Envelope",
        "Monthly_Users",
        "Sms_Set_Up",
    ]
    assert words["E_Signature"] == ["on", "Boolean", "setting", "1.0"]
    assert words["Max_Envelopes"][0] == "500"
    assert words["Sandbox_Until"][:2] == ["not", "set"]
    assert words["Monthly_Users"][2] == "metric"
    assert "not in this version" in ran.out
    assert ran.err == "Metrics reach the LMO up to 24 h late.\n"


def test_json_has_stable_names_and_plain_values(here: CommandLine) -> None:
    told = by_name(here)
    assert told["E_Signature"] == {
        "license": "L-00001",
        "name": "E_Signature",
        "namespace": "acme",
        "full_name": "acme__E_Signature",
        "type": "Boolean",
        "direction": "LMO to Subscriber",
        "metric": False,
        "value": True,
        "introduced": "1.0",
        "in_version": True,
        "modified": "2026-11-20T08:30:00Z",
        "locked": False,
        "locked_reason": None,
        "parameter_id": "a0A5g0000000001EAA",
        "value_id": "a0B5g0000000010EAA",
    }
    assert [told[name]["value"] for name in ("Max_Envelopes", "Monthly_Users", "Sandbox_Until", "Last_Envelope")] == [
        500,
        -1,
        None,
        "2026-11-19",
    ]
    assert told["Monthly_Users"]["locked_reason"].startswith("Monthly Users is a metric")
    missing = told["Sms_Set_Up"]
    assert (missing["value"], missing["value_id"], missing["in_version"]) == (None, None, False)


def test_a_line_each(here: CommandLine) -> None:
    ran = here("params", *HERE, "--jsonl")
    assert [json.loads(line)["name"] for line in ran.out.splitlines()] == list(by_name(here))
    assert here("params", *HERE, "--json", "--jsonl").code == 2


def test_nothing_is_written_and_little_is_asked(here: CommandLine) -> None:
    assert here("params", *HERE).code == 0
    repository = here.world.repository
    assert repository.updates == []
    assert repository.parameters.calls == ["access", "of_license", "parameters"]
    assert "page" not in repository.calls


def test_an_org_without_the_app_says_what_to_do(here: CommandLine) -> None:
    here.world.repository.parameters.permitted = FeatureAccess(missing=True)
    ran = here("params", *HERE, "--json")
    assert (ran.code, ran.out) == (4, "")
    assert "This org has no feature parameters that your user may see. Install the Feature Management App" in ran.err


def test_what_cannot_be_changed_or_seen_is_said(here: CommandLine) -> None:
    fake = here.world.repository.parameters
    fake.permitted = FeatureAccess(updateable=frozenset())
    assert by_name(here)["E_Signature"]["locked_reason"].startswith("Feature parameters are read-only for your user")
    fake.permitted = FeatureAccess(readable=frozenset({Kind.BOOLEAN}))
    assert "may not see Integer and Date values" in here("params", *HERE).err


def test_an_uninstalled_license_is_locked(here: CommandLine) -> None:
    repository = here.world.repository
    repository.licenses = [replace(each, status="Uninstalled") for each in repository.licenses]
    assert by_name(here)["E_Signature"]["locked_reason"].startswith("L-00001 is Uninstalled")


def test_a_package_without_parameters(here: CommandLine) -> None:
    fake = here.world.repository.parameters
    fake.held, fake.values = [], []
    ran = here("params", *HERE)
    assert (ran.code, ran.out.splitlines()[1]) == (0, "Its package has no feature parameters.")
    assert here("params", *HERE, "--json").json == []


def test_what_goes_wrong_has_its_exit_code(here: CommandLine) -> None:
    here.world.repository.parameters.errors["of_license"] = UnreachableError("No answer.")
    assert here("params", *HERE).code == 3
    assert here("params", "--org", "demo", "L-99999").code == 1
