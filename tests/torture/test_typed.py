"""A session that ends in the middle of an edit: at each request of it, every value that was typed is still there."""

from pathlib import Path

import pytest

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo
from tests.torture.misfortunes import BY_ID
from tests.torture.scene import Scene
from tests.torture.verdicts import commits
from tests.torture.ways import at_the_desk_over_http

__all__ = ["demo_lmo", "make_demo_lmo", "pristine_lmo"]


@pytest.mark.parametrize(
    ("method", "path", "form"),
    [
        ("GET", BY_ID, "form"),
        ("PATCH", "", "form"),
        *(
            pytest.param(*spot, way, marks=pytest.mark.torture)
            for spot in (("GET", BY_ID), ("PATCH", ""))
            for way in ("command", "key", "status", "extend")
        ),
    ],
)
async def test_every_typed_value_is_kept_when_the_session_ends(method: str, path: str, form: str, scene: Scene) -> None:
    async with at_the_desk_over_http(scene) as desk:
        await desk.select(scene.name)
        if form == "form":
            await desk.press("e").fill("31").press("tab").fill("2031-03-01").press("enter")
        elif form == "key":
            await desk.press("e").fill("31").press("enter")
        else:
            typed = {"command": "seats 31", "status": "status suspended", "extend": "extend 30d"}[form]
            await desk.command(typed)
        await desk.expect("Enter save")
        before = [line for line in desk.lines if "→" in line]
        scene.lmo.fault("401", method, path, times=None)
        await desk.press("r").type("CASE-77").press("enter").expect_said("Your session in this org is over")
        assert commits(scene) == []
        scene.lmo.clear_faults()
        await desk.press("v").expect("try the same again").press("enter").expect("Enter save").expect("CASE-77")
        assert [line for line in desk.lines if "→" in line] == before
        await desk.press("enter").expect_said("Saved")
    assert len(commits(scene)) == 1


@pytest.fixture
def scene(demo_lmo: DemoLmo, tmp_path: Path) -> Scene:
    return Scene.of(demo_lmo, tmp_path, Field.SEATS)
