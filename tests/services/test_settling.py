"""Changes whose end nobody saw, found out by reading: at the next start, and again when the server's time is over."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from lmo_tui.domain.errors import NotThereError, UnknownOutcomeError, UnreachableError
from lmo_tui.domain.journal import Ended, Ending, JournalEntry
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.ports import Step
from lmo_tui.services.edits import Kind
from lmo_tui.services.settling import Settled, summed_up
from lmo_tui.services.workbench import Workbench
from tests.fakes.clocks import MovingClock
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license, license_id
from tests.fakes.repository import FakeRepository, an_org, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench

if TYPE_CHECKING:
    from lmo_tui.domain.changed import Changed

LICENSES = [a_license(42), a_license(43, seats=60), a_license(44, seats=70)]
AGO = NOW - timedelta(hours=1)


def left(number: int = 42, entry_id: str = "", **told: object) -> JournalEntry:
    """A change of seats from 50 to 60 that a run an hour ago left open."""
    entry = an_entry(entry_id or f"e{number}", at=AGO, license_=a_license(number))
    return replace(entry, **told)  # type: ignore[arg-type] # any attribute of an entry


async def a_bench(
    *lines: JournalEntry | Ended, clock: MovingClock | None = None
) -> tuple[Workbench, MemoryJournal, FakeRepository]:
    repository, journal = with_licenses(LICENSES), MemoryJournal(lines=list(lines))
    bench = await a_connected_workbench(repository, journal=journal, clock=clock or MovingClock())
    repository.calls.clear()
    return bench, journal, repository


async def test_what_a_dead_run_left_is_settled_by_reading_and_recorded() -> None:
    unknown = Ended("e43", AGO, Ending.UNKNOWN)
    bench, journal, repository = await a_bench(left(42), left(43), unknown, left(44))
    told: list[Changed] = []
    bench.changes.subscribe(told.append)
    begun: list[set[str]] = []
    settled = await bench.settler.settle(begin=lambda ids: begun.append(set(ids)))
    assert [(each.entry.id, each.ending) for each in settled] == [
        ("e42", Ending.REFUSED),
        ("e43", Ending.APPLIED),
        ("e44", Ending.CONFLICT),
    ]
    assert [each.sentence for each in settled] == [
        "L-00042: checked, Seats 60 was not saved.",
        "L-00043: checked, Seats 60 was saved.",
        "L-00044: checked, the org holds another value: Seats is 70, not 60.",
    ]
    assert summed_up(settled) == (
        "3 changes whose answer was lost were checked: 1 saved, 1 not saved, 1 overtaken by another change."
    )
    assert begun == [{license_id(number)[:15] for number in (42, 43, 44)}]
    assert journal.steps == [Step.REFUSED, Step.APPLIED, Step.CONFLICT]
    assert journal.unsettled() == []
    assert repository.calls == ["those"]
    assert repository.updates == []
    assert len(told) == 1
    assert await bench.settler.settle() == []


@pytest.mark.parametrize(
    "entry",
    [
        left(org_id="00D5g0000000OTHEAK"),
        left(user_id="0055g0000000US2AAA"),
        left(writer="another desk"),
        left(ending=Ending.APPLIED),
    ],
)
async def test_what_is_not_ours_to_settle_is_left_alone(entry: JournalEntry) -> None:
    bench, journal, repository = await a_bench(replace(entry, ending=Ending.OPEN), Ended("x", AGO, Ending.APPLIED))
    journal.alive.add("another desk")
    if entry.ending is Ending.APPLIED:
        journal.lines.append(Ended("e42", AGO, Ending.APPLIED))
    assert await bench.settler.settle() == []
    assert repository.calls == []


async def test_one_license_alone() -> None:
    bench, journal, _ = await a_bench(left(42), left(43))
    (settled,) = await bench.settler.settle(license_id(43)[:15])
    assert settled.entry.id == "e43"
    assert [entry.id for entry in journal.unsettled()] == ["e42"]


async def test_a_lost_answer_is_looked_for_again_until_the_servers_time_is_over() -> None:
    clock = MovingClock()
    bench, journal, repository = await a_bench(clock=clock)
    repository.fail("update", UnknownOutcomeError("The answer was lost."))
    checking: list[str] = []
    edit = bench.edits.plan(LICENSES[0], {Field.SEATS: 60})
    outcome = await bench.edits.save(edit, checking=lambda: checking.append("checking"))
    assert (outcome.kind, checking) == (Kind.UNKNOWN, ["checking"])
    endings = []
    for minutes in (0.9, 0.2, 3.8, 0.2, 9.8, 0.2, 60):
        clock.advance(minutes=minutes)
        if bench.settler.is_due():
            endings += [each.ending for each in await bench.settler.settle()]
    assert endings == [Ending.UNKNOWN, Ending.UNKNOWN, Ending.REFUSED]
    assert journal.steps == [Step.INTENDED, Step.UNKNOWN, Step.REFUSED]
    assert not bench.settler.is_due()


async def test_a_late_commit_is_found() -> None:
    clock = MovingClock()
    bench, journal, repository = await a_bench(clock=clock)
    repository.fail("update", UnknownOutcomeError("The answer was lost."))
    await bench.edits.save(bench.edits.plan(LICENSES[0], {Field.SEATS: 60}))
    repository.somebody_changes(license_id(42), by="Dana Smith", seats=60)
    clock.advance(minutes=1)
    (settled,) = await bench.settler.settle()
    assert settled.sentence == "L-00042: checked, Seats 60 was saved."
    assert journal.steps[-1] is Step.APPLIED
    stored = bench.desk.get(license_id(42))
    assert stored is not None
    assert stored.seats == 60


@pytest.mark.parametrize("error", [UnreachableError("No answer."), NotThereError("There is no such license.")])
async def test_what_cannot_be_read_stays_open_and_is_tried_again(error: UnreachableError) -> None:
    clock = MovingClock()
    bench, journal, repository = await a_bench(left(), clock=clock)
    repository.fail("those", error)
    (settled,) = await bench.settler.settle()
    assert settled.ending is Ending.UNKNOWN
    assert settled.sentence == (f"L-00042: checked, it is still not known whether Seats 60 was saved. {error.headline}")
    assert journal.steps == []
    clock.advance(minutes=5)
    assert bench.settler.is_due()
    assert [each.ending for each in await bench.settler.settle()] == [Ending.REFUSED]


async def test_an_answer_that_cannot_be_recorded_is_told_all_the_same() -> None:
    bench, journal, _ = await a_bench(left(43))
    journal.full = True
    (settled,) = await bench.settler.settle()
    assert settled.ending is Ending.APPLIED
    assert settled.error is not None
    assert [entry.id for entry in journal.unsettled()] == ["e43"]


async def test_offline_nothing_is_looked_for() -> None:
    bench, journal, _ = await a_bench(left(43))
    await bench.session.close()
    assert await bench.settler.settle() == ()
    assert journal.steps == []


def test_nobody_is_told_a_name_that_is_not_there() -> None:
    strange = Settled(an_entry(changes=(), strange=("value",), org=an_org()), Ending.UNKNOWN)
    assert strange.sentence == "L-00042: checked, it is still not known whether the change was saved."
