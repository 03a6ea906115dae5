"""`set --param`: values of parameters from the command line."""

import pytest

from lmo_tui.domain.errors import UnknownOutcomeError
from lmo_tui.domain.features import FeatureAccess, FeatureContent
from lmo_tui.domain.ports import Step
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, FakeWorld
from tests.fakes.features import PACKAGE, FakeFeatures, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import with_licenses

HERE = ("--org", "demo")


@pytest.fixture
def here(typing: Typing) -> CommandLine:
    license_ = a_license(1, account="Stark Industries", package_id=PACKAGE, version="2.3.0")
    org = with_licenses([license_])
    org.parameters = with_features([license_])
    return typing(FakeWorld(org))


@pytest.fixture
def typing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typing:
    return lambda world: CommandLine(world, capsys, monkeypatch)


def written(here: CommandLine) -> list[tuple[str, FeatureContent | str]]:
    return [(change.label, change.after) for edit, _ in here.world.repository.updates for change in edit.changes]


def test_only_what_is_named_is_set_and_what_is_known_of_it_is_told(here: CommandLine) -> None:
    ran = here("set", *HERE, "L-00001", "--param", "acme__E_Signature=false", "--reason", "CASE-7")
    assert ran.code == 0
    assert written(here) == [("E Signature", False)]
    assert ran.out == (
        "L-00001 · E Signature on → off · read back 14:00:00, usually at the customer within minutes;"
        " no confirmation exists\n"
    )
    assert "Change L-00001 · Stark Industries · in acme-lmo DEMO\n  E Signature on → off" in ran.err
    assert here.world.journal.steps == [Step.INTENDED, Step.APPLIED]
    assert here.world.journal.intents[0][2] == "CASE-7"


def test_several_in_one_call_are_told_in_json(here: CommandLine) -> None:
    typed = ("--param", "e_signature=off", "--param", "Max_Envelopes=1,200", "--param", "Sandbox_Until=2027-01-31")
    ran = here("set", *HERE, "L-00001", *typed, "--json")
    assert ran.code == 0
    assert len(written(here)) == 3
    assert (ran.json["outcome"], ran.json["error"]) == ("applied", None)
    assert ran.json["changes"][1] == {
        "field": "parameter",
        "name": "acme__Max_Envelopes",
        "type": "Integer",
        "parameter_id": "a0A5g0000000002EAA",
        "value_id": ran.json["changes"][1]["value_id"],
        "before": 500,
        "after": 1200,
        "outcome": "applied",
    }
    log = here("log", *HERE, "--json").json
    assert [each["changes"][0]["name"] for each in log][-1] == "acme__E_Signature"
    assert "Max Envelopes 500 → 1,200" in here("log", *HERE).out


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("acme__E_Signature=maybe", 2, "is not on or off"),
        ("Max_Envelopes=true", 2, "is not a whole number"),
        ("Max_Envelopes=1234567890", 2, "more than 9 digits"),
        ("E_Signature=unset", 2, "must have a value"),
        ("Monthly_Users=5", 1, "is a metric"),
        ("Nothing=5", 1, "has no parameter Nothing"),
        ("E_Signature", 2, "is not NAME=VALUE"),
        ("E_Signature=on", 1, "is on already"),
    ],
)
def test_nothing_is_sent_unless_all_of_it_may_be(here: CommandLine, typed: str, code: int, said: str) -> None:
    ran = here("set", *HERE, "L-00001", "--param", "Sandbox_Until=eoy", "--param", typed)
    assert (ran.code, written(here)) == (code, []), ran.err
    assert said in ran.err


def test_fields_and_parameters_are_calls_of_their_own(here: CommandLine) -> None:
    assert here("set", *HERE, "L-00001", "--seats", "7", "--param", "E_Signature=off").code == 2
    assert here("set", *HERE, "L-00001", "--param", "E_Signature=off", "--param", "e_signature=on").code == 2
    assert written(here) == []


def test_after_one_that_is_not_known_nothing_more_is_sent(here: CommandLine) -> None:
    here.world.repository.fail("update", UnknownOutcomeError("The answer was lost."))
    ran = here("set", *HERE, "L-00001", "--param", "E_Signature=off", "--param", "Max_Envelopes=1", "--json")
    assert ran.code == 1
    assert [each["outcome"] for each in ran.json["changes"]] == ["unknown", "refused"]
    assert written(here) == []


def test_undo_takes_it_back_while_it_is_still_held(here: CommandLine) -> None:
    here("set", *HERE, "L-00001", "--param", "E_Signature=off")
    ran = here("undo", *HERE, "L-00001")
    assert ran.code == 0
    assert "E Signature off → on" in ran.out
    here("set", *HERE, "L-00001", "--param", "Max_Envelopes=7")
    here.world.repository.parameters.set("Max_Envelopes", 8, here.world.repository.licenses[0].id, NOW)
    ran = here("undo", *HERE, "L-00001")
    assert ran.code == 1
    assert "Max Envelopes of L-00001 is 8 now, not 7" in ran.err


def test_an_org_without_parameters_says_how_to_get_them(here: CommandLine) -> None:
    here.world.repository.parameters = FakeFeatures(FeatureAccess(missing=True))
    ran = here("set", *HERE, "L-00001", "--param", "E_Signature=off")
    assert ran.code == 4
    assert "Feature Management App" in ran.err
