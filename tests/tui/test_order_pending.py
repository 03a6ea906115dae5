"""While the whole order of a view is being found: what is about no license is done at once, what is about one waits."""

import asyncio
from collections.abc import Callable

import pytest

from lmo_tui.domain.filters import Column
from lmo_tui.domain.licenses import License
from lmo_tui.services.desk import LicenseDesk, Listing
from tests.fakes.licenses import a_license
from tests.robots.desk import Desk, at_the_desk, key


class Slow:
    """Lets the order of a view come only when it is told to."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self._desk = desk
        self._door = asyncio.Event()
        settle = LicenseDesk.settle

        async def later(shelf: LicenseDesk, listing: Listing, wanted: Callable[[], bool] = bool) -> Listing:
            await self._door.wait()
            return await settle(shelf, listing, wanted)

        monkeypatch.setattr(LicenseDesk, "settle", later)

    async def press(self, keys: str, until: Callable[[], bool]) -> None:
        for each in keys:
            self._desk.app.post_message(key(each))
        async with asyncio.timeout(10):
            while not until():  # noqa: ASYNC110 - what is on the screen has no event
                await asyncio.sleep(0)

    async def let_it_come(self) -> None:
        self._door.set()
        await self._desk.rest()


def a_crowd() -> list[License]:
    """More licenses than are read before the order is known, of which none is where it was when sorted otherwise."""
    return [a_license(n, account=f"Customer {n * 37 % 150}", package=f"Package {n * 53 % 150}") for n in range(1, 150)]


def top(desk: Desk) -> str:
    return type(desk.app.screen).__name__


async def test_one_goes_on_to_sort_and_to_filter_and_the_cursor_gets_where_it_was_to_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_the_desk(a_crowd()) as desk:
        await desk.select("L-00012")
        slow = Slow(desk, monkeypatch)
        views = desk.list.views
        await slow.press("oj\n", lambda: views.view.sort.column is not Column.NAME)
        first = views.view.sort
        await slow.press("?", lambda: top(desk) == "Finder")
        await slow.press("\x03", lambda: top(desk) == "LicensesScreen")
        await slow.press("ojj\n", lambda: views.view.sort != first)
        await slow.press("/", lambda: desk.list.filtering.typing)
        await slow.press("\n", lambda: not desk.list.filtering.typing)
        assert views.listing is not None
        assert views.listing.count is None
        await slow.let_it_come()
        await desk.expect_on("L-00012")


async def test_a_change_waits_for_the_license_that_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk(a_crowd()) as desk:
        await desk.select("L-00012")
        slow = Slow(desk, monkeypatch)
        views = desk.list.views
        await slow.press("oj\n", lambda: views.view.sort.column is not Column.NAME)
        await slow.press(":status\n", lambda: bool(desk.app.keys._held))
        assert top(desk) == "LicensesScreen"
        await slow.let_it_come()
        await desk.expect("Status of L-00012")


async def test_where_the_license_may_have_left_the_view_its_place_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_the_desk(a_crowd()) as desk:
        await desk.select("L-00012")
        slow = Slow(desk, monkeypatch)
        views = desk.list.views
        await slow.press("/zzz", lambda: views.view.text == "zzz")
        await slow.press("\n?", lambda: bool(desk.app.keys._held))
        assert top(desk) == "LicensesScreen"
        await slow.let_it_come()
        assert top(desk) == "Finder"
