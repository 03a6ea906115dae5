"""Switching a parameter at the desk, as the org sees it: nothing in between stands for something else."""

import json
from pathlib import Path

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.features import Kind
from tests.demo.fixtures import TODAY, pristine_lmo
from tests.torture.scene import ParameterScene
from tests.torture.ways import at_the_desk_over_http

__all__ = ["pristine_lmo"]


async def test_three_keys_at_the_desk_are_one_patch_of_only_the_value(pristine_lmo: Path, tmp_path: Path) -> None:
    with DemoLmo(pristine_lmo, Options(today=TODAY)) as lmo:
        scene = ParameterScene.of_kind(lmo, tmp_path, Kind.BOOLEAN)
        async with at_the_desk_over_http(scene) as desk:
            await desk.select(scene.name)
            await desk.press("p", "space", "enter").expect_said("Dunning Emails on, saved in the LMO")
            (write,) = lmo.audit.writes
            assert (write.method, write.status) == ("PATCH", 204)
            assert write.path.endswith(f"/sobjects/sfFma__FeatureParameterBoolean__c/{scene.value_id}")
            assert json.loads(write.body) == {"sfFma__Value__c": True}
            assert write.header("If-Unmodified-Since")
            (commit,) = (each for each in lmo.audit.commits if each.by == "client")
            assert (commit.object, commit.id) == ("sfFma__FeatureParameterBoolean__c", scene.value_id)
            await desk.press("u", "enter").expect_said("Dunning Emails off, saved in the LMO")
            assert json.loads(lmo.audit.writes[1].body) == {"sfFma__Value__c": False}
