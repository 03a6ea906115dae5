"""What the filter line does for the one who types: it completes, remembers and counts."""

import pytest
from textual.widgets import Input

from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license, sample_licenses
from tests.robots.desk import Desk, at_the_desk


def typed(desk: Desk) -> str:
    return desk.list.query_one("#filter", Input).value


async def test_the_rest_stands_dim_behind_the_cursor_and_tab_or_right_takes_it() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("sta").expect(r"^status: ")
        assert typed(desk) == "sta"
        await desk.press("tab").type("su").expect(r"^status:suspended ").press("right")
        assert typed(desk) == "status:suspended"
        await desk.press("right", "enter").expect("/status:suspended").expect_row("L-00003")


async def test_repeated_tab_goes_through_the_ways_and_comes_back_to_what_was_typed() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("exp").press("tab").expect(r"^expires<  expired  expiring$")
        await desk.press("tab").expect(r"^expired +\d+ of 40")
        await desk.press("tab", "tab")
        assert typed(desk) == "exp"
        await desk.press("shift+tab")
        assert typed(desk) == "expiring"
        await desk.type(" x").expect_not("expires<")


async def test_values_come_from_the_licenses_and_are_quoted_where_they_need_it() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("package:sig").expect(r'→ package:"Acme Sign"').press("tab", "enter")
        assert desk.list.views.view.text == 'package:"Acme Sign"'


async def test_hostile_values_are_letters_and_what_terminals_disagree_on_is_not_offered() -> None:
    evil = [a_license(1, package="[red]Evil[/]"), a_license(2, package="👨\u200d👩\u200d👧 Tools")]
    async with at_the_desk(evil) as desk:
        await desk.press("slash").type("package:").expect(r"^package:\[red\]Evil\[/\]").press("tab")
        assert typed(desk) == "package:[red]Evil[/]"


async def test_up_and_down_walk_through_earlier_filters_of_other_runs_too() -> None:
    store = Store(":memory:")
    async with at_the_desk(store=store) as desk:
        await desk.press("slash").type("stark").press("enter").press("slash", "ctrl+u").type("!sandbox").press("enter")
        await desk.command("filter used>seats")
    async with at_the_desk(store=store) as desk:
        await desk.press("slash").type("glo").press("up")
        walked = [typed(desk)]
        for key in ("up", "ctrl+p", "up", "ctrl+n", "down", "down"):
            await desk.press(key)
            walked.append(typed(desk))
        assert walked == ["used>seats", "!sandbox", "stark", "stark", "!sandbox", "used>seats", "glo"]
        assert desk.list.filtering.typing


async def test_a_damaged_memory_is_no_memory() -> None:
    store = Store(":memory:")
    store.remember("filters", '["x", 5')
    async with at_the_desk(store=store) as desk:
        await desk.press("slash", "up").type("stark").press("enter").press("slash", "ctrl+u", "up")
        assert typed(desk) == "stark"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_count_is_exact_and_at_the_right_and_never_over_the_text(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as desk:
        await desk.press("slash").expect(r" 40 of 40 ?$").type("umbrella").expect(r"^umbrella +3 of 40 ?$")
        await desk.type(" xyz" * 40).expect(r" 0 of 40 ?$")
        assert desk.lines[-1].rstrip().endswith("z   0 of 40")
        assert len(desk.lines[-1]) == size[0]
        await desk.press("ctrl+c", "2", "slash").expect(r" 33 of 33 ?$")


async def test_keys_in_one_packet_complete_as_they_do_one_by_one() -> None:
    async with at_the_desk() as desk:
        await desk.burst("/sta\tsu\t\n").expect("/status:suspended").expect_row("L-00003")
        await desk.burst("/\x15exp\t\t us\t5\n").expect("/expired used>5")


async def test_tab_in_the_midst_of_the_text_does_nothing() -> None:
    async with at_the_desk(sample_licenses()) as desk:
        await desk.press("slash").type("sta x").press("home", "tab").expect(r"^sta x")
        assert desk.list.filtering.typing


async def test_the_count_has_room_for_what_came_in_while_one_typed() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("!sandbox").expect(r"of 40$")
        desk.repository.licenses += [a_license(number) for number in range(1_000, 2_200)]
        await desk.app.stage.workbench.sync.load()
        await desk.expect(r" 1,2\d\d of 1,240$")
