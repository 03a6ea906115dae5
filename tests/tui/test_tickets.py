"""A ticket pasted on the list leads to the license that it is about."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tests.fakes.licenses import a_license
from tests.robots.desk import at_the_desk, key

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
