"""Two writers at once: some orders for every day; `make torture` has them all."""

from dataclasses import replace
from pathlib import Path

import pytest

from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import MakeDemoLmo, make_demo_lmo, pristine_lmo
from tests.torture import races
from tests.torture.races import Race
from tests.torture.scene import scene_of
from tests.torture.verdicts import commits

__all__ = ["make_demo_lmo", "pristine_lmo"]


@pytest.mark.parametrize("race", races.daily(), ids=str)
def test_no_update_is_lost_and_every_conflict_is_told(race: Race, pristine_lmo: Path, tmp_path: Path) -> None:
    assert races.wrong_in(race, pristine_lmo, tmp_path) == []


def test_there_are_more_than_50_orders() -> None:
    for of in (Field, Kind):
        assert sum(isinstance(each.field, of) for each in races.everything()) > 50


@pytest.mark.parametrize(("what", "said"), [(Field.SEATS, "Seats"), (Kind.INTEGER, "Max Payment Gateways")], ids=str)
async def test_of_two_runs_of_ours_at_once_one_is_saved_and_the_other_told(
    what: Field | Kind, said: str, make_demo_lmo: MakeDemoLmo, tmp_path: Path
) -> None:
    first = scene_of(make_demo_lmo(), tmp_path / "first", what)
    second = replace(first, home=tmp_path / "second", value=44)
    lost, saved = await races.two_at_once(first, second)
    assert (lost.kind, saved.kind) == ("conflict", "applied")
    assert f"changed {said} to 44" in lost.words
    assert [commit.after for commit in commits(first)] == [second.sent]
