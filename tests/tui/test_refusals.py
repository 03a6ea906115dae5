"""What cannot be changed cannot be changed by any road, and each road says why."""

from collections.abc import Callable

import pytest

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.tui.commands import Where, commands_on
from lmo_tui.tui.screens.license import LicenseScreen
from tests.fakes.licenses import a_license, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.robots.desk import Desk, at_the_desk

ROADS: dict[str, Callable[[Desk], Desk]] = {
    "key s": lambda desk: desk.press("s"),
    "key e": lambda desk: desk.press("e"),
    "key x": lambda desk: desk.press("x"),
    "palette": lambda desk: desk.run("status"),
    "help": lambda desk: desk.press("question_mark").type("edit").press("enter"),
    "command": lambda desk: desk.command("status suspended"),
    "seats": lambda desk: desk.command("seats 7"),
    "expires": lambda desk: desk.command("expires never"),
    "extend": lambda desk: desk.command("extend 30d"),
    "type-ahead": lambda desk: desk.burst("s\n\n").burst("e\x157\n\n").burst("x\n\n"),
}
"""Every way to ask for a change."""

SMALL = (80, 24)

LOCKED = {
    "Uninstalled by Status": (a_license(status="Uninstalled", license_status="Active"), "Uninstalled"),
    "Uninstalled by License Status": (a_license(license_status="Uninstalled"), "Uninstalled"),
    "License Type Read-Only": (a_license(license_type="Read-Only"), "License Type Read-Only"),
    "sold through Checkout": (a_license(checkout=True), "AppExchange Checkout"),
}


async def _refused(desk: Desk, reason: str) -> None:
    for road, take in ROADS.items():
        desk.app.said.clear()
        await take(desk)
        assert any(reason in said for said in desk.app.said), f"{road} said {desk.app.said}"
        if isinstance(desk.app.screen, LicenseScreen):  # Where Enter leads when there is no dialog to take it.
            await desk.press("q")
        assert len(desk.app.screen_stack) == 1, f"{road} left {desk.app.screen_stack} open"
    await desk.expect_nothing_sent()


@pytest.mark.parametrize("case", LOCKED)
async def test_a_locked_license(case: str) -> None:
    license_, reason = LOCKED[case]
    async with at_the_desk([license_], size=SMALL) as desk:
        await _refused(desk, reason)
        await desk.press("enter").expect(reason)
        for key in "sex":
            desk.app.said.clear()
            await desk.press(key).expect_said(reason)
        await desk.expect_nothing_sent()


async def test_a_license_that_this_user_may_not_edit() -> None:
    repository = with_licenses([a_license()])
    repository.permitted = Access(object_updateable=False)
    async with at_the_desk(repository=repository, size=SMALL) as desk:
        await _refused(desk, "may not edit licenses")


async def test_a_read_only_run() -> None:
    async with at_the_desk([a_license()], read_only=True, size=SMALL) as desk:
        await _refused(desk, "--read-only")
        await desk.press("U").expect_said("--read-only")


async def test_a_production_org_before_it_is_opened() -> None:
    async with at_the_desk([a_license()], org_class=OrgClass.PRODUCTION, size=SMALL) as desk:
        await desk.expect("PROD +read-only")
        await _refused(desk, "press U to open it for writing")


async def test_an_org_that_cannot_be_reached() -> None:
    repository = with_licenses([a_license()])
    repository.fail("connect", UnreachableError("The org does not answer."), times=99)
    async with at_the_desk(repository=repository, size=SMALL) as desk:
        await desk.expect("offline: The org does not answer")
        await _refused(desk, "not connected")


async def test_one_field_that_is_not_updateable_leaves_the_others() -> None:
    repository = with_licenses([a_license()])
    repository.permitted = Access(updateable=frozenset({Field.EXPIRES}))
    async with at_the_desk(repository=repository) as desk:
        await (
            desk.press("s")
            .expect_said("Status is read-only for your user")
            .press("e")
            .expect("Seats is read-only for your user")
            .fill("+1y")
            .press("enter")
            .confirm()
        )
        assert [{change.field for change in edit.changes} for edit, _ in repository.updates] == [{Field.EXPIRES}]


async def test_an_uninstalled_license_names_the_one_that_took_its_place() -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00004").press("s").expect_said(r"A newer license exists: L-00005 \(g goes there\)")


async def test_a_license_that_does_not_expire_cannot_be_extended() -> None:
    async with at_the_desk([a_license(expires=None)]) as desk:
        await desk.press("x").expect_said("does not expire").command("extend 30d").expect_said("does not expire")
        await desk.expect_nothing_sent()


async def test_a_status_that_is_not_offered_says_why_and_stays_open() -> None:
    async with at_the_desk([a_license(status="Trial", license_status="Trial")]) as desk:
        await (
            desk.status("Suspended")
            .expect("Status of L-00042")
            .expect("can only go to Active")
            .press("q")
            .command("status suspended")
            .expect_said("can only go to Active")
            .command("status paused")
            .expect_said("“paused” is not a status")
            .expect_nothing_sent()
        )


async def test_an_empty_list_has_nothing_to_change() -> None:
    async with at_the_desk([]) as desk:
        await desk.expect("There are no licenses in this org")
        for key in "sexbry":
            await desk.press(key).expect_said("No license is selected")
        await desk.expect_nothing_sent()


@pytest.mark.parametrize("command_id", [each.id for each in commands_on(Where.DESK) if each.dangerous])
async def test_no_dangerous_command_begins_while_the_program_ends(command_id: str) -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00005")
        desk.app.stage.closing = True
        await desk.command(command_id).expect_said("about to end").expect_nothing_sent()


async def test_opening_a_production_org_is_recorded_once_and_closes_again() -> None:
    repository: FakeRepository = with_licenses(sample_licenses(), OrgClass.PRODUCTION)
    async with at_the_desk(repository=repository) as desk:
        await (
            desk.press("U")
            .expect("Use the Modify License")
            .press("q")
            .expect("PROD +read-only")
            .press("U", "enter")
            .expect("writing 15:00 left")
            .press("L")
            .expect("PROD +read-only")
            .press("U", "enter")
            .expect("writing 15:00 left")
            .select("L-00005")
            .status("Suspended")
            .expect("in acme-lmo +PROD")
            .confirm()
            .expect_sent({Field.STATUS: "Suspended"})
        )
        assert desk.journal.steps.count(desk.journal.steps[0]) == 1, "consent is recorded once"


def test_the_cases_are_what_they_say() -> None:
    uninstalled: License = LOCKED["Uninstalled by Status"][0]
    assert uninstalled.uninstalled
    assert LOCKED["Uninstalled by License Status"][0].uninstalled
