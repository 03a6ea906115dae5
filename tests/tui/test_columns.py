"""Choosing columns: the list follows at once, and what is kept is there the next time."""

import pytest

from lmo_tui.domain.columns import parse_columns, spelled_columns
from lmo_tui.domain.filters import SavedView
from lmo_tui.services.views import SettingsInMemory
from lmo_tui.tui.widgets.license_table import LicenseTable
from tests.robots.desk import Desk, at_the_desk
from tests.tui.widgets.showcase import text_on


def titles(desk: Desk) -> list[str]:
    return text_on(desk.list.query_one(LicenseTable))[0].replace("▼", "").split()


async def test_columns_are_shown_hidden_moved_and_kept() -> None:
    settings = SettingsInMemory()
    async with at_the_desk(settings=settings) as desk:
        await desk.press("C").expect("✓ License").press("j", "space")
        assert titles(desk)[:2] == ["License", "Customer"]
        await desk.press("j", "K", "K").press("greater_than_sign")
        assert titles(desk)[:2] == ["Customer", "License"]
        await desk.press("enter")
        kept = spelled_columns(settings.load().columns)
        assert kept[0].startswith("customer:")
        assert kept[1:] == ["name", "package", "version", "seats", "expires", "org"]
        await desk.press("2")
        assert titles(desk)[0] == "Customer"


@pytest.mark.parametrize("way", ["q", "ctrl+c", "escape"])
async def test_without_an_answer_the_list_is_as_it_was(way: str) -> None:
    settings = SettingsInMemory()
    async with at_the_desk(settings=settings) as desk:
        before = titles(desk)
        await desk.press("C", "space", "j", "J", "less_than_sign")
        assert titles(desk) != before
        await desk.press(way)
        assert titles(desk) == before
        assert settings.load().columns == ()


async def test_a_view_has_columns_of_its_own() -> None:
    settings = SettingsInMemory(SavedView("Narrow", "sandbox", columns=parse_columns(["name", "mail"])))
    async with at_the_desk(settings=settings) as desk:
        usual = titles(desk)
        await desk.press("8")
        assert titles(desk) == ["License", "Mail"]
        await desk.command("columns instance,name,org_id")
        assert titles(desk) == ["Instance", "License", "Org"]
        await desk.press("1")
        assert titles(desk) == usual
        await desk.press("8").command("save Copy")
        assert [spelled_columns(view.columns) for view in settings.load().views] == [["instance", "name", "org"]] * 2


async def test_columns_are_typed_and_left_to_the_width_again() -> None:
    async with at_the_desk() as desk:
        usual = titles(desk)
        await desk.command("columns custmer").expect_said("Did you mean customer?")
        await desk.command("columns id, locked")
        assert titles(desk) == ["Id", "Locked"]
        await desk.press("C", "d", "enter")
        assert titles(desk) == usual


async def test_what_has_no_room_says_so() -> None:
    async with at_the_desk(size=(80, 24)) as desk:
        await desk.command("columns name:30,customer:40,expires").press("C").expect("✓ Expires +no room for it here")
        await desk.press("space").expect_not("no room").press("equals_sign", "enter")
        assert titles(desk) == ["Customer", "Expires"]
