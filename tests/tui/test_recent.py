"""Rows that changed say so for half a minute, and what is quiet costs nothing."""

import pytest

from lmo_tui.domain.changed import Changed
from lmo_tui.tui.screens.recent import Recent
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import license_id
from tests.robots.desk import at_the_desk


async def test_what_a_look_finds_changed_is_marked_for_half_a_minute() -> None:
    clock = MovingClock()
    async with at_the_desk(clock=clock) as desk:
        desk.repository.somebody_changes(license_id(37), seats=60)
        await desk.workbench.sync.look()
        await desk.expect("^·L-00037 .*38/60").expect("^ L-00036 ")
        clock.advance(seconds=29)
        desk.list.tick()
        await desk.expect("^·L-00037 ")
        clock.advance(seconds=1)
        desk.list.tick()
        await desk.expect("^ L-00037 ")


async def test_ones_own_change_is_marked_when_the_cursor_goes_on() -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00005").status("Suspended").confirm().press("down").expect("^·L-00005 .*Suspended")


async def test_what_was_only_read_again_is_not_marked() -> None:
    async with at_the_desk() as desk:
        await desk.select("L-00005").press("r", "down").expect("^ L-00005 ")
        desk.repository.somebody_changes(license_id(5), seats=60)
        await desk.select("L-00005").press("r", "down").expect("^·L-00005 .*38/60")


@pytest.mark.parametrize("changed", [Changed(), Changed(frozenset({license_id(1)}), moved=False), Changed(frozenset())])
def test_nothing_is_marked_without_news_of_it(changed: Changed) -> None:
    recent = Recent(MovingClock())
    recent.note(changed)
    assert not recent.ids
    assert not recent.fade()


def test_the_marks_fade_one_by_one_and_are_told_only_then() -> None:
    clock = MovingClock()
    recent = Recent(clock)
    recent.note(Changed(frozenset({license_id(1), license_id(2)})))
    clock.advance(seconds=20)
    recent.note(Changed(frozenset({license_id(2)})))
    assert not recent.fade()
    clock.advance(seconds=15)
    assert recent.fade()
    assert recent.ids == {license_id(2)[:15]}
    assert not recent.fade()
