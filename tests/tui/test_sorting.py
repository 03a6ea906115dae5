"""Sorting by several columns."""

from lmo_tui.domain.filters import parse_sort
from tests.robots.desk import at_the_desk


async def test_space_adds_columns_and_enter_takes_them() -> None:
    async with at_the_desk() as desk:
        await desk.press("o", "j", "space").expect("Status +↑").type("jjjjj").press("space", "space")
        await desk.expect("Status +1 ↑").expect("Expires +2 ↓").press("enter").expect("Status ▲1").expect("Expires ▼2")
        assert desk.list.views.view.sort == parse_sort("status,-expires")
        await desk.press("o", "j").press("enter").expect("Customer ▲ ").expect_not("▲1")


async def test_a_fourth_column_is_not_taken_and_says_so() -> None:
    async with at_the_desk() as desk:
        await desk.command("sort status,customer,version").press("o").type("jj").press("space")
        await desk.expect("at most 3 columns").press("q")
        assert desk.list.views.view.sort == parse_sort("status,customer,version")


async def test_several_columns_are_typed() -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00012").command("sort status, exp-").expect_on("L-00012")
        assert desk.list.views.view.sort == parse_sort("status,-expires")
        await desk.command("sort -name").command("sort shoe").expect_said("There is no column “shoe” to sort by")
        assert desk.list.views.view.sort == parse_sort("name")
