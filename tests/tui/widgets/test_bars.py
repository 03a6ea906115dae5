"""The lines round the desk, and what a mouse does on them."""

from datetime import timedelta
from typing import TYPE_CHECKING

from lmo_tui.domain.filters import Tab
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.tui.render.bars import Freshness, Hint, OrgFacts, Writing
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar, TabsBar
from tests.tui.widgets.showcase import Showcase, text_on

if TYPE_CHECKING:
    from textual.message import Message

COUNTS = dict(zip(Tab, (2_514, 1_900, 203, 50, 41, 12, 308), strict=True))


async def test_the_org_bar_changes_color_while_writing_is_open_for_a_time() -> None:
    bar = OrgBar()
    async with Showcase(bar).run_test(size=(100, 3)) as pilot:
        bar.show(OrgFacts("acme", OrgClass.PRODUCTION), Freshness(9))
        await pilot.pause()
        before = bar.background_colors[1]
        bar.show(
            OrgFacts("acme", OrgClass.PRODUCTION, writing=Writing.OPEN, time_left=timedelta(minutes=15)), Freshness(9)
        )
        await pilot.pause()
        assert bar.background_colors[1] != before
        assert "writing 15:00 left" in text_on(bar)[0]
        bar.show(OrgFacts("acme", OrgClass.PRODUCTION), Freshness(9))
        await pilot.pause()
        assert bar.background_colors[1] == before


async def test_an_org_that_is_always_open_has_the_plain_color() -> None:
    bar = OrgBar()
    async with Showcase(bar).run_test(size=(100, 3)):
        bar.show(OrgFacts("acme", OrgClass.DEMO, writing=Writing.OPEN), Freshness(9))
        assert not bar.has_class("-writing")


async def test_a_tab_is_chosen_by_the_mouse() -> None:
    seen: list[Message] = []
    bar = TabsBar()
    async with Showcase(bar).run_test(size=(120, 3), message_hook=seen.append) as pilot:
        bar.show(COUNTS, Tab.ALL)
        await pilot.pause()
        await pilot.click(TabsBar, offset=(text_on(bar)[0].index("Expiring"), 0))
        await pilot.click(TabsBar, offset=(119, 0))
        assert {message.tab for message in seen if isinstance(message, TabsBar.Chosen)} == {Tab.EXPIRING}


async def test_tabs_follow_the_width() -> None:
    bar = TabsBar()
    bar.show(COUNTS, Tab.EXPIRING, "globex")
    async with Showcase(bar).run_test(size=(140, 3)) as pilot:
        assert "7 Uninstalled 308" in text_on(bar)[0]
        await pilot.resize_terminal(80, 3)
        await pilot.pause()
        assert text_on(bar)[0].split() == ["5/7", "Expiring", "41", "/globex"]


async def test_a_hint_is_pressed_by_the_mouse() -> None:
    seen: list[Message] = []
    bar = HintsBar()
    async with Showcase(bar).run_test(size=(80, 3), message_hook=seen.append) as pilot:
        bar.show([Hint("filter", "/", "filter"), Hint("status", "s", "status", available=False)])
        await pilot.pause()
        await pilot.click(HintsBar, offset=(text_on(bar)[0].index("status"), 0))
        assert {message.name for message in seen if isinstance(message, HintsBar.Pressed)} == {"status"}
