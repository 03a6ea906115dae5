"""Changing many licenses: what is planned, what goes over the wire, and what is said of each."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from lmo_tui.domain.change_sets import Draft, RunStage, Why
from lmo_tui.domain.errors import (
    LmoError,
    RefusedError,
    SignedOutError,
    StorageError,
    UnknownOutcomeError,
    UnreachableError,
)
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.licenses import Field, License, Status
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.wishes import Wish
from lmo_tui.services.bulk import BulkRun
from lmo_tui.services.runs import RunsInMemory
from lmo_tui.services.workbench import Workbench
from lmo_tui.services.writing import Kind
from tests.fakes.bulk import carried_out
from tests.fakes.licenses import TODAY, a_license
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench

SEATS = Wish({Field.SEATS: 77})
LATER = TODAY + timedelta(days=30)


def many(count: int) -> list[License]:
    """So many licenses that differ in id and name, all Active with an end."""
    return [
        replace(a_license(), id=f"a0X5g{number:010d}AAA", name=f"L-{number:05d}", expires=TODAY, seats=10)
        for number in range(1, count + 1)
    ]


async def a_bench(
    count: int = 5, *, journal: MemoryJournal | None = None, runs: RunsInMemory | None = None
) -> tuple[Workbench, FakeRepository]:
    repository = with_licenses(many(count))
    bench = await a_connected_workbench(repository, journal=journal, runs=runs)
    repository.calls.clear()
    return bench, repository


async def drafted(bench: Workbench, licenses: Sequence[License], wish: Wish = SEATS) -> Draft:
    return await bench.bulk.draft(lambda: licenses, wish)


async def changed(bench: Workbench, licenses: Sequence[License], wish: Wish = SEATS) -> BulkRun:
    return await carried_out(bench, await drafted(bench, licenses, wish))


def kinds(run: BulkRun) -> list[Kind | None]:
    """What became of each, in order; None where it was never begun."""
    return [run.results[place].kind if place in run.results else None for place in range(len(run.edits))]


async def test_each_gets_its_own_end_when_many_are_extended() -> None:
    bench, repository = await a_bench(2)
    lapsed = replace(repository.licenses[0], expires=TODAY - timedelta(days=100))
    ahead = replace(repository.licenses[1], expires=TODAY + timedelta(days=10))
    repository.licenses[:] = [lapsed, ahead]

    run = await changed(bench, [lapsed, ahead], Wish(extension="30d"))

    assert kinds(run) == [Kind.APPLIED, Kind.APPLIED]
    assert [each.expires for each in repository.licenses] == [LATER, LATER + timedelta(days=10)]


async def test_what_must_not_be_changed_is_left_out_with_its_reason() -> None:
    bench, _ = await a_bench()
    gone = replace(a_license(), name="L-1", status=Status.UNINSTALLED)
    has_it = replace(a_license(), name="L-2", seats=77)
    endless = replace(a_license(), name="L-3", expires=None)

    seats = await drafted(bench, [gone, has_it])
    extended = await drafted(bench, [endless], Wish(extension="30d"))

    assert not seats.edits
    assert [(each.name, each.why) for each in seats.skipped] == [("L-1", Why.RULE), ("L-2", Why.DONE)]
    assert "removed the package" in seats.skipped[0].reason
    assert "does not expire" in extended.skipped[0].reason


async def test_two_hundred_share_three_calls() -> None:
    bench, repository = await a_bench(401)

    run = await changed(bench, repository.licenses)

    assert set(kinds(run)) == {Kind.APPLIED}
    assert repository.calls.count("those") == 6
    assert repository.calls.count("update_all") == 3
    assert {each.seats for each in repository.licenses} == {77}
    assert len(repository.updates) == 401


@pytest.mark.parametrize(("latency", "most"), [(None, 200), (20, 200), (400, 400)])
async def test_two_chunks_are_on_their_way_only_where_the_org_is_far(latency: int | None, most: int) -> None:
    bench, repository = await a_bench(900)
    repository.latency = None if latency is None else timedelta(milliseconds=latency)
    run = bench.bulk.prepare(await drafted(bench, repository.licenses))
    seen: list[int] = []
    run.watch = lambda: seen.append(len(run.on_its_way))

    await bench.bulk.go(run)

    assert max(seen) == most
    assert set(kinds(run)) == {Kind.APPLIED}


async def test_what_moved_just_before_drops_out_as_a_conflict() -> None:
    bench, repository = await a_bench(3)
    plan = await drafted(bench, repository.licenses)
    repository.before["those"] = lambda: repository.somebody_changes(repository.licenses[1].id, seats=12)

    run = await carried_out(bench, plan)

    assert kinds(run) == [Kind.APPLIED, Kind.CONFLICT, Kind.APPLIED]
    assert [each.seats for each in repository.licenses] == [77, 12, 77]


async def test_one_that_the_org_refuses_does_not_hold_the_others_up() -> None:
    bench, repository = await a_bench(3)
    repository.fail("L-00002", RefusedError("A rule of the org refused it."))

    run = await changed(bench, repository.licenses)

    assert kinds(run) == [Kind.APPLIED, Kind.REFUSED, Kind.APPLIED]
    assert run.results[1].error is not None
    assert "rule of the org" in run.results[1].error.headline
    assert [edit.license.name for edit in run.rest] == ["L-00002"]


async def test_one_that_somebody_is_just_saving_is_tried_again() -> None:
    bench, repository = await a_bench(3)
    repository.fail("L-00002", UnreachableError("Somebody else is saving this record right now."), times=2)

    run = await changed(bench, repository.licenses)

    assert set(kinds(run)) == {Kind.APPLIED}
    assert repository.calls.count("update_all") == 3
    assert [edit.license.name for edit, _ in repository.updates] == ["L-00001", "L-00003", "L-00002"]


async def test_only_the_rest_is_tried_again() -> None:
    bench, repository = await a_bench(3)
    repository.fail("L-00002", RefusedError("A rule of the org refused it."))
    run = await changed(bench, repository.licenses)

    again = await carried_out(bench, await bench.bulk.again(run))

    assert kinds(again) == [Kind.APPLIED]
    assert [edit.license.name for edit, _ in repository.updates] == ["L-00001", "L-00003", "L-00002"]


@pytest.mark.parametrize("committed", [True, False])
async def test_a_lost_answer_is_settled_by_reading_and_never_by_repeating(committed: bool) -> None:
    journal = MemoryJournal()
    bench, repository = await a_bench(3, journal=journal)
    repository.fail("update_all", UnknownOutcomeError("It is not known whether it was saved."), committed=committed)

    run = await changed(bench, repository.licenses)

    assert set(kinds(run)) == {Kind.APPLIED if committed else Kind.UNKNOWN}
    assert repository.calls.count("update_all") == 1
    endings = {entry.ending for entry in journal.history()}
    assert endings == {Ending.APPLIED if committed else Ending.UNKNOWN}


@pytest.mark.parametrize(
    "error", [SignedOutError("Your session is over."), UnreachableError("The org has used up its API requests.")]
)
async def test_what_befalls_a_whole_call_stops_the_run(error: LmoError) -> None:
    runs = RunsInMemory()
    bench, repository = await a_bench(1_000, runs=runs)
    repository.fail("update_all", error)

    run = await changed(bench, repository.licenses)

    assert run.error is error
    assert run.counts[Kind.REFUSED] >= 200
    assert run.not_begun > 0
    assert run.plan.id in runs.kept, "it can be gone on with"
    assert len(run.rest) == 1_000 - run.counts[Kind.APPLIED]


async def test_nothing_is_sent_that_could_not_be_recorded() -> None:
    journal = MemoryJournal(full=True)
    bench, repository = await a_bench(3, journal=journal)

    run = await changed(bench, repository.licenses)

    assert set(kinds(run)) == {Kind.REFUSED}
    assert not repository.calls


async def test_nothing_begins_without_the_plan_on_the_disk() -> None:
    class FullDisk(RunsInMemory):
        def keep(self, plan: object) -> None:
            raise StorageError("The plan cannot be kept.")

    bench, repository = await a_bench(3, runs=FullDisk())

    run = await changed(bench, repository.licenses)

    assert run.ended
    assert run.not_begun == 3
    assert not repository.calls


async def test_the_intents_are_recorded_before_anything_is_asked_and_carry_the_run() -> None:
    journal = MemoryJournal()
    bench, repository = await a_bench(3, journal=journal)
    seen: list[int] = []
    repository.before["those"] = lambda: seen.append(len(journal.intents))

    run = await changed(bench, repository.licenses)

    assert seen == [3]
    assert {entry.run for entry in journal.history()} == {run.plan.id}
    assert {entry.ending for entry in journal.history()} == {Ending.APPLIED}


async def test_a_run_that_is_stopped_sends_nothing_more() -> None:
    runs = RunsInMemory()
    bench, repository = await a_bench(1_000, runs=runs)
    run = bench.bulk.prepare(await drafted(bench, repository.licenses))
    repository.before["update_all"] = run.stop

    await bench.bulk.go(run)

    assert run.stage is RunStage.ENDED
    assert run.error is None
    assert run.not_begun >= 600
    assert repository.calls.count("update_all") <= 2
    assert not runs.kept, "what a person stopped is not gone on with"


async def test_a_run_that_was_stopped_before_its_call_sends_nothing() -> None:
    bench, repository = await a_bench(10)
    run = bench.bulk.prepare(await drafted(bench, repository.licenses))
    repository.before["those"] = run.stop

    await bench.bulk.go(run)

    assert set(kinds(run)) == {Kind.REFUSED}
    assert "update_all" not in repository.calls


async def test_a_run_that_pauses_waits_and_goes_on() -> None:
    bench, repository = await a_bench(1_000)
    run = bench.bulk.prepare(await drafted(bench, repository.licenses))
    repository.before["update_all"] = run.pause
    going = asyncio.create_task(bench.bulk.go(run))
    for _ in range(50):
        await asyncio.sleep(0)

    assert run.stage is RunStage.PAUSED
    assert 0 < run.not_begun < 1_000
    run.go_on()
    await going

    assert set(kinds(run)) == {Kind.APPLIED}


async def test_no_second_run_begins_beside_the_first() -> None:
    bench, repository = await a_bench(1_000)
    plan = await drafted(bench, repository.licenses)
    run = bench.bulk.prepare(plan)
    repository.before["update_all"] = run.pause
    going = asyncio.create_task(bench.bulk.go(run))
    for _ in range(50):
        await asyncio.sleep(0)

    with pytest.raises(RefusedError, match="is on its way"):
        bench.bulk.prepare(plan)

    run.stop()
    await going


async def test_a_license_on_its_way_in_a_run_is_not_edited_beside_it() -> None:
    bench, repository = await a_bench(3)
    license_ = repository.licenses[0]
    reasons: list[str | None] = []
    repository.before["update_all"] = lambda: reasons.append(bench.edits.why_not(license_))

    await changed(bench, repository.licenses)

    assert reasons == [f"{license_.name} is being saved: wait until that has ended."]
    assert bench.edits.why_not(license_) is None
    assert bench.edits.in_flight == 0


async def test_the_gate_that_closes_stops_the_run() -> None:
    repository = FakeRepository(many(1_000))
    repository.here = replace(repository.here, org_class=OrgClass.PRODUCTION)
    bench = await a_connected_workbench(repository)
    await bench.session.consent_and_unlock()
    run = bench.bulk.prepare(await drafted(bench, repository.licenses))
    repository.before["update_all"] = bench.session.gate.lock

    await bench.bulk.go(run)

    assert run.error is not None
    assert "press U" in str(run.error)
    assert run.not_begun >= 600


async def test_a_closed_org_refuses_before_anything_is_asked() -> None:
    repository = FakeRepository(many(3))
    repository.here = replace(repository.here, org_class=OrgClass.PRODUCTION)
    bench = await a_connected_workbench(repository)
    plan = await drafted(bench, repository.licenses)
    repository.calls.clear()

    with pytest.raises(RefusedError, match="press U"):
        await carried_out(bench, plan)

    assert len(plan.edits) == 3, "planning does not need an open org"
    assert not repository.calls


async def test_more_than_ten_thousand_are_refused() -> None:
    bench, _ = await a_bench()

    with pytest.raises(RefusedError, match="10,000"):
        await bench.bulk.draft(lambda: (a_license() for _ in range(10_001)), SEATS)


async def test_a_plan_is_carried_out_only_where_the_values_before_still_stand() -> None:
    bench, repository = await a_bench(4)
    plan = bench.bulk.change_set(await drafted(bench, repository.licenses))
    repository.somebody_changes(repository.licenses[0].id, seats=12)
    repository.somebody_changes(repository.licenses[1].id, seats=77)
    repository.somebody_deletes(repository.licenses[2].id)

    found = await bench.bulk.redraft(plan.rows)

    assert [edit.license.name for edit in found.edits] == ["L-00004"]
    assert [(each.name, each.why) for each in found.skipped] == [
        ("L-00001", Why.MOVED),
        ("L-00002", Why.DONE),
        ("L-00003", Why.MOVED),
    ]
    assert "Seats is 12 now, not 10" in found.skipped[0].reason


async def test_the_store_holds_what_the_org_holds_and_says_so_once_a_chunk() -> None:
    bench, repository = await a_bench(401)
    told: list[Callable[[], None] | int] = []
    bench.changes.subscribe(lambda changed: told.append(len(changed.license_ids or ())))

    await changed(bench, repository.licenses)

    assert sorted(map(str, told)) == ["1", "200", "200"]
    assert {bench.desk.get(each.id) for each in repository.licenses} == set(repository.licenses)
