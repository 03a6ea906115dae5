import pytest

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import Column, Sort, Tab, View
from lmo_tui.domain.verdicts import CanUse
from lmo_tui.storage import shelf
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, license_id, org_id, sample_licenses
from tests.fakes.workbench import a_workbench


async def test_a_view_opens_with_its_first_rows_and_is_ordered_later() -> None:
    desk = a_workbench().desk
    listing = desk.open(View(), size=10)
    assert listing.count is None
    assert [row.name for row in listing.rows(0, 3)] == ["L-00040", "L-00039", "L-00038"]
    assert (listing.position(license_id(38)), listing.position(license_id(1))) == (2, None)
    settled = await desk.settle(listing)
    assert settled.view == listing.view
    assert settled.count == 40
    assert [row.name for row in settled.rows(37, 60)] == ["L-00003", "L-00002", "L-00001"]
    assert settled.rows(-5, 1) == settled.rows(0, 1)
    assert settled.rows(40, 10) == []
    assert (settled.position(license_id(1)), settled.position(license_id(1)[:15])) == (39, 39)


async def test_a_license_outside_the_view_has_no_place_in_it() -> None:
    desk = a_workbench().desk
    listing = await desk.settle(desk.open(View(Tab.TRIAL)))
    assert listing.position(license_id(1)) is None
    assert listing.position("a0L000000000000") is None
    assert listing.count == (await desk.tab_counts())[Tab.TRIAL]


async def test_text_and_sort_reach_the_store() -> None:
    desk = a_workbench().desk
    view = View(text="umbrella", sort=Sort(Column.NAME, descending=False))
    assert [row.name for row in desk.open(view).rows(0, 60)] == ["L-00004", "L-00005", "L-00006"]


def test_the_live_license_of_the_same_org_and_package_is_pointed_to() -> None:
    desk = a_workbench().desk
    gone = desk.named("l-00004")
    assert gone is not None
    newer = desk.newer(gone)
    assert newer is not None
    assert newer.name == "L-00005"
    verdict = desk.verdict(gone)
    assert verdict.can_use is CanUse.NO
    assert "L-00005 is the live license" in verdict.sentence
    assert desk.newer(newer) is None


def test_of_several_live_licenses_the_one_in_force_counts() -> None:
    shelf = [
        a_license(1, org_id=org_id(1), status="Uninstalled"),
        a_license(2, org_id=org_id(1)),
        a_license(3, org_id=org_id(1), status="Suspended"),
        a_license(4, org_id=org_id(1), package_id="0335g0000000PK9"),
    ]
    newer = a_workbench(licenses=shelf).desk.newer(shelf[0])
    assert newer is not None
    assert newer.name == "L-00002"


def test_today_is_the_day_on_the_clock() -> None:
    assert a_workbench(licenses=sample_licenses()).desk.today() == TODAY


class CountingStore(Store):
    """A store that is never done tending, and may fail at it."""

    def __init__(self, fails: bool = False) -> None:
        super().__init__(":memory:")
        self.turns = 0
        self._fails = fails

    def tend(self) -> bool:
        self.turns += 1
        if self._fails:
            raise StorageError("The disk is full.")
        return True


async def test_searching_is_made_quick_as_long_as_that_is_wanted() -> None:
    store = CountingStore()
    await a_workbench(store=store).desk.tend(lambda: store.turns < 5)
    assert store.turns == 5


async def test_a_disk_that_is_full_only_leaves_searching_slow() -> None:
    store = CountingStore(fails=True)
    desk = a_workbench(store=store).desk
    await desk.tend()
    await desk.tend()
    assert store.turns == 2


async def test_what_nobody_waits_for_is_left_as_it_was() -> None:
    desk = a_workbench().desk
    listing = desk.open(View())
    assert await desk.settle(listing, lambda: False) == listing


async def test_rows_that_were_not_found_at_once_are_found_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_FIRST_STEPS", 100)
    desk = a_workbench().desk
    listing = desk.open(View(text="umbrella", sort=Sort(Column.NAME, descending=False)))
    assert listing.head == []
    begun = await desk.begin(listing, lambda: True)
    assert [row.name for row in begun.rows(0, 60)] == ["L-00004", "L-00005", "L-00006"]
    assert begun.count is None
