"""`plan --param` and `apply`: one parameter of many licenses, reviewed, carried out, and taken back as a whole."""

import tomllib
from pathlib import Path

import pytest

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.features import FeatureContent
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
    """Five licenses of one package, of which one is locked and one is off already, and one of another package."""
    owned = [a_license(number, package_id=PACKAGE, version="2.3.0") for number in range(1, 6)]
    owned[3] = a_license(4, package_id=PACKAGE, version="2.3.0", status="Uninstalled")
    org = with_licenses([*owned, a_license(6, package_id="0335g0000000PK2")])
    org.parameters = with_features(owned)
    org.parameters.set("E_Signature", False, owned[4].id, NOW)
    return in_world(FakeWorld(org))


def values(lmo_tui: CommandLine, name: str = "E_Signature") -> list[FeatureContent]:
    """What the org holds, license by license."""
    features = lmo_tui.world.repository.parameters
    (parameter,) = (each for each in features.held if each.name == name)
    return [each.content for each in features.values if each.parameter_id == parameter.id[:15]]


def planned(lmo_tui: CommandLine, folder: Path) -> str:
    file = folder / "plan.toml"
    typed = ("plan", *HERE, "globex", "--param", "acme__E_Signature=off", "-o", str(file), "--reason", "CASE-7")
    ran = lmo_tui(*typed)
    assert ran.code == 0, ran.err
    assert "is Uninstalled" in ran.err
    assert "has no parameter acme__E_Signature" in ran.err
    return str(file)


def test_planned_reviewed_carried_out_and_taken_back(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = planned(lmo_tui, tmp_path)
    rows = tomllib.loads(Path(file).read_text())["license"]
    assert [row["name"] for row in rows] == ["L-00003", "L-00002", "L-00001"]
    assert rows[0]["parameter"].items() >= {"name": "acme__E_Signature", "was": True, "to": False}.items()
    assert values(lmo_tui) == [True, True, True, True, False]
    ran = lmo_tui("apply", *HERE, file, "--yes")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [f"L-0000{number} · E Signature on → off · saved" for number in (3, 2, 1)]
    assert values(lmo_tui) == [False, False, False, True, False]
    assert lmo_tui.world.repository.calls.count("update_all") == 1
    assert {reason for _, _, reason in lmo_tui.world.journal.intents} == {"CASE-7"}
    again = lmo_tui("apply", *HERE, file, "--yes")
    assert (again.code, len(lmo_tui.world.repository.updates)) == (0, 3)
    (run,) = {entry.run for entry in lmo_tui.world.journal.history()}
    back = lmo_tui("undo", *HERE, run, "--yes")
    assert back.code == 0, back.err
    assert values(lmo_tui) == [True, True, True, True, False]


def test_what_moved_since_it_was_planned_is_left_out(lmo_tui: CommandLine, tmp_path: Path) -> None:
    typed = ("plan", *HERE, "globex", "--param", "Max_Envelopes=12", "-o", str(tmp_path / "plan.toml"))
    assert lmo_tui(*typed).code == 0
    org = lmo_tui.world.repository
    org.parameters.set("Max_Envelopes", 900, org.licenses[0].id, NOW)
    ran = lmo_tui("apply", *HERE, str(tmp_path / "plan.toml"), "--yes")
    assert ran.code == 1
    assert "Max Envelopes is 900 now, not 500 as when this was planned" in ran.err
    assert values(lmo_tui, "Max_Envelopes")[:3] == [900, 12, 12]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("--param", "E_Signature=maybe"), 2),
        (("--param", "E_Signature=off", "--param", "Max_Envelopes=1"), 2),
        (("--param", "E_Signature=off", "--seats", "7"), 2),
        (("--param", "Monthly_Users=7"), 1),
    ],
)
def test_what_cannot_be_is_no_plan(lmo_tui: CommandLine, typed: tuple[str, ...], code: int) -> None:
    ran = lmo_tui("plan", *HERE, "globex", *typed)
    assert (ran.code, ran.out) == (code, "")


@pytest.mark.parametrize(
    "changed",
    [
        ("to = false", 'to = "off"'),
        ("to = false", "to = 0"),
        ('type = "Boolean"', 'type = "Text"'),
        ("value_id", "field_id"),
        ('value_id = "a0B5', 'value_id = "a0'),
        ("name = ", "seats = { was = 1, to = 2 }\nname = "),
    ],
)
def test_a_plan_that_was_spoiled_by_hand_is_refused(
    lmo_tui: CommandLine, tmp_path: Path, changed: tuple[str, str]
) -> None:
    file = planned(lmo_tui, tmp_path)
    Path(file).write_text(Path(file).read_text().replace(*changed))
    assert lmo_tui("apply", *HERE, file, "--yes").code == 2
    assert lmo_tui.world.repository.updates == []


def test_over_the_wire_they_are_rows_of_the_junction_object_and_nothing_else(
    demo_lmo: DemoLmo,
    tmp_path: Path,
) -> None:
    here, file = session(demo_lmo, tmp_path), tmp_path / "plan.toml"
    plan = run_program("plan", *here, "status:active", "--param", "acmebill__Dunning_Emails=on", "-o", str(file))
    assert plan.code == 0, plan.err
    rows = tomllib.loads(file.read_text())["license"]
    assert len(rows) > 2
    ran = run_program("apply", *here, str(file), "--yes")
    assert "saved" in ran.out, ran.err
    (write,) = demo_lmo.audit.writes
    assert write.method == "PATCH"
    assert write.path.endswith("/composite/sobjects")
    ours = [each for each in demo_lmo.audit.commits if each.by == "client"]
    assert {each.object for each in ours} == {"sfFma__FeatureParameterBoolean__c"}
    assert {each.id for each in ours} == {row["parameter"]["value_id"] for row in rows}
