"""Finding and reading licenses on the screen."""

from datetime import date

import pytest

from lmo_tui.domain.filters import Column, Sort, Tab
from lmo_tui.domain.orgs import BADGES, OrgClass
from lmo_tui.tui.screens.too_small import TooSmallScreen
from tests.fakes.licenses import a_license, org_id
from tests.robots.desk import at_the_desk


async def test_the_desk_opens_on_what_the_store_has() -> None:
    async with at_the_desk() as desk:
        await (
            desk.expect(r"acme-lmo +DEMO +writing · Dana Smith")
            .expect("40 licenses")
            .expect(r"1 All 40 +2 Active 33")
            .expect_on("L-00040")
            .press("end")
            .expect_row("L-00004", "✗ Uninstalled", "gone")
        )


async def test_every_letter_narrows_and_enter_keeps() -> None:
    async with at_the_desk() as desk:
        await (
            desk.press("slash", "s", "t", "a")
            .expect_row("L-00001", "Stark Industries")
            .expect_not("L-00040")
            .press("r", "k", "enter")
            .expect("/stark")
            .expect_on("L-00003")
            .press("j")
            .expect_on("L-00001")
        )


async def test_the_filter_finds_by_mail_contact_and_either_length_of_org_id() -> None:
    async with at_the_desk() as desk:
        for words, name in (
            ("pepper@stark", "L-00001"),
            ("山田", "L-00023"),
            ("lumbergh", "L-00002"),
            (org_id(11), "L-00011"),
            (f"{org_id(11)}EAA", None),
        ):
            await desk.press("slash", "ctrl+u").type(words).press("enter")
            if name:
                await desk.expect_row(name)
            else:
                await desk.expect("No license in All holds")


async def test_a_filter_without_result_says_so_and_is_cleared() -> None:
    async with at_the_desk() as desk:
        for clear in (("slash", "escape"), ("slash", "ctrl+c"), ("slash", "ctrl+u", "enter"), ("escape",)):
            await (
                desk.select("L-00030")
                .press("slash")
                .type("nobody")
                .press("enter")
                .expect("No license in All holds “nobody”")
                .press(*clear)
                .expect("40 licenses")
                .expect_row("L-00030")
                .expect_not("/nobody")
            )


async def test_the_cursor_is_back_on_its_license_when_the_filter_is_given_up() -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00012").press("slash").type("stark").press("ctrl+c").expect_on("L-00012")


async def test_tabs_keep_the_license_where_they_hold_it() -> None:
    async with at_the_desk() as desk:
        await (
            desk.select("L-00003")
            .press("4")
            .expect_on("L-00003")
            .press("7")
            .expect_row("L-00010", "✗ Uninstalle")
            .expect_not("L-00003 ")
            .press("1")
            .expect_on("L-00010")
        )
        assert desk.list.views.view.tab is Tab.ALL


async def test_sorting_by_a_column_and_turning_it() -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00012").press("o").expect("Sort by").type("jjjjjj").press("enter").expect_on("L-00012")
        assert desk.list.views.view.sort == Sort(Column.EXPIRES, descending=False)
        await desk.press("o", "enter").expect_on("L-00012").command("sort cust").command("sort nonsense")
        assert desk.list.views.view.sort == Sort(Column.CUSTOMER, descending=False)
        await desk.expect_said("There is no column “nonsense”")


async def test_back_and_forward_through_views() -> None:
    async with at_the_desk() as desk:
        await (
            desk.press("left_square_bracket")
            .expect_said("There is no view before this one")
            .select("L-00005")
            .press("3", "j")
            .expect_on("L-00036")
            .press("left_square_bracket")
            .expect_on("L-00005")
            .press("right_square_bracket")
            .expect_on("L-00036")
            .press("right_square_bracket")
            .expect_said("There is no view after this one")
        )


async def test_going_to_a_license_leaves_what_hides_it() -> None:
    async with at_the_desk() as desk:
        await (
            desk.press("3")
            .select("42")
            .expect("No license here is called “42”")
            .press("ctrl+u")
            .type("5")
            .expect("L-00005  ● Active  Umbrella Ltd")
            .press("enter")
            .expect_on("L-00005")
            .press("7")
            .command(f"go {org_id(11)}")
            .expect_on("L-00011")
            .command("go nobody")
            .expect_said("No license here is called “nobody”")
        )


async def test_a_start_on_a_license() -> None:
    async with at_the_desk(start="L-00012") as desk:
        await desk.expect_on("L-00012")


async def test_the_details_follow_and_scroll() -> None:
    async with at_the_desk(size=(120, 30)) as desk:
        await (
            desk.select("L-00005")
            .expect("They can get in until 2027-01-31")
            .expect("Also here")
            .press("tab", "G")
            .expect_on("L-00005")
            .press("q", "k")
            .expect_on("L-00006")
        )


async def test_a_small_terminal_shows_one_thing_at_a_time() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        await (
            desk.expect_not("They can get in")
            .select("L-00012")
            .press("enter")
            .expect("all 10 seats are used")
            .expect_not("L-00013")
            .press("h")
            .expect_on("L-00012")
            .press("tab")
            .expect("all 10 seats are used")
            .press("backspace")
            .expect_row("L-00013")
        )


async def test_any_size_is_survived_and_the_smallest_say_what_they_need() -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00012").press("s")
        for size in ((59, 30), (120, 14), (20, 5), (1, 1)):
            await desk.resize(*size)
            assert isinstance(desk.app.screen, TooSmallScreen)
            await desk.press("enter", "enter").expect_nothing_sent()
        await desk.resize(59, 20).expect("needs 60 columns and 15 rows").expect("Here are 59 and 20")
        for size in ((60, 15), (80, 24), (170, 45), (500, 200)):
            await desk.resize(*size).expect("Status of L-00012")
        await desk.press("q").resize(170, 45).expect_on("L-00012").expect("all 10 seats are used")


async def test_the_help_is_searched_and_runs() -> None:
    async with at_the_desk() as desk:
        await (
            desk.press("question_mark")
            .expect("Keys and commands")
            .expect("● Active  ◐ Trial")
            .type("uninst")
            .expect("Uninstalled licenses")
            .press("enter")
            .expect_row("L-00004")
            .expect_not("L-00005 ")
            .press("question_mark")
            .type("no such thing")
            .expect("No command holds these words")
            .press("enter")
            .press("ctrl+c")
            .expect_row("L-00004")
        )


async def test_the_command_line_completes_and_explains() -> None:
    async with at_the_desk() as desk:
        await (
            desk.press("colon")
            .type("tri")
            .press("tab")
            .expect(":trial")
            .press("enter")
            .expect_row("L-00037", "◐ Trial")
            .command("nonsense")
            .expect("There is no command “nonsense”")
            .press("ctrl+c")
            .press("colon", "backspace")
            .press("colon", "enter")
            .expect_row("L-00037", "◐ Trial")
        )


async def test_copying_the_org_id_says_what_was_copied() -> None:
    async with at_the_desk([a_license(), a_license(7, org_id="")]) as desk:
        await desk.select("42").press("y").expect("Org id, 18").press("y").expect_said(org_id(42))
        assert desk.app.clipboard == org_id(42)
        await desk.select("7").press("y", "y").expect("names no org")


async def test_themes_go_round_and_by_name() -> None:
    async with at_the_desk() as desk:
        await desk.command("theme lmo-light").press("T").command("theme nonsense").expect_said("There is no theme")
        assert desk.app.theme == "ansi"
        await desk.command("theme contrast").expect_row("L-00040")


async def test_the_days_are_those_of_the_clock() -> None:
    async with at_the_desk([a_license(expires=date(2026, 11, 24))]) as desk:
        await desk.expect("They can get in until tonight").press("5").expect_row("L-00042", "today")


async def test_a_mouse_does_what_keys_do() -> None:
    async with at_the_desk() as desk:
        await (
            desk.click("L-00035")
            .expect_on("L-00035")
            .click("L-00035")
            .expect("Older Version")
            .expect_not("L-00036")
            .click("Return")
            .click("3 Trial")
            .expect_row("L-00037")
            .click("Customer")
            .click("Help")
            .expect("Keys and commands")
        )
        assert desk.list.views.view.sort.column is Column.CUSTOMER


@pytest.mark.parametrize("org_class", list(OrgClass))
async def test_an_org_that_will_not_last_is_warned_of_all_the_time(org_class: OrgClass) -> None:
    async with at_the_desk([a_license()], org_class=org_class, size=(80, 24)) as desk:
        warned = "will expire"
        if org_class in {OrgClass.DEVELOPER, OrgClass.TRIAL, OrgClass.SCRATCH}:
            await desk.expect(warned).press("7").expect(warned)
        else:
            await desk.expect_not(warned)
        assert desk.app.title.startswith("lmo-tui: acme-lmo ")
        assert desk.app.title.endswith(BADGES[org_class])
