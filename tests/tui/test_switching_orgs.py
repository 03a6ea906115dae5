"""Going to another org from the desk: never with a change on its way, never by a slip."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest

from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.profiles import Profile, Profiles, WayIn
from lmo_tui.domain.secrets import StoreKind
from tests.fakes.licenses import a_license
from tests.robots.desk import Desk, at_the_desk, key

T = TypeVar("T")

ORGS = Profiles(
    (
        Profile("acme-lmo", "https://acme.my.salesforce.com", WayIn.WEB, "", OrgClass.PRODUCTION, "ann@acme.example",
                store=StoreKind.KEYRING),
        Profile("uat", "https://acme--uat.sandbox.my.salesforce.com", WayIn.SF, "", OrgClass.SANDBOX, "\x1b[31mbob"),
    ),
    "acme-lmo",
    ("Org “old” is left out: it has no instance_url.",),
)  # fmt: skip


def gone_to(desk: Desk) -> str:
    """The org that the desk has ended for."""
    return desk.workbench.orgs.wanted if desk.app._exit and desk.app.return_value == 0 else ""


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_orgs_are_listed_with_class_user_and_store_and_enter_goes_there(size: tuple[int, int]) -> None:
    async with at_the_desk([a_license()], orgs=ORGS, size=size) as desk:
        await (
            desk.press("W")
            .expect(r"▌ acme-lmo +\* +PROD +keyring +ann@acme.example")
            .expect(r"uat +SANDBOX +sf +.*bob")
        )
        await desk.expect("demo +DEMO +embedded").expect("“old” is left out").expect_not("\x1b")
        await desk.press("enter").expect("You are in acme-lmo now")
        assert not desk.app._exit
        await desk.press("j", "enter")
        assert gone_to(desk) == "uat"


async def test_by_name_and_a_slip_goes_nowhere() -> None:
    async with at_the_desk([a_license()], orgs=ORGS) as desk:
        await desk.command("org uta").expect_said("No org is known as “uta”. Did you mean uat?")
        await desk.command("org acme-lmo").expect_said("You are in acme-lmo now")
        await desk.press("W").press("q").expect_on("L-00042")
        assert not desk.app._exit
        await desk.press("slash").type("W").expect_not("another org").press("escape")
        await desk.command("org UAT")
        assert gone_to(desk) == "uat"


async def test_not_while_a_change_is_on_its_way() -> None:
    door = asyncio.Event()
    door.set()

    async def held(call: Callable[[], T]) -> T:
        await door.wait()
        return call()

    async with at_the_desk([a_license()], orgs=ORGS, runner=held) as desk:
        await desk.status("Suspended")
        door.clear()
        desk.app.post_message(key("enter"))
        await desk.expect_while_busy("saving…")
        desk.app.post_message(key("W"))
        await desk.expect_while_busy("A change is still being saved")
        desk.list.stage.switch("uat")  # As if it had begun while one chose.
        assert not desk.app._exit and not desk.workbench.orgs.wanted
        door.set()
        await desk.expect_row("L-00042", "■ Suspended").command("org demo")
        assert gone_to(desk) == "demo"
