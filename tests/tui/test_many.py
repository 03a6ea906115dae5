"""Many licenses at a time on the desk: marked, previewed, changed, watched, tried again, taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from lmo_tui.domain.change_sets import ChangeSet, Draft
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import RefusedError, SignedOutError
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.orgs import Org, OrgClass
from lmo_tui.services.runs import RunsInMemory
from lmo_tui.tui.actions import marking
from lmo_tui.tui.screens.many import ManyScreen
from lmo_tui.tui.stage import StateChanged
from tests.fakes.licenses import NOW, a_license, license_id
from tests.fakes.repository import an_org
from tests.robots.desk import Desk, at_the_desk


def some(count: int = 5) -> list[License]:
    """Licenses L-00001 and so on; the newest is at the top of the list."""
    return [a_license(number) for number in range(1, count + 1)]


def marked(desk: Desk) -> set[int]:
    """The numbers of the licenses that are marked."""
    by_id = {each.id[:15]: int(each.name[2:]) for each in desk.repository.licenses}
    return {by_id[key] for key in desk.list.marking.ids}


def seats(desk: Desk) -> list[int | None]:
    return [each.seats for each in desk.repository.licenses]


async def test_space_marks_and_goes_on_and_takes_back() -> None:
    async with at_the_desk(some()) as desk:
        await (
            desk.press("space", "space")
            .expect(r"\*L-00005")
            .expect(r"\*L-00004")
            .expect(r"▌L-00003")
            .expect("M unmark 2")
        )
        assert marked(desk) == {5, 4}
        await desk.press("up", "up").expect(r"◆L-00005").press("space")
        assert marked(desk) == {4}
        await desk.press("M").expect_not("unmark")
        assert marked(desk) == set()


async def test_a_range_and_all_of_a_view() -> None:
    async with at_the_desk([*some(), a_license(6, account="Other", contact_email="")]) as desk:
        await desk.press("down", "space", "down", "m")
        assert marked(desk) == {5, 4, 3}
        await desk.press("M", "slash").type("globex").press("enter", "a")
        assert marked(desk) == {1, 2, 3, 4, 5}
        await desk.press("slash").fill("other").press("enter", "space")
        assert marked(desk) == {1, 2, 3, 4, 5, 6}, "marks stay through filters"


async def test_marking_again_what_is_marked_is_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST", 6)
    async with at_the_desk(some(5)) as desk:
        await desk.press("a", "a", "m")
        assert marked(desk) == {1, 2, 3, 4, 5}
    async with at_the_desk(some(7)) as desk:
        await desk.press("a").expect_said("More than 6 licenses at a time are not changed")
        assert marked(desk) == set()


async def test_a_range_needs_a_mark_that_is_in_the_list() -> None:
    async with at_the_desk([*some(2), a_license(6, account="Other", contact_email="")]) as desk:
        await desk.press("m").expect_said("Space marks")
        await desk.press("space", "slash").fill("globex").press("enter", "m").expect_said("begins at a mark")
        assert marked(desk) == {6}


async def test_marks_stay_on_their_licenses_when_others_come() -> None:
    async with at_the_desk(some()) as desk:
        await desk.press("space", "o").expect("Sort").press("ctrl+c")
        await desk.command("sort name")
        assert marked(desk) == {5}
        await desk.expect(r"\*L-00005")


async def test_all_that_are_marked_get_new_seats_after_a_preview_and_a_confirmation() -> None:
    async with at_the_desk(some(3)) as desk:
        await (
            desk.press("a")
            .command("seats 77")
            .expect("3 licenses · Seats 77")
            .expect(r"L-00003 .* Seats 50 → 77 \(\+27\)")
        )
        assert desk.repository.updates == [], "a preview writes nothing"
        await desk.press("enter").expect("read back after").press("r").type("CASE-7").press("enter")
        await desk.expect(r"L-00003 +● saved").expect("3 of 3 · 3 saved")
        assert seats(desk) == [77, 77, 77]
        assert {reason for _, _, reason in desk.journal.intents} == {"CASE-7"}
        await desk.press("q").expect(r"38/77")
        assert marked(desk) == set()


@pytest.mark.parametrize(
    ("keys", "typed", "field", "value"),
    [
        ("s", "", Field.STATUS, "Suspended"),
        ("x", "", Field.EXPIRES, "2027-03-02"),
        ("e", "77", Field.SEATS, "77"),
    ],
)
async def test_the_keys_of_one_license_ask_once_for_all(keys: str, typed: str, field: Field, value: str) -> None:
    async with at_the_desk(some(3)) as desk:
        await desk.press("a", keys).expect("3 marked licenses")
        await (desk.press("down", "enter") if keys == "s" else desk.type(typed).press("enter"))
        await desk.expect("3 licenses").press("enter", "enter").expect("3 saved")
        assert {str(each.value_of(field)) for each in desk.repository.licenses} == {value}


async def test_a_wrong_entry_keeps_the_box_and_what_was_typed() -> None:
    async with at_the_desk(some(3)) as desk:
        await desk.press("a", "e").expect("now|leaves it as it is")
        await desk.press("enter").type("many").expect("“many” is not a number of seats").press("enter").expect("many")
        await desk.press("ctrl+u").type("7").expect("= Seats 7").press("enter").expect("3 licenses · Seats 7")
        await desk.press("q").command("seats many").expect_said("is not a number of seats")


async def test_what_must_not_be_changed_is_listed_with_its_reason() -> None:
    gone = a_license(4, status="Uninstalled", expires=None)
    async with at_the_desk([*some(2), gone, a_license(3, seats=77)]) as desk:
        await desk.press("a").command("seats 77").expect("2 licenses").expect("2 left out")
        await desk.expect(r"L-00004 +⊘ left out .*removed the package").expect(r"L-00003 += holds it")
        await desk.press("q").command("extend 30d").expect(r"L-00004 +⊘ left out .*removed the package")


async def test_nothing_to_change_cannot_be_saved() -> None:
    async with at_the_desk([a_license(1, seats=77)]) as desk:
        await desk.press("a").command("seats 77").press("enter").expect_said("No license in the list can be changed so")
        assert desk.repository.updates == []


async def test_warnings_are_told_in_the_list_and_counted_in_the_question() -> None:
    async with at_the_desk(some(3)) as desk:
        await desk.press("a").command("seats 7").expect("3 with a warning").expect("▲ look")
        await desk.press("enter").expect("▲ 3 times: … seats are in use, more than the … that remain")


async def test_more_than_25_or_production_want_the_name_of_the_org() -> None:
    async with at_the_desk(some(26)) as desk:
        await desk.press("a").command("seats 77").press("enter").expect("Type acme-lmo to save")
        await desk.press("enter").expect("Type the name of the org, acme-lmo, to save")
        assert desk.repository.updates == []
        await desk.type("acme-lmo").press("enter").expect("26 saved")
        assert len(desk.repository.updates) == 26


async def test_a_production_org_is_opened_first_and_named() -> None:
    async with at_the_desk(some(2), org_class=OrgClass.PRODUCTION) as desk:
        await desk.press("a").command("seats 77").expect_said("press U")
        await desk.press("U", "enter").command("seats 77").press("enter").expect("Type acme-lmo to save")


async def test_nothing_begins_while_the_program_ends() -> None:
    async with at_the_desk(some(2)) as desk:
        await desk.press("a").command("seats 77").expect("2 licenses")
        desk.app.stage.closing = True
        await desk.press("enter").expect_said("about to end").expect_nothing_sent()
        desk.app.stage.closing = False
        await desk.press("enter")
        desk.app.stage.closing = True
        await desk.press("enter").expect_said("about to end").expect_nothing_sent()


async def test_only_what_failed_is_tried_again() -> None:
    async with at_the_desk(some(3)) as desk:
        desk.repository.fail("L-00002", RefusedError("A rule of the org refused it."))
        await desk.press("a").command("seats 77").press("enter", "enter").expect("2 saved").expect("1 not saved")
        await desk.expect(r"L-00002 +✗ not saved .*A rule of the org refused it")
        await desk.press("t").expect("1 license ·").press("enter", "enter").expect("1 saved")
        assert seats(desk) == [77, 77, 77]
        assert len(desk.repository.updates) == 3


async def test_the_whole_is_taken_back() -> None:
    async with at_the_desk(some(3)) as desk:
        await desk.press("a").command("seats 77").press("enter", "enter").expect("3 saved")
        await (
            desk.press("u")
            .expect("undo of Seats 77")
            .expect(r"Seats 77 → 50")
            .press("enter", "enter")
            .expect("3 saved")
        )
        assert seats(desk) == [50, 50, 50]
        assert all(entry.undone_by for entry in list(desk.journal.history())[3:])


async def test_the_whole_is_taken_back_by_its_id_much_later() -> None:
    async with at_the_desk(some(3)) as desk:
        await desk.press("a").command("seats 77").press("enter", "enter").expect("3 saved").press("q", "J")
        run = next(desk.journal.history()).run
        await desk.expect(f"one of many: :undo {run[:8]} takes all").command(f"undo {run[:8]}")
        await desk.expect("3 licenses · undo of").press("enter", "enter").expect("3 saved")
        assert seats(desk) == [50, 50, 50]


async def test_it_can_be_paused_watched_from_the_list_and_stopped() -> None:
    async with at_the_desk(some(900)) as desk:

        def pause() -> None:
            assert bench.bulk.run is not None
            bench.bulk.run.pause()

        bench = desk.workbench
        desk.repository.before["update_all"] = pause
        await desk.press("a").command("seats 77").press("enter").type("acme-lmo").press("enter").expect("paused")
        run = bench.bulk.run
        assert run is not None
        assert 0 < run.not_begun < 900
        await desk.press("u").expect_said("still on its way")
        await desk.press("q").expect_said("B shows it again").expect(r"B 200 of 900 done")
        await desk.press("W").expect_said("let it end, or stop it, before you go to another org")
        await desk.press("q").expect("still being saved|are not begun").press("q")
        await desk.press("B").expect("200 of 900 · 200 saved paused").press("c").expect("ended").expect("700 not begun")
        assert len(desk.repository.updates) == 200
        await desk.press("t").expect("700 licenses ·")


async def test_what_befalls_the_whole_says_why_and_can_be_gone_on_with() -> None:
    async with at_the_desk(some(3)) as desk:
        desk.repository.fail("update_all", SignedOutError("Your session is over.", remedy="Log in again."))
        await desk.press("a").command("seats 77").press("enter", "enter").expect_said("Your session is over. Log in")
        await desk.press("t", "enter", "enter").expect("3 saved")


async def test_the_list_is_written_into_a_plan_instead(tmp_path: Path) -> None:
    runs = RunsInMemory()
    async with at_the_desk(some(3), runs=runs) as desk:
        await (
            desk.press("a").command("seats 77").command(f"plan {tmp_path}/renewals.toml").expect_said("The plan is in")
        )
        (plan,) = runs.kept.values()
        assert [row.name for row in plan.rows] == ["L-00003", "L-00002", "L-00001"]
        assert desk.repository.updates == []


class Left(RunsInMemory):
    """What a run of the program left that was killed."""

    def __init__(self, plan: ChangeSet) -> None:
        super().__init__()
        self.plans = [plan]

    def left(self, org: Org) -> list[ChangeSet]:
        return self.plans

    def drop(self, plan_id: str) -> None:
        super().drop(plan_id)
        self.plans = [plan for plan in self.plans if plan.id != plan_id]


async def test_what_was_interrupted_is_offered_and_only_the_rest_is_done() -> None:
    licenses = some(3)
    edits = [Edit(each, (Change(Field.SEATS, 50, 77),)) for each in licenses]
    left = Left(ChangeSet.of(Draft(tuple(edits)), an_org(), "left", NOW, about="Seats 77", reason="CASE-7"))
    held = [replace(licenses[0], seats=77), *licenses[1:]]
    async with at_the_desk(held, runs=left) as desk:
        await desk.expect_said("A change of 3 licenses, begun .* did not come to its end. B shows what is left")
        await desk.press("B").expect("2 licenses · Seats 77").expect(r"L-00001 += holds it")
        await desk.press("enter").expect("CASE-7").press("enter").expect("2 saved")
        assert left.plans == []
        assert seats(desk) == [77, 77, 77]


async def test_one_license_is_changed_as_ever_without_marks() -> None:
    async with at_the_desk(some(3)) as desk:
        await desk.command("seats 77").expect("Change L-00003").press("enter")
        assert desk.repository.holds(license_id(3)).seats == 77
        assert desk.repository.holds(license_id(2)).seats == 50


async def test_what_is_not_marked_is_not_touched() -> None:
    async with at_the_desk(some(4)) as desk:
        await desk.press("space", "down", "space").command("seats 77").press("enter", "enter").expect("2 saved")
        assert seats(desk) == [50, 77, 50, 77]


async def test_a_screen_that_is_looked_at_after_the_end_tells_the_end() -> None:
    async with at_the_desk(some(2)) as desk:
        await desk.press("a").command("seats 77").press("enter", "enter").expect("2 saved").press("q", "B")
        screen = desk.app.screen
        assert isinstance(screen, ManyScreen)
        screen.post_message(StateChanged())
        await desk.expect("2 of 2 · 2 saved").press("p").expect_said("not on its way")
        await desk.press("enter").expect_said("has ended")
