"""The checklist on the screen: it fills in, says what to do, leads to guides, and waits for a test install."""

import asyncio
from dataclasses import replace

import pytest

from lmo_tui.domain.checks.accounts import Account
from lmo_tui.domain.checks.facts import PackageFacts, Unknown
from tests.domain.checks.test_watching import an_install
from tests.fakes.licenses import a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.setup import ALL_WELL, PACKAGE_ID, FakeSetup
from tests.robots.desk import Desk, at_the_desk
from tests.robots.desk import key as key_event

GONE = PackageFacts(PACKAGE_ID, "Acme [/] Sign", "033", "2.4", "005000000000001AAA", "Eve\u202e", False)


def an_org(made: FakeSetup) -> FakeRepository:
    repository = with_licenses([a_license()])
    repository.made = made
    return repository


def is_watching(desk: Desk) -> bool:
    return desk.workbench.setup.watching


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_checklist_is_one_screen_and_says_what_to_do(size: tuple[int, int]) -> None:
    made = FakeSetup(replace(ALL_WELL, packages=(GONE,), rules=Unknown("you may not look.")))
    async with at_the_desk(repository=an_org(made), size=size) as desk:
        await desk.press("S").expect(r"Setup · 1 blocker, 1 unknown, 12 ok").expect("10  Automate")
        await (
            desk.press(*["j"] * 5)
            .expect("─ 5 Lead managers active")
            .expect(r"^▌✗ blocker +5")
            .expect(r"Acme \[/\] Sign")
        )
        await desk.press("j").expect(r"\? unknown +6").press("enter").expect("Automate without blocking the LMA")
        await desk.expect(r"1\. Use after triggers").press("G").expect("do not create, clone or delete")
        await desk.press("q")
        await (
            desk.expect("Setup · ")
            .press("k", "y")
            .expect_said(r"Sent https://acme.*/lightning/r/sfLma__Package__c/a03")
        )
        await desk.press("q").expect("L-").expect_nothing_sent()


async def test_it_looks_again_when_asked_and_not_whenever_it_is_opened() -> None:
    made = FakeSetup()
    async with at_the_desk(repository=an_org(made)) as desk:
        await desk.command("setup").expect("14 ok").press("q")
        calls = len(made.calls)
        await desk.command("setup").expect("14 ok")
        assert len(made.calls) == calls
        made.facts = replace(ALL_WELL, packages=())
        await desk.press("r").expect("1 blocker")
        assert len(made.calls) == 2 * calls


async def test_a_test_install_is_watched_for_and_its_pair_is_told() -> None:
    old = an_install(1)
    made = FakeSetup(coming=[(old,), (an_install(2, "Bill Hall"), old)])
    async with at_the_desk(repository=an_org(made)) as desk:
        await desk.press("S", "w").expect_said("The pair is here: license L-00002 and lead Bill Hall")
        await desk.press(*["j"] * 7).expect("Watch +The pair is here: license L-00002")


async def test_a_watch_ends_by_the_same_key_and_by_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk(repository=an_org(FakeSetup())) as desk:
        monkeypatch.setattr(desk.workbench.setup, "_wait", lambda _: asyncio.Event().wait())
        for key in ("w", "q"):
            await desk.press("S")
            desk.app.post_message(key_event("w"))
            await desk.expect_while_busy("watching, look 1")
            assert is_watching(desk)
            await desk.press(key)
            assert not is_watching(desk)
            if key == "w":
                await desk.expect_said("No longer watching").press("q")
        await desk.expect("L-")


async def test_a_license_without_an_account_says_why_and_who_it_may_be() -> None:
    license_ = a_license(account="", account_id="", company="Initech GmbH", lead_id="00Q000000000001AAA")
    repository = with_licenses([license_])
    repository.made = FakeSetup(accounts=(Account("001000000000001AAA", "INITECH"), Account("001", "Globex")))
    async with at_the_desk(repository=repository) as desk:
        await desk.expect("Account +— none here K").press("K").expect("must live in this org")
        await desk.expect(r"INITECH +https://acme.*/lightning/r/Account/001000000000001AAA/view").expect_not("Globex")
        await desk.expect("/lightning/r/Lead/00Q000000000001AAA/view").press("q").expect_nothing_sent()
    async with at_the_desk([a_license(account="Globex")]) as desk:
        await desk.press("K").expect_said("has its account: Globex")
