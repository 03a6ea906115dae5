import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.errors import NotThereError, StorageError, UnreachableError
from lmo_tui.domain.filters import View
from lmo_tui.domain.loads import Progress
from lmo_tui.domain.pacing import ACTIVE, IDLE_AFTER
from lmo_tui.services.freshness import TRUSTED
from lmo_tui.services.workbench import Workbench
from lmo_tui.storage.store import Store
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import NOW, RECORD_TYPES, a_license, fixed_clock, license_id, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench, a_workbench

T = TypeVar("T")


@pytest.fixture
def repository() -> FakeRepository:
    repository = with_licenses(sample_licenses())
    repository.page_size = 15
    return repository


async def an_empty_bench(repository: FakeRepository, store: Store | None = None) -> Workbench:
    bench = a_workbench(repository=repository, store=store, remembered=False)
    await bench.session.connect()
    return bench


def held(bench: Workbench) -> list[str]:
    return [row.name for row in bench.desk.open(View(), size=100).rows(0, 100)]


async def test_the_newest_page_is_there_first_and_then_everything(repository: FakeRepository) -> None:
    bench = await an_empty_bench(repository)
    seen: list[tuple[int, Progress | None]] = []
    bench.changes.subscribe(lambda _: seen.append((len(held(bench)), bench.sync.progress)))
    before = bench.sync.freshness.synced_at
    assert before is None
    await bench.sync.load()
    assert seen == [
        (15, Progress(15, None, NOW)),
        (15, Progress(0, 40, NOW)),
        (30, Progress(15, 40, NOW)),
        (40, Progress(30, 40, NOW)),
        (40, Progress(40, 40, NOW)),
        (40, None),
    ]
    assert held(bench) == [each.name for each in sample_licenses()]
    assert (bench.sync.error, bench.sync.freshness.synced_at) == (None, NOW)
    assert repository.calls.index("newest") < repository.calls.index("begin_load")


async def test_record_types_that_came_in_are_asked_for_what_they_offer(repository: FakeRepository) -> None:
    bench = await an_empty_bench(repository)
    assert bench.session.offered(RECORD_TYPES["Trial"]) is None
    await bench.sync.load()
    assert bench.session.offered(RECORD_TYPES["Trial"]) == ("Trial", "Active")
    asked = repository.calls.count("offered_statuses")
    await bench.sync.load()
    assert repository.calls.count("offered_statuses") == asked


async def test_a_failure_in_the_middle_keeps_what_was_there(repository: FakeRepository) -> None:
    bench = await a_connected_workbench(repository)
    repository.licenses = [replace(each, account="Renamed") for each in repository.licenses[:-5]]
    repository.fail("page", UnreachableError("No answer."), skip=1)
    await bench.sync.load()
    failure = bench.sync.error
    assert isinstance(failure, UnreachableError)
    assert len(held(bench)) == 40
    rows = bench.desk.open(View(), size=100).rows(0, 100)
    assert [row.account == "Renamed" for row in rows].count(True) == 30, "the newest and the first page"
    assert (bench.sync.freshness.synced_at, bench.sync.progress) == (None, None)
    await bench.sync.load()
    assert (bench.sync.error, len(held(bench))) == (None, 35)


async def test_licenses_that_vanished_go(repository: FakeRepository) -> None:
    bench = await a_connected_workbench(repository)
    repository.licenses = repository.licenses[3:]
    await bench.sync.load()
    assert held(bench) == [each.name for each in sample_licenses()[3:]]


async def test_an_org_without_licenses_is_empty_not_failed() -> None:
    bench = await a_connected_workbench(with_licenses([]))
    await bench.sync.load()
    assert (held(bench), bench.sync.error, bench.sync.freshness.synced_at) == ([], None, NOW)


async def test_offline_the_reason_is_kept(repository: FakeRepository) -> None:
    repository.fail("connect", UnreachableError("No answer."))
    bench = a_workbench(repository=repository)
    await bench.sync.load()
    assert str(bench.sync.error) == "The org is not connected."
    await bench.session.connect()
    await bench.sync.load()
    assert str(bench.sync.error) == "No answer."
    assert len(held(bench)) == 40


async def test_one_load_at_a_time(repository: FakeRepository) -> None:
    gate = asyncio.Event()

    async def slow(call: Callable[[], T]) -> T:
        await gate.wait()
        return call()

    bench = a_workbench(repository=repository, runner=slow)
    gate.set()
    await bench.session.connect()
    gate.clear()
    first = asyncio.create_task(bench.sync.load())
    await asyncio.sleep(0)
    assert bench.sync.progress == Progress(0, None, NOW)
    await bench.sync.load()  # Returns at once: the gate is shut.
    gate.set()
    await first
    assert repository.calls.count("page") == 3


async def test_a_page_does_not_bring_back_what_was_before_a_save(repository: FakeRepository) -> None:
    bench = await a_connected_workbench(repository)
    one = bench.desk.get(license_id(1))
    assert one is not None
    newer = replace(one, seats=7)

    def save_meanwhile() -> None:
        # The pages are read already when another task saves and reads the license back.
        store_of(bench).put([newer])
        bench.changes.publish(Changed(frozenset({newer.id})))

    repository.before["begin_load"] = save_meanwhile
    await bench.sync.load()
    assert bench.desk.get(license_id(1)) == newer


def store_of(bench: Workbench) -> Store:
    store = bench.desk.open(View(), size=1).store
    assert isinstance(store, Store)
    return store


async def test_refresh_reads_one_license_and_tells(repository: FakeRepository) -> None:
    bench = await a_connected_workbench(repository)
    told: list[Changed] = []
    bench.changes.subscribe(told.append)
    repository.somebody_changes(license_id(1), seats=7)
    fresh = await bench.sync.refresh(license_id(1))
    assert fresh.seats == 7
    assert bench.desk.get(license_id(1)) == fresh
    assert told == [Changed(frozenset({license_id(1)}))]
    with pytest.raises(NotThereError):
        await bench.sync.refresh(license_id(999))


class FullStore(Store):
    """A store that takes no more licenses."""

    def put(self, licenses: object) -> None:
        raise StorageError("The disk is full.")


async def test_a_full_disk_is_told(repository: FakeRepository) -> None:
    bench = await an_empty_bench(repository, FullStore(":memory:"))
    await bench.sync.load()
    assert isinstance(bench.sync.error, StorageError)
    assert bench.sync.progress is None


async def test_a_subscriber_can_leave() -> None:
    bench = a_workbench(licenses=[a_license()], journal=MemoryJournal(), clock=fixed_clock)
    told: list[Changed] = []
    leave = bench.changes.subscribe(told.append)
    leave()
    bench.changes.publish(Changed())
    assert told == []


async def test_catching_up_reads_only_what_moved(repository: FakeRepository) -> None:
    bench = await an_empty_bench(repository)
    await bench.sync.load()
    repository.calls.clear()
    repository.somebody_changes(license_id(1), seats=7)
    await bench.sync.catch_up()
    moved = bench.desk.get(license_id(1))
    assert moved is not None
    assert moved.seats == 7
    assert "page" not in repository.calls
    assert "changed_since" in repository.calls
    assert bench.sync.error is None


async def test_what_was_never_loaded_is_loaded_whole(repository: FakeRepository) -> None:
    bench = await an_empty_bench(repository)
    await bench.sync.catch_up()
    assert "changed_since" not in repository.calls
    assert len(held(bench)) == 40


async def test_a_license_that_vanished_is_found_by_the_count(repository: FakeRepository) -> None:
    bench = await an_empty_bench(repository)
    await bench.sync.load()
    repository.licenses = repository.licenses[1:]
    await bench.sync.catch_up()
    assert held(bench) == [each.name for each in sample_licenses()[1:]]


async def test_once_a_day_everything_is_read_again(repository: FakeRepository) -> None:
    clock = MovingClock()
    bench = a_workbench(repository=repository, remembered=False, clock=clock)
    await bench.session.connect()
    await bench.sync.load()
    clock.advance(seconds=TRUSTED.total_seconds() + 60)
    repository.calls.clear()
    await bench.sync.catch_up()
    assert "page" in repository.calls


async def a_settled_bench(repository: FakeRepository) -> tuple[Workbench, MovingClock, list[Changed]]:
    """A desk on which everything was loaded a moment ago, and what it is told from now on."""
    clock = MovingClock()
    bench = a_workbench(repository=repository, remembered=False, clock=clock)
    await bench.session.connect()
    await bench.sync.load()
    repository.calls.clear()
    told: list[Changed] = []
    bench.changes.subscribe(told.append)
    return bench, clock, told


async def test_a_look_tells_only_of_what_is_new_and_costs_one_call(repository: FakeRepository) -> None:
    bench, _, told = await a_settled_bench(repository)
    repository.somebody_changes(license_id(1), seats=7)
    repository.somebody_deletes(license_id(2))
    await bench.sync.look()
    moved = bench.desk.get(license_id(1))
    assert moved is not None
    assert moved.seats == 7
    assert bench.desk.get(license_id(2)) is None
    assert frozenset().union(*(each.license_ids or () for each in told)) == {license_id(1), license_id(2)}
    assert bench.sync.news == 2
    told.clear()
    await bench.sync.look()
    assert (told, bench.sync.news) == ([], 0), "the overlap is no news"
    assert repository.calls == ["changed_since"] * 2


async def test_after_everything_was_read_again_nothing_is_called_changed(repository: FakeRepository) -> None:
    bench, _, _ = await a_settled_bench(repository)
    repository.somebody_changes(license_id(1), seats=7)
    await bench.sync.look()
    assert bench.sync.news == 1
    await bench.sync.load()
    assert bench.sync.news == 0


async def test_many_changes_are_all_seen_and_none_twice(repository: FakeRepository) -> None:
    bench, _, told = await a_settled_bench(repository)
    for each in repository.licenses[:33]:
        repository.somebody_changes(each.id, seats=7)
    await bench.sync.look()
    await bench.sync.look()
    ids = [key for each in told for key in each.license_ids or ()]
    assert sorted(ids) == sorted(each.id for each in sample_licenses()[:33])


async def test_looks_are_due_by_the_clock_and_later_after_failures(repository: FakeRepository) -> None:
    bench, clock, _ = await a_settled_bench(repository)
    at_work = timedelta(0)
    assert not bench.sync.is_due(at_work)
    clock.advance(seconds=ACTIVE.total_seconds())
    assert bench.sync.is_due(at_work)
    assert not bench.sync.is_due(IDLE_AFTER + timedelta(seconds=1))
    repository.fail("changed_since", UnreachableError("No answer."))
    await bench.sync.look()
    assert str(bench.sync.error) == "No answer."
    clock.advance(seconds=ACTIVE.total_seconds())
    assert not bench.sync.is_due(at_work)
    clock.advance(seconds=ACTIVE.total_seconds())
    assert bench.sync.is_due(at_work)
    await bench.sync.look()
    assert bench.sync.error is None
    clock.advance(seconds=ACTIVE.total_seconds())
    assert bench.sync.is_due(at_work)


async def test_a_desk_that_was_never_online_does_not_look_all_the_time(repository: FakeRepository) -> None:
    clock = MovingClock()
    bench = a_workbench(repository=repository, clock=clock)
    assert not bench.sync.is_due(timedelta(0))
    bench.sync.put_off()
    clock.advance(seconds=ACTIVE.total_seconds())
    assert not bench.sync.is_due(timedelta(0))
    clock.advance(seconds=ACTIVE.total_seconds())
    assert bench.sync.is_due(timedelta(0))


async def test_a_look_does_not_bring_back_what_was_before_a_save(repository: FakeRepository) -> None:
    bench, _, _ = await a_settled_bench(repository)
    newer = replace(repository.holds(license_id(1)), seats=9)
    for each in repository.licenses:
        repository.somebody_changes(each.id, seats=8)

    def save_meanwhile() -> None:
        store_of(bench).put([newer])
        bench.changes.publish(Changed(frozenset({newer.id})))

    repository.before["changed_since"] = save_meanwhile
    await bench.sync.look()
    assert bench.desk.get(license_id(1)) == newer
    assert bench.sync.news == 39


async def test_a_desk_that_stays_open_reads_everything_once_a_day(repository: FakeRepository) -> None:
    bench, clock, _ = await a_settled_bench(repository)
    clock.advance(seconds=TRUSTED.total_seconds() + 60)
    await bench.sync.look()
    assert "page" in repository.calls
    repository.calls.clear()
    await bench.sync.look()
    assert repository.calls == ["changed_since"]
