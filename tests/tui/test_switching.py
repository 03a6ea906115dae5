"""Switching a parameter on the screen: the panel of a license and the matrix, by the confirmation of every write."""

from datetime import date

import pytest

from lmo_tui.domain.errors import UnknownOutcomeError
from lmo_tui.domain.features import FeatureContent
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.robots.desk import at_the_desk, key
from tests.tui.test_connecting import Door, closing


@pytest.fixture
def org() -> FakeRepository:
    """Two licenses of one package with all kinds of parameters."""
    owned = [
        a_license(1, account="Stark Industries", package="Acme Sign", package_id=PACKAGE, version="2.3.0"),
        a_license(2, package="Acme Sign", package_id=PACKAGE, version="1.9.3"),
    ]
    org = with_licenses(owned)
    org.parameters = with_features(owned)
    return org


def held(org: FakeRepository, name: str, place: int = 0) -> FeatureContent:
    """What the org holds of a parameter of a license."""
    (parameter,) = (each for each in org.parameters.held if each.name == name)
    key = (org.licenses[place].id[:15], parameter.id[:15])
    return next(each.content for each in org.parameters.values if (each.license_id, each.parameter_id) == key)


async def test_three_keys_from_the_list_switch_a_parameter(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00001")
            .press("p", "space")
            .expect(r"Change L-00001 · Stark Industries · in acme-lmo")
            .expect(r"E Signature  on  →  off")
            .expect_not("Modify License instead")
            .press("b")
            .expect(r"E Signature  on  →  off")
            .expect_nothing_sent()
            .press("enter")
            .expect(r"▌E Signature +○ off")
            .expect_said(
                r"L-00001: E Signature off, saved in the LMO \d\d:\d\d, usually at the customer within minutes;"
                r" no confirmation exists\."
            )
        )
        assert held(org, "E_Signature") is False
        assert len(org.updates) == 1
        await desk.press("u").expect(r"Takes back the change of").press("enter").expect(r"▌E Signature +● on")
        assert held(org, "E_Signature") is True


async def test_numbers_and_dates_are_typed_and_checked(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00001")
            .press("p", "j", "enter")
            .expect(r"Max Envelopes of L-00001 · Stark Industries · now 500")
            .fill("many")
            .expect(r"“many” is not a whole number")
            .press("enter")
            .expect_nothing_sent()
            .fill("1,200")
            .expect(r"Max Envelopes will be 1,200")
            .press("enter")
            .expect(r"Max Envelopes  500  →  1,200   \(\+700\)")
            .press("enter")
            .expect(r"▌Max Envelopes +1,200")
            .press("j", "e")
            .fill("2027-01-31")
            .press("enter", "enter")
            .expect(r"▌Sandbox Until +2027-01-31")
            .press("n")
            .expect(r"Sandbox Until  2027-01-31  →  not set")
            .press("enter")
            .expect(r"▌Sandbox Until +- not set")
        )
        assert held(org, "Max_Envelopes") == 1200
        assert held(org, "Sandbox_Until") is None


async def test_a_key_that_cannot_act_says_why(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00001")
            .press("p", "j", "space")
            .expect_said("Max Envelopes is of the type Integer: e types another value")
            .press("k", "n")
            .expect_said("E Signature is on or off, and never not set")
            .press("j", "j", "j", "e")
            .expect_said("Last Envelope is a metric, Subscriber to LMO")
            .press("end", "space")
            .expect_said("Sms Set Up is a metric")
        )
        assert org.updates == []


@pytest.mark.parametrize("locked", [{"status": "Uninstalled"}, {"read_only": True}])
async def test_a_locked_license_and_a_closed_org_say_why(locked: dict[str, object]) -> None:
    closed = "read_only" in locked
    license_ = a_license(1, package_id=PACKAGE, **({} if closed else locked))
    org = with_licenses([license_])
    org.parameters = with_features([license_])
    async with at_the_desk(repository=org, read_only=closed) as desk:
        await desk.select("L-00001").press("p", "space").expect_said("--read-only" if closed else "is Uninstalled")
        assert org.updates == []


async def test_a_cell_of_the_matrix_is_switched_as_well(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00002")
            .press("F")
            .expect(r"L-00002 · acme__E_Signature: ● on")
            .press("space", "enter")
            .expect(r"L-00002 · acme__E_Signature: ○ off")
            .expect(r"1 on")
            .press("u", "enter")
            .expect(r"L-00002 · acme__E_Signature: ● on")
        )
        assert [each.license.name for each, _ in org.updates] == ["L-00002", "L-00002"]


async def test_after_a_conflict_one_compares_and_chooses(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await desk.select("L-00001").press("p", "j").command("value 7")
        org.parameters.set("Max_Envelopes", 900, org.licenses[0].id, NOW)
        await (
            desk.press("enter")
            .expect_said("Press v to compare and choose")
            .press("v")
            .expect(r"Max Envelopes +500 +900 +7")
            .press("m")
            .expect(r"Max Envelopes  900  →  7")
            .press("enter")
            .expect(r"▌Max Envelopes +7")
        )
        assert held(org, "Max_Envelopes") == 7


async def test_what_is_not_known_is_said_and_kept_in_the_journal(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        org.fail("update", UnknownOutcomeError("The answer was lost."))
        await (
            desk.select("L-00001")
            .press("p", "space", "enter")
            .expect_said("It is not confirmed that L-00001 was saved")
            .press("q")
            .command("journal")
            .expect(r"L-00001 +\? not known +.*E Signature on → off")
        )


async def test_a_column_is_filled_after_a_look_at_all_of_it_and_taken_back_as_a_whole(org: FakeRepository) -> None:
    async with at_the_desk(repository=org) as desk:
        await (
            desk.select("L-00002")
            .press("F", "l", "l", "a")
            .expect_said("No license here can be given Sandbox Until not set")
            .command("column eoy")
            .expect(r"2 licenses · Sandbox Until 2026-12-31")
            .expect(r"L-00001.*Sandbox Until not set → 2026-12-31")
            .expect_nothing_sent()
        )
        await desk.press("enter", "enter").expect("2 saved")
        assert [held(org, "Sandbox_Until", place) for place in (0, 1)] == [date(2026, 12, 31)] * 2
        assert org.calls.count("update_all") == 1
        await desk.press("u").expect(r"Sandbox Until 2026-12-31 → not set").press("enter", "enter").expect("2 saved")
        assert [held(org, "Sandbox_Until", place) for place in (0, 1)] == [None, None]


async def test_a_parameter_being_saved_says_so_and_takes_no_second_change(org: FakeRepository) -> None:
    door = Door()
    async with at_the_desk(repository=org, runner=door) as desk:
        await desk.select("L-00001").press("p", "space")
        async with closing(door, desk):
            desk.app.post_message(key("enter"))
            await desk.expect_while_busy(r"▌E Signature +◌ saving…")
            desk.app.post_message(key("down"))
            desk.app.post_message(key("e"))
            await desk.expect_while_busy("L-00001 is (being|still)|still being saved")
        await desk.expect(r"E Signature +○ off")
        assert len(org.updates) == 1
