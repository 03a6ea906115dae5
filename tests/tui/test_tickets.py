"""A ticket pasted on the list leads to the license that it is about."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual.events import Paste

from lmo_tui.domain.errors import UnreachableError
from tests.fakes.licenses import a_license
from tests.fakes.workbench import at_once
from tests.robots.desk import Desk, at_the_desk, key

T = TypeVar("T")

TICKET = """Hello,
none of our users gets in since this morning!
Jane, Umbrella Ltd
jane@gmail.com
"""


async def test_a_ticket_with_one_license_leads_right_there() -> None:
    async with at_the_desk() as desk:
        await desk.paste("Hi,\nit is about L-00009 and\nnothing else")
        await desk.expect_on("L-00009").expect_said("L-00009: By license L-00009.")


async def test_of_several_one_chooses_and_sees_why_each_is_there() -> None:
    async with at_the_desk() as desk:
        await desk.paste(TICKET).expect("3 licenses, the likeliest first").expect("By customer Umbrella Ltd.")
        await desk.press("j", "enter").expect_not("the likeliest first")
        assert desk.cursor in {"L-00004", "L-00005", "L-00006"}


async def test_the_text_can_be_typed_or_pasted_into_a_box_whole() -> None:
    async with at_the_desk() as desk:
        await desk.press("f").expect("Find the licenses that a ticket is about").press("enter")
        await (
            desk.expect("There is nothing to look for").paste(TICKET).press("enter").expect("3 licenses, the likeliest")
        )
        await desk.press("q").command("find lagging inc?").expect_on("L-00009")


async def test_on_the_details_it_is_said_where_a_ticket_goes() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        await desk.press("enter").paste("L-00009").expect_said("pasted on the list").press("q").expect_on("L-00040")


async def test_nothing_found_is_said() -> None:
    async with at_the_desk() as desk:
        await desk.paste("hello, it does not work").expect_said("No license is known that this could be about")
        await desk.expect_on("L-00040")


async def test_a_filter_that_hides_the_license_is_left() -> None:
    async with at_the_desk() as desk:
        await desk.press("7").paste("L-00009").expect_on("L-00009").expect("All")


async def test_keys_typed_while_it_is_looked_for_act_on_what_was_found() -> None:
    async def later(call: Callable[[], T]) -> T:
        for _ in range(20):
            await asyncio.sleep(0)
        return call()

    async with at_the_desk(runner=later) as desk:
        await desk.paste("L-00009")
        desk.app.post_message(key("s"))
        await desk.expect("Status of L-00009")


async def test_hostile_names_are_words() -> None:
    licenses = [
        a_license(1, account="[@click=app.quit]Umbrella"),
        a_license(2, account="[@click=app.quit] Two"),
    ]
    async with at_the_desk(licenses) as desk:
        await desk.paste("L-00001 L-00002").expect("2 licenses").expect(r"\[@click=app.quit\]").click("[@click")
        await desk.expect("License")
        assert desk.app._running


def somebody_installs(desk: Desk, number: int) -> None:
    desk.repository.licenses.append(a_license(number, account="Newcomer Ltd"))


async def test_what_is_not_here_yet_is_asked_of_the_org() -> None:
    async with at_the_desk() as desk:
        somebody_installs(desk, 77)
        await desk.paste("it is about L-00077").expect("1 license").expect("By license L-00077, from the org")
        await desk.press("enter").expect_on("L-00077").expect_row("L-00077", "Newcomer")


async def test_while_the_org_is_asked_the_dialog_can_be_left_and_the_answer_moves_nothing() -> None:
    door = asyncio.Event()

    async def slowly(call: Callable[[], T]) -> T:
        if desks and desks[0].repository.calls.count("connect") and waiting:
            await door.wait()
        return call()

    desks: list[Desk] = []
    waiting: list[bool] = []
    async with at_the_desk(runner=slowly) as desk:
        desks.append(desk)
        somebody_installs(desk, 77)
        desk.workbench.search._runner = slowly
        desk.workbench.finder._runner = at_once
        waiting.append(True)
        desk.app.post_message(Paste("L-00077"))
        await desk.expect_while_busy("The org is being asked…")
        desk.app.post_message(key("q"))
        await desk.expect_while_busy("40 licenses")
        desk.app.post_message(key("j"))
        await desk.expect_while_busy("▌L-00039")
        door.set()
        await desk.expect_on("L-00039").expect_not("L-00077")


async def test_an_org_that_cannot_be_searched_is_told_in_the_dialog() -> None:
    async with at_the_desk() as desk:
        desk.repository.fail("search", UnreachableError("The line broke."))
        await desk.paste("L-00077").expect("No license here that this could be about").expect("not tell more. The line")
        await desk.press("enter").expect("The line broke").press("q").expect_on("L-00040")


async def test_what_the_org_does_not_know_either_is_said() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        await desk.paste("L-00077").expect("Neither the local copy nor the org knows").press("q").expect_on("L-00040")
