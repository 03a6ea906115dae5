"""Typing the filter language on the desk."""

import pytest

from lmo_tui.domain.filters import View
from lmo_tui.storage import shelf
from tests.robots.desk import Desk, at_the_desk


def listed(desk: Desk) -> set[str]:
    listing = desk.list.views.listing
    assert listing is not None
    return {row.name for row in listing.rows(0, 100)}


async def test_terms_narrow_as_words_do() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("status:trial !sandbox exp<90d").press("enter").expect("/status:trial")
        found = listed(desk)
        assert found
        assert all(row.status == "Trial" and not row.sandbox for row in desk.repository.licenses if row.name in found)
        await desk.command("filter used>seats")
        assert listed(desk) == {"L-00011"}


async def test_half_a_term_says_what_is_missing_and_leaves_the_list_alone() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("stark ").expect_row("L-00001")
        before = listed(desk)
        await desk.type("!").expect(r"^      \^ After ! comes what is not wanted")
        assert listed(desk) == before
        await desk.type("exp<").expect(r"^       \^ What expires is compared with is missing")
        await desk.type("never").expect_not("is missing")
        assert desk.list.views.view.text == "stark !exp<never"
        assert "L-00003" in listed(desk)


async def test_while_a_term_is_typed_those_before_it_narrow() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("used>seats exp").expect("No license").type("<").expect("is missing")
        assert listed(desk) == {"L-00011"}


async def test_enter_does_not_keep_what_means_nothing() -> None:
    async with at_the_desk() as desk:
        await (
            desk.press("slash")
            .type("statsu:trial")
            .press("enter")
            .expect(r"^\^ There is no field “statsu”. Did you mean status\?")
            .expect("statsu:trial")
        )
        assert desk.list.filtering.typing
        await desk.press("escape").expect_not("There is no field").expect("40 licenses").expect("/ Filter")
        assert desk.list.views.view == View()


async def test_a_wrong_filter_after_the_colon_is_told() -> None:
    async with at_the_desk() as desk:
        await desk.command("filter seats>many").expect_said("“many” is not a number")
        assert desk.list.views.view == View()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_reason_stands_before_the_place_where_there_is_no_room_behind(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as desk:
        await desk.press("slash").type(f"{'stark ' * 9}ver<x").expect(r"is not a version\.")
        note = desk.lines[-1]
        assert len(note.rstrip()) <= size[0]
        assert note.index("^") == 58


async def test_a_pattern_is_settled_in_the_background() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("customer:/^stark .*s$/").press("enter").expect_row("L-00001")
        assert listed(desk) == {"L-00001", "L-00003"}


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_help_lists_what_one_may_type(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as desk:
        await desk.command("help filter").expect("acme L-000").expect("org_id/org").expect("checkout").expect("q close")
        await desk.press("q")
        await desk.command("help nonsense").expect_said("There is help on filter")


async def test_what_is_not_found_at_once_comes_from_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_FIRST_STEPS", 100)
    async with at_the_desk() as desk:
        await desk.press("slash").type("umbrella").expect("Umbrella Ltd")
        assert listed(desk) == {"L-00004", "L-00005", "L-00006"}
        await desk.type(" nobody").expect("No license in All holds")
