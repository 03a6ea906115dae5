"""Orgs of other kinds, over HTTP: without the app, without rights, with what cannot be seen, with very many."""

from pathlib import Path

import pytest

from lmo_tui.demo.seed import SMALLEST, ensure_database
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.features import Kind
from tests.demo.fixtures import SEED, TODAY, pristine_lmo
from tests.fakes.profile import LONG
from tests.torture.scene import ParameterScene
from tests.torture.ways import at_the_desk_over_http

__all__ = ["pristine_lmo"]


def scene_as(lmo: DemoLmo, folder: Path) -> ParameterScene:
    """A license of the seed with values that are set and some that are not, of all types."""
    return ParameterScene.of_kind(lmo, folder, Kind.BOOLEAN)


async def test_an_org_without_the_app_says_so_and_all_else_goes_on(pristine_lmo: Path, tmp_path: Path) -> None:
    with DemoLmo(pristine_lmo, Options(today=TODAY, profile="no-fma")) as lmo:
        scene = scene_as(lmo, tmp_path)
        async with at_the_desk_over_http(scene) as desk:
            await desk.select(scene.name).press("p").expect("· none").expect("Install the Feature Management App")
            await desk.press("space").expect_said("the list is empty").press("backspace")
            await desk.press("F").expect("no feature parameters that your user may see").press("backspace")
            await desk.select(scene.name).command("seats 31").press("enter").expect_said(f"Saved {scene.name}")
        assert [commit.object for commit in lmo.audit.commits] == ["sfLma__License__c"]


async def test_parameters_that_are_read_only_are_shown_and_locked_with_the_fix(
    pristine_lmo: Path, tmp_path: Path
) -> None:
    with DemoLmo(pristine_lmo, Options(today=TODAY, profile="read-only-fma")) as lmo:
        scene = scene_as(lmo, tmp_path)
        async with at_the_desk_over_http(scene) as desk:
            await desk.select(scene.name).press("p").expect("Dunning Emails .*○ off").expect("Locked +⊘ .*read-only")
            await desk.press("space").expect_said("Ask an admin for Edit").press("backspace")
            await desk.press("F").expect(rf"▌{scene.name} .*▸○ off").expect("are read-only for your user")
            await desk.press("space").expect_said("Ask an admin for Edit").command("column on")
            assert ["Ask an admin for Edit" in each for each in desk.app.said] == [True, True, True]
        assert lmo.audit.writes == []


async def test_what_cannot_be_seen_is_not_taken_for_what_is_not_there(pristine_lmo: Path, tmp_path: Path) -> None:
    with DemoLmo(pristine_lmo, Options(today=TODAY, profile="no-fma-dates")) as lmo:
        scene = scene_as(lmo, tmp_path)
        async with at_the_desk_over_http(scene) as desk:
            await desk.select(scene.name).press("p").expect("Early Access Until +- no access").press("backspace")
            await desk.press("F", "right").expect("acmebill__Early_Access_Until: - no access")
            await desk.press("right").expect("acmebill__Max_Invoices_Per_Month: 5 ")


@pytest.mark.skipif(not LONG, reason="it takes seconds to make; `test_features` and `test_matrix` have a fake of it")
async def test_two_hundred_of_a_package_that_begin_alike_with_values_that_are_not_set(tmp_path: Path) -> None:
    pristine = ensure_database(SEED, SMALLEST, TODAY, tmp_path, parameters=200)
    with DemoLmo(pristine, Options(today=TODAY)) as lmo:
        scene = scene_as(lmo, tmp_path)
        async with at_the_desk_over_http(scene) as desk:
            await desk.select(scene.name).press("p").expect("158 settings, 42 metrics")
            await desk.expect("Region 017 +1,000").expect("Region 018 +- not set").press("backspace")
            await desk.press("F", "/").type("region_01").press("enter").expect("by 4 parameters")
            await desk.expect("…egion 016 …egion 017 …egion 018 …egion 019")
            await desk.expect(rf"▌{scene.name} .*▸10,000 +1,000 +- ").press("right", "right")
            await desk.expect("acmebill__Early_Access_Program_Region_018: - not set")
