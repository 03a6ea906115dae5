"""Feature sets, licenses compared, rows marked in the matrix, values stepped: by the road of every write."""

from datetime import date

import pytest

from lmo_tui.domain.features import FeatureContent
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.robots.desk import at_the_desk


@pytest.fixture
def org() -> FakeRepository:
    """Four licenses of one package, of which one is locked, and one of another."""
    owned = [
        a_license(number, package="Acme Sign", package_id=PACKAGE, version="2.3.0", **({} if number < 4 else GONE))
        for number in range(1, 5)
    ]
    org = with_licenses([*owned, a_license(5, package="Acme Pay", package_id="0335g0000000PK2")])
    org.parameters = with_features(owned)
    org.parameters.set("E_Signature", False, owned[0].id, NOW)
    org.parameters.set("Max_Envelopes", 900, owned[0].id, NOW)
    return org


GONE = {"status": "Uninstalled"}


def held(org: FakeRepository, name: str) -> list[FeatureContent]:
    """What the org holds of a parameter, license by license."""
    (parameter,) = (each for each in org.parameters.held if each.name == name)
    return [each.content for each in org.parameters.values if each.parameter_id == parameter.id[:15]]


async def test_settings_are_kept_compared_with_and_given_to_all_of_the_view(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00001")
            .press("P")
            .expect_said("No feature set is kept yet")
            .press("p", "q")
            .command("keep gold")
            .expect_said("3 settings of L-00001 are kept as gold")
            .select("L-00002")
            .press("P", "enter")
            .expect(r"L-00002 and gold · 2 of 3 parameters differ")
            .expect(r"▌E Signature +≠ ● on +○ off +setting")
            .expect_not("Sandbox Until")
            .press("a")
            .expect(r"Sandbox Until += +not set +not set")
            .press("q")
            .press("A", "enter")
            .expect(r"4 values of 2 licenses · like gold · 3 left out")
            .expect(r"L-00001 +. holds it")
            .expect(r"L-00005 +. left out .*has none of the parameters of “gold”")
            .expect_nothing_sent()
        )
        await desk.press("enter", "enter").expect_said(r"^4 saved")
        assert held(org, "E_Signature")[:3] == [False, False, False]
        assert held(org, "Max_Envelopes") == [900, 900, 900, 500]
        await desk.press("u", "enter", "enter").expect("undo of like gold")
        assert held(org, "Max_Envelopes") == [900, 500, 500, 500]
        await desk.press("q", "q").command("drop gold").expect_said("The feature set gold is dropped")
        await desk.press("A").expect_said("No feature set is kept yet")


async def test_two_licenses_are_compared_marked_or_named(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00002")
            .press("p", "q", "D")
            .expect_said("Mark two licenses, or type :diff")
            .command("diff 1")
            .expect(r"L-00002 and L-00001 · 2 of 6 parameters differ")
            .expect(r"▌E Signature +≠ ● on +○ off +setting")
            .press("q")
            .command("diff L-00005")
            .expect_said("L-00002 is of Acme Sign, L-00005 of Acme Pay. Compare licenses of one package")
        )


async def test_in_the_matrix_a_column_is_filled_for_the_rows_that_are_marked(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00003")
            .press("F", "m")
            .expect(r"◆L-00003")
            .expect(r"M unmark 1")
            .press("k", "k", "end", "m", "home", "D")
            .expect(r"L-00003 and L-00001 · 2 of 6 parameters differ")
            .press("q")
            .command("column off")
            .expect(r"1 license · E Signature off · 1 left out")
            .expect(r"L-00001 +. holds it")
            .press("enter", "enter")
            .expect(r"L-00003 +. saved")
        )
        assert held(org, "E_Signature") == [False, True, False, True]


async def test_a_number_and_a_day_are_stepped_in_the_box(org: FakeRepository) -> None:
    org.parameters.set("Sandbox_Until", date(2027, 2, 28), org.licenses[1].id, NOW)
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00002")
            .press("p", "plus")
            .expect_said("E Signature is on or off: Space switches it")
            .press("j", "plus")
            .expect(r"Max Envelopes will be 501")
            .press("up", "down", "up")
            .expect(r"Max Envelopes will be 502")
            .press("enter")
            .expect(r"Max Envelopes  500  →  502   \(\+2\)")
            .press("enter", "j", "plus")
            .expect(r"Sandbox Until will be 2027-03-01")
            .press("enter", "enter")
            .expect(r"▌Sandbox Until +2027-03-01")
        )
        assert held(org, "Max_Envelopes")[1] == 502


async def test_what_most_have_is_said_and_set_by_a_key(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00001")
            .press("p", "q", "p")
            .expect(r"Most have on, 3 of 4 on 2\.3\.0; = sets it")
            .press("equals_sign")
            .expect(r"E Signature  off  →  on")
            .press("enter")
            .expect(r"▌E Signature +● on")
            .press("equals_sign")
            .expect_said("E Signature is on already")
        )
        assert held(org, "E_Signature") == [True] * 4
