"""Views under a name: opened, kept, counted, forgotten."""

import pytest

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.columns import spelled_columns
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import Column, SavedView, Sort, Tab, View, parse_sort
from lmo_tui.services.views import SettingsInMemory
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license
from tests.robots.desk import Desk, at_the_desk

RENEWALS = SavedView("Renewals", "exp<60d !trial", parse_sort("expires"))
SANDBOXES = SavedView("Sandboxes", "sandbox")


def view_of(desk: Desk) -> View:
    return desk.list.views.view


async def test_what_is_on_the_list_is_kept_under_a_name_and_has_a_key() -> None:
    async with at_the_desk() as desk:
        await desk.press("8").expect_said("You have no view of your own yet")
        await desk.press("2", "slash").type("exp<60d").press("enter").command("sort expires").command("save Renewals")
        await desk.expect_said("Kept as “Renewals”: active exp<60d. 8 opens it").expect(r"8 Renewals \d")
        assert view_of(desk) == View(
            sort=Sort(Column.EXPIRES, descending=False), name="Renewals", base="active exp<60d"
        )
        await desk.press("1").expect("40 licenses").press("8")
        assert view_of(desk).name == "Renewals"


async def test_the_list_offers_own_views_and_those_built_in_with_their_counts() -> None:
    async with at_the_desk(settings=SettingsInMemory(RENEWALS)) as desk:
        await desk.press("w").expect("Your own").expect(r"8 Renewals +\d+ +exp<60d !trial")
        await desk.expect(r"Over-used +1 +more seats").press("G", "k").expect("▌ +Unlinked").press("enter")
        assert view_of(desk).base == 'account="" !uninstalled'
        await desk.expect("9 Unlinked")  # It is a tab as long as one is in it.
        await desk.press("1").expect_not("Unlinked")


async def test_a_typed_filter_narrows_the_view_and_goes_with_one_to_the_next() -> None:
    async with at_the_desk(settings=SettingsInMemory(SANDBOXES)) as desk:
        await desk.press("8", "slash").type("initech").press("enter")
        assert view_of(desk) == View(text="initech", name="Sandboxes", base="sandbox")
        assert all(each.sandbox for each in desk.list.views.listing.rows(0, 50)) if desk.list.views.listing else False
        await desk.press("3")
        assert view_of(desk) == View(Tab.TRIAL, "initech")
        await desk.press("left_square_bracket")
        assert view_of(desk).name == "Sandboxes"


async def test_the_sort_of_a_view_stays_with_it() -> None:
    async with at_the_desk(settings=SettingsInMemory(RENEWALS)) as desk:
        await desk.command("sort customer").press("8")
        assert view_of(desk).sort == Sort(Column.EXPIRES, descending=False)
        await desk.press("1")
        assert view_of(desk).sort == Sort(Column.CUSTOMER, descending=False)


async def test_keeping_again_changes_the_view_and_forgetting_leaves_its_licenses() -> None:
    settings = SettingsInMemory(SANDBOXES, RENEWALS)
    async with at_the_desk(settings=settings) as desk:
        await desk.press("8", "slash").type("!trial").press("enter").command("save")
        assert [view.filter for view in settings.load().views] == ["sandbox !trial", RENEWALS.filter]
        await (
            desk.command("forget")
            .expect_said("Forgot “Sandboxes”: sandbox !trial")
            .expect("8 Renewals 7 +/sandbox !trial")
        )
        assert view_of(desk) == View(text="sandbox !trial")
        await desk.command("forget dupl").expect_said("“Duplicates” is built in")


async def test_a_name_is_asked_for_and_one_that_cannot_be_is_told() -> None:
    async with at_the_desk() as desk:
        await desk.press("slash").type("umbrella").press("enter").command("save").expect("Holds umbrella, sorted by")
        await desk.type("Trial").press("enter").expect("Trial is a tab that is always there")
        await desk.press("ctrl+u").type("Umbrellas").press("enter").expect("8 Umbrellas 3")
        await desk.command("view nothing").expect_said("There is no view “nothing”")


async def test_views_are_found_in_the_palette_and_by_the_beginning_of_their_name() -> None:
    async with at_the_desk(settings=SettingsInMemory(RENEWALS)) as desk:
        await desk.press("ctrl+p").type("over-u").press("enter")
        assert view_of(desk).name == "Over-used"
        await desk.command("view ren")
        assert view_of(desk).name == "Renewals"


async def test_counts_follow_what_changes_and_not_every_key() -> None:
    store = Store(":memory:")
    async with at_the_desk(store=store, settings=SettingsInMemory(SANDBOXES)) as desk:
        before = view_count(desk)
        asked = count_of_counts(desk)
        await desk.press("slash").type("initech").press("enter").press("2")
        assert asked == []
        store.put([a_license(99, sandbox=True)])
        desk.workbench.changes.publish(Changed())
        await desk.expect(f"8 Sandboxes {before + 1}")
        assert asked


def view_count(desk: Desk) -> int:
    (tab,) = desk.list.views.saved.tabs
    assert tab.held is not None
    return tab.held


def count_of_counts(desk: Desk) -> list[int]:
    """Grows by one whenever saved views are counted from now on."""
    asked: list[int] = []
    service = desk.app.stage.workbench.desk
    count = service.view_counts

    async def counted(views: list[View]) -> object:
        asked.append(len(views))
        return await count(views)

    object.__setattr__(service, "view_counts", counted)
    return asked


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_line_has_room_for_the_view_that_is_open(size: tuple[int, int]) -> None:
    views = [SavedView(f"Customers of region {number}", "sandbox") for number in range(12)]
    async with at_the_desk(settings=SettingsInMemory(*views), size=size) as desk:
        await desk.command("view Customers of region 11").expect("Customers of ")
        assert view_of(desk).name == "Customers of region 11"


async def test_wrong_settings_are_told_once_and_the_rest_counts() -> None:
    settings = SettingsInMemory(RENEWALS, problems=["config.toml, line 4: There is no setting “colour”."])
    async with at_the_desk(settings=settings) as desk:
        await desk.expect_said("line 4: There is no setting “colour”").expect("8 Renewals")


class FullDisk(SettingsInMemory):
    """Settings that cannot be written."""

    def keep_view(self, view: SavedView) -> None:
        raise StorageError("config.toml cannot be written.", remedy="Make room.")


async def test_what_cannot_be_kept_is_told_and_the_list_stays() -> None:
    async with at_the_desk(settings=FullDisk()) as desk:
        await desk.press("slash").type("umbrella").press("enter").command("save Mine")
        await desk.expect_said("config.toml cannot be written. Make room.").press("j").expect("/umbrella")
        assert view_of(desk) == View(text="umbrella")


async def test_columns_chosen_in_a_view_that_is_built_in_make_it_an_own_one() -> None:
    settings = SettingsInMemory()
    async with at_the_desk(settings=settings) as desk:
        await desk.command("view over").command("columns name,used,seats").press("1").expect("8 Over-used 1").press("8")
        assert view_of(desk).name == "Over-used"
        assert [spelled_columns(view.columns) for view in settings.load().views] == [["name", "used", "seats"]]
