"""The feature parameters of a license on the screen: all of its package, with value, age, and why one is locked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.features import FeatureAccess, Kind
from lmo_tui.tui.screens.features import FeaturesScreen
from lmo_tui.tui.widgets.rows_table import RowsTable
from tests.fakes.features import PACKAGE, a_parameter, a_value, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.robots.desk import at_the_desk


@pytest.fixture
def org() -> FakeRepository:
    """Two licenses of one package with all kinds of parameters."""
    owned = [
        a_license(1, account="Stark Industries", package="Acme Sign", package_id=PACKAGE, version="2.3.0"),
        a_license(2, package="Acme Sign", package_id=PACKAGE, version="1.9.3"),
    ]
    org = with_licenses(owned)
    org.parameters = with_features(owned)
    org.parameters.set("Monthly_Users", -1, owned[0].id, NOW - timedelta(hours=5))
    return org


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_all_of_its_package_with_the_one_under_the_cursor_in_full(
    org: FakeRepository, size: tuple[int, int]
) -> None:
    async with at_the_desk(repository=org, size=size) as desk:
        await (
            desk.select("L-00001")
            .press("p")
            .expect("Parameters of L-00001 · Stark Industries")
            .expect(r"▌E Signature +● on +Boolean  setting  1\.0 +4 d")
            .expect(r"^ Max Envelopes +500 +Integer  setting  1\.0")
            .expect(r"^ Sandbox Until +- not set +Date")
            .expect(r"^ Monthly Users +-1 +Integer  metric +1\.0 +5 h")
            .expect(r"^ Sms Set Up +- not in this version +Boolean  metric +9\.0 +—")
            .expect(r"─ E Signature ─")
            .expect(r" Name +acme__E_Signature  FP-0001")
            .expect(r" Value +● on, modified 2026-11-20 \d\d:30, 4 d ago")
            .expect(r" Type +Boolean, LMO to Subscriber, since version 1\.0")
            .expect(r" Most have on, 1 of 1 on 2\.3\.0; = sets it\. +The package.s own default")
            .expect_nothing_sent()
        )


async def test_a_metric_tells_its_age_and_why_it_is_locked(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00001")
            .press("p", "end", "up")
            .expect(r"─ Monthly Users ─")
            .expect(r" Age +Metrics reach the LMO up to 24 h late\.")
            .expect(r" Locked +⊘ Monthly Users is a metric, Subscriber to LMO")
            .press("home", "j", "j")
            .expect(r"─ Sandbox Until ─")
            .press("pagedown")
            .expect(r"─ Sms Set Up ─")
            .press("pageup")
            .expect(r"─ E Signature ─")
            .expect_not("Locked")
        )


async def test_an_older_version_says_what_it_lacks(org: FakeRepository) -> None:
    (until,) = (each for each in org.parameters.held if each.name == "Sandbox_Until")
    org.parameters.values = [each for each in org.parameters.values if each.parameter_id != until.id[:15]]
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00002").press("p", "down", "down").expect(r"Sandbox Until +- not in this version")
        await desk.expect(r" Locked +⊘ L-00002 has version 1\.9\.3: Sandbox Until came with 2\.3")


async def test_the_way_there_and_back(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00002").press("enter", "p").expect("Parameters of L-00002").press("q")
        await desk.expect("p Parameters").press("q").expect_on("L-00002")
        await desk.command("params").expect("Parameters of L-00002").press("left").expect_on("L-00002")


async def test_they_are_read_again_on_demand(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00001").press("p", "down").expect(r"▌Max Envelopes +500")
        org.parameters.set("Max_Envelopes", 750, org.licenses[0].id, NOW)
        org.parameters.values.append(a_value(org.licenses[0].id, a_parameter(number=7), True, number=700))
        org.parameters.held.append(a_parameter("A_New_One", number=7))
        await desk.press("r").expect(r"▌Max Envelopes +750 +Integer  setting  1\.0 +0 s").expect("A New One +● on")
        await desk.expect_said("Read from the org just now")
        org.parameters.errors["of_license"] = UnreachableError("The org does not answer.")
        await desk.press("r").expect_said("does not answer").expect("▌Max Envelopes +750")


async def test_an_answer_that_comes_while_it_is_taken_down_is_for_nobody(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00002").press("p").expect("Parameters of L-00002")
        screen = desk.app.screen
        assert isinstance(screen, FeaturesScreen)
        await screen.remove_children()  # As Textual does it, which leaves the screen itself for the last.
        desk.app._screen_stack.remove(screen)
        await screen.refresh_values()


async def test_what_others_change_comes_by_itself(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00001").press("p").expect("▌E Signature +● on")
        org.parameters.set("E_Signature", False, org.licenses[0].id, NOW)
        with desk.app._context():
            await desk.workbench.features.keep_up(now=True)
        await desk.expect("▌E Signature +○ off")
        org.somebody_changes(org.licenses[0].id, status="Uninstalled", license_status="Uninstalled")
        with desk.app._context():
            await desk.workbench.sync.look()
        await desk.expect(" Locked +⊘ L-00001 is Uninstalled")


@pytest.mark.parametrize(
    ("access", "sentence"),
    [
        (FeatureAccess(missing=True), "This org has no feature parameters that your user may see"),
        (FeatureAccess(readable=frozenset({Kind.BOOLEAN})), "Your user may not see"),
        (FeatureAccess(updateable=frozenset()), "Feature parameters are read-only for your user"),
    ],
)
async def test_what_cannot_be_seen_or_changed_is_said_with_the_fix(
    org: FakeRepository, access: FeatureAccess, sentence: str
) -> None:
    org.parameters.permitted = access
    if access.missing:
        org.parameters.held = []
    org.parameters.values = [each for each in org.parameters.values if Kind.INTEGER in access.readable]
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00001").press("p", "j").expect(sentence)
        await (
            desk.expect_not("no access") if Kind.INTEGER in access.readable else desk.expect("Envelopes +- no access")
        )
        assert "of_license" not in org.parameters.calls


async def test_a_package_without_parameters(org: FakeRepository) -> None:
    org.parameters.held, org.parameters.values = [], []
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00001").press("p").expect("Its package has no feature parameters").press("down", "end")


async def test_a_failed_load_says_so_and_a_license_is_read_alone(org: FakeRepository) -> None:
    org.parameters.errors["everything"] = UnreachableError("The org does not answer.")
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00001").press("p").expect("▌E Signature +● on")
        assert "of_license" in org.parameters.calls


async def test_two_hundred_names_that_begin_alike_are_told_apart(org: FakeRepository) -> None:
    many = [a_parameter(f"Early_Access_Program_Region_{place:03}", number=place) for place in range(1, 201)]
    org.parameters.held = many
    org.parameters.values = [a_value(org.licenses[0].id, each, True, number=at) for at, each in enumerate(many)]
    async with at_the_desk(repository=org, size=(80, 24)) as desk:
        await desk.select("L-00001").press("p", "G").expect(r"▌Early Acce.*…Region 200 +● on")
        table = desk.app.screen.query_one("#parameters", RowsTable)
        assert table.cursor_row is not None
        assert table.cursor_row.parameter.name.endswith("200")


async def test_hostile_names_stay_in_their_row(org: FakeRepository) -> None:
    hostile = replace(a_parameter(number=8), full_name="acme__[red]日本 \u202eabc", namespace="acme")
    org.parameters.held = [hostile]
    org.parameters.values = []
    async with at_the_desk(repository=org, size=(80, 24)) as desk:
        await desk.select("L-00001").press("p").expect(r"\[red\]日本")
