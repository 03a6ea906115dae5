import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from lmo_tui.domain.errors import NotThereError, StorageError, UnreachableError
from lmo_tui.domain.filters import View
from lmo_tui.domain.ports import Changed
from lmo_tui.services.sync import TRUSTED, Progress
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
    before = bench.sync.synced_at
    assert before is None
    await bench.sync.load()
    assert seen == [
        (15, Progress(15, None, NOW)),
        (30, Progress(30, 40, NOW)),
        (40, Progress(40, 40, NOW)),
        (40, None),
    ]
    assert held(bench) == [each.name for each in sample_licenses()]
    assert (bench.sync.error, bench.sync.synced_at) == (None, NOW)
    assert repository.calls.index("page") < repository.calls.index("count")


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
    repository.before["count"] = lambda: repository.fail("page", UnreachableError("No answer."))
    await bench.sync.load()
    failure = bench.sync.error
    assert isinstance(failure, UnreachableError)
    assert len(held(bench)) == 40
    rows = bench.desk.open(View(), size=100).rows(0, 100)
    assert [row.account == "Renamed" for row in rows].count(True) == 15
    assert (bench.sync.synced_at, bench.sync.progress) == (None, None)
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
    assert (held(bench), bench.sync.error, bench.sync.synced_at) == ([], None, NOW)


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

    repository.before["count"] = save_meanwhile
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
