"""What the screen says and does while the org is slow, gone, or being read."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from lmo_tui.domain.errors import SignedOutError, UnreachableError
from lmo_tui.domain.orgs import OrgClass
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import a_license, license_id, sample_licenses
from tests.fakes.repository import with_licenses
from tests.robots.desk import Desk, at_the_desk, key

T = TypeVar("T")


class Door:
    """A runner that lets background calls through only while it is open."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.waiting = 0

    async def __call__(self, call: Callable[[], T]) -> T:
        self.waiting += 1
        await self.open.wait()
        self.waiting -= 1
        return call()


@asynccontextmanager
async def closing(door: Door, desk: Desk) -> AsyncIterator[None]:
    """With the door closed."""
    door.open.clear()
    yield
    door.open.set()
    await desk.rest()


async def test_a_first_run_shows_licenses_as_they_come() -> None:
    async with at_the_desk(remembered=False) as desk:
        await desk.expect("40 licenses").expect_on("L-00040").expect_row("L-00025")
        assert desk.repository.calls[:4] == ["connect", "org", "access", "newest"], "the newest page comes first"


async def test_an_org_that_cannot_be_reached_leaves_what_was_there() -> None:
    repository = with_licenses(sample_licenses())
    repository.fail("connect", UnreachableError("The org does not answer.", "No route.", "Check the network."))
    async with at_the_desk(repository=repository) as desk:
        await (
            desk.expect("offline: The org does not answer")
            .expect_said(r"The org does not answer\. No route\. Check the network\.")
            .expect_row("L-00040")
            .press("r")
            .expect_said("Not connected to the org. Press R to try again")
            .press("R")
            .expect("synced 0 s ago")
            .expect_not("offline")
        )


async def test_nothing_known_and_not_reached_says_both() -> None:
    repository = with_licenses(sample_licenses())
    repository.fail("connect", SignedOutError("The session is over.", remedy="Sign in again."))
    async with at_the_desk(repository=repository, remembered=False) as desk:
        await (
            desk.expect("No licenses are known yet. The session is over. Sign in again. Press R to try again")
            .press("U")
            .expect_said("(connect first|not known yet)")
            .press("R")
            .expect_row("L-00040")
        )


async def test_a_load_that_breaks_off_keeps_what_came() -> None:
    repository = with_licenses(sample_licenses())
    repository.before["begin_load"] = lambda: repository.fail("page", UnreachableError("The line broke."))
    async with at_the_desk(repository=repository, remembered=False) as desk:
        await desk.expect_said("The line broke").expect("offline: The line broke").expect_row("L-00040")
        await desk.press("R").expect("40 licenses").expect_not("offline")


async def test_everything_can_be_looked_at_while_connecting() -> None:
    door = Door()
    async with at_the_desk(runner=door) as desk:
        await desk.workbench.session.close()
        async with closing(door, desk):
            desk.app.post_message(key("R"))
            await desk.expect_while_busy("connecting…").expect_while_busy("L-00040")
            desk.app.post_message(key("s"))
            await desk.expect_while_busy("not connected")
        await desk.expect("synced 0 s ago")


async def test_what_others_change_shows_by_itself_within_a_minute() -> None:
    clock = MovingClock()
    async with at_the_desk(clock=clock) as desk:
        desk.app.said.clear()
        desk.repository.somebody_changes(license_id(40), account="Renamed AG")
        desk.repository.somebody_deletes(license_id(39))
        clock.advance(seconds=30)
        desk.list.tick()
        await desk.expect_not("Renamed AG").expect_row("L-00039")
        clock.advance(seconds=30)
        desk.list.tick()
        await desk.expect("synced 0 s ago, 2 changed").expect("39 licenses").expect_row("L-00040", "Renamed AG")
        await desk.expect_not("L-00039")
        assert desk.app.said == []


async def test_an_org_that_was_away_comes_back_by_itself() -> None:
    clock = MovingClock()
    repository = with_licenses(sample_licenses())
    repository.fail("connect", UnreachableError("The org does not answer."))
    async with at_the_desk(repository=repository, clock=clock) as desk:
        await desk.expect("offline: The org does not answer")
        clock.advance(minutes=2)
        desk.list.tick()
        await desk.expect("synced 0 s ago").expect_not("offline")
        repository.fail("changed_since", UnreachableError("The line broke."))
        clock.advance(minutes=2)
        desk.list.tick()
        await desk.expect("offline: The line broke").expect_row("L-00040")
        assert "The line broke." not in desk.app.said, "nobody asked for it"
        clock.advance(minutes=2)
        desk.list.tick()
        await desk.expect("synced 0 s ago").expect_not("offline")


async def test_while_the_org_is_called_again_nobody_else_calls_it() -> None:
    clock, door = MovingClock(), Door()
    repository = with_licenses(sample_licenses())
    repository.fail("connect", UnreachableError("The org does not answer."))
    async with at_the_desk(repository=repository, clock=clock, runner=door) as desk:
        clock.advance(minutes=2)
        async with closing(door, desk):
            for _ in range(3):
                desk.list.tick()
                for _ in range(20):  # Turns in which a second call would find that there is no org yet.
                    await asyncio.sleep(0)
            assert door.waiting == 1
            assert desk.workbench.sync.error is None
        await desk.expect("synced 0 s ago").expect_not("offline")
        assert repository.calls.count("connect") == 2


async def test_a_license_being_saved_says_so_and_takes_no_second_change() -> None:
    door = Door()
    async with at_the_desk([a_license(1), a_license(2)], runner=door) as desk:
        await desk.select("1").status("Suspended")
        async with closing(door, desk):
            desk.app.post_message(key("enter"))
            await desk.expect_while_busy(r"L-00001 .*saving…")
            desk.app.post_message(key("e"))
            await desk.expect_while_busy("L-00001 is (being|still)")
            desk.app.post_message(key("up"))
            desk.app.post_message(key("s"))
            await desk.expect_while_busy("Status of L-00002")
            desk.app.post_message(key("q"))
            await desk.expect_while_busy("L-00001")
        await desk.expect_row("L-00001", "■ Suspended").expect_row("L-00002", "● Active")


async def test_leaving_while_a_change_is_on_its_way_asks_and_waits() -> None:
    door = Door()
    async with at_the_desk([a_license()], runner=door) as desk:
        await desk.status("Suspended")
        door.open.clear()
        desk.app.post_message(key("enter"))
        await desk.expect_while_busy("saving…")
        for leave in ("q", "ctrl+c"):
            desk.app.post_message(key(leave))
            await desk.expect_while_busy("1 change is still being saved")
            desk.app.post_message(key("q"))
            await desk.expect_while_busy("saving…")
        desk.app.post_message(key("q"))
        desk.app.post_message(key("enter"))
        await desk.expect_while_busy("saving…")
        door.open.set()
        await desk.rest()
        assert len(desk.repository.updates) == 1, "the write ended before the program did"
        assert desk.app._exit
        assert desk.app.return_code == 0


@pytest.mark.parametrize("leave", ["q", "ctrl+c"])
async def test_leaving_with_nothing_on_its_way_just_leaves(leave: str) -> None:
    async with at_the_desk([a_license()]) as desk:
        await desk.press(leave)
        assert desk.app._exit
        assert desk.app.return_value == 0


async def test_q_leaves_one_level_at_a_time() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        await desk.press("enter", "s", "q", "q")
        assert not desk.app._exit
        await desk.expect_row("L-00040").press("q")
        assert desk.app._exit


async def test_a_key_typed_after_unlocking_finds_the_org_open() -> None:
    door = Door()
    async with at_the_desk([a_license()], org_class=OrgClass.PRODUCTION, runner=door) as desk:
        async with closing(door, desk):
            for each in ("U", "enter", "s"):
                desk.app.post_message(key(each))
            while not door.waiting:  # noqa: ASYNC110 - a state of the door, not an event
                await asyncio.sleep(0)
            for _ in range(50):
                await asyncio.sleep(0)
        await desk.expect("Status of L-00042")
        assert [said for said in desk.app.said if "press U" in said] == []


async def test_a_load_can_be_called_off_and_gone_on_with() -> None:
    repository = with_licenses(sample_licenses())
    async with at_the_desk(repository=repository) as desk:
        await desk.press("colon", *"cancel", "enter").expect_said("Nothing is being loaded")
        repository.before["page"] = desk.workbench.sync.cancel
        await desk.press("R").expect("not all loaded: R goes on").expect_row("L-00040")
        await desk.press("R").expect("synced 0 s ago")
