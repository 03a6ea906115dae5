"""A load of everything that is called off, killed, outdated or refused, and what the next one makes of it."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.demo.seed import ensure_database
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.cells import cells_of
from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.filters import View
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import Load, Road, Span
from lmo_tui.salesforce.connection import connect
from lmo_tui.services import memory
from lmo_tui.services.loading import STALE
from lmo_tui.services.workbench import Workbench
from lmo_tui.storage.store import Store
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import TODAY, license_id, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import a_workbench

ROADS = list(Road)


def an_org(road: Road) -> FakeRepository:
    repository = with_licenses(sample_licenses())
    repository.page_size, repository.road = 10, road
    return repository


async def a_bench(repository: FakeRepository, store: Store, clock: MovingClock | None = None) -> Workbench:
    bench = a_workbench(repository=repository, store=store, remembered=False, clock=clock or MovingClock())
    await bench.session.connect()
    return bench


def held(store: Store) -> list[License]:
    return list(store.rows(store.order(View(), TODAY)))


async def broken_off(repository: FakeRepository, store: Store, clock: MovingClock | None = None) -> None:
    """A first run that came as far as its second page."""
    repository.fail("page", UnreachableError("No answer."), skip=2)
    bench = await a_bench(repository, store, clock)
    await bench.sync.load()
    assert str(bench.sync.error) == "No answer."
    assert bench.sync.freshness.unfinished
    repository.calls.clear()


@pytest.mark.parametrize("road", ROADS)
async def test_the_next_run_goes_on_where_the_last_one_stopped(road: Road) -> None:
    repository, store = an_org(road), Store(":memory:")
    await broken_off(repository, store)
    bench = await a_bench(repository, store)
    await bench.sync.catch_up()
    assert (bench.sync.error, bench.sync.freshness.unfinished) == (None, False)
    assert held(store) == sample_licenses()
    assert repository.calls.count("page") == 2
    assert "begin_load" not in repository.calls
    assert repository.jobs == []


@pytest.mark.parametrize("road", ROADS)
async def test_what_is_too_old_is_begun_anew(road: Road) -> None:
    repository, store, clock = an_org(road), Store(":memory:"), MovingClock()
    await broken_off(repository, store, clock)
    clock.advance(seconds=STALE.total_seconds())
    bench = await a_bench(repository, store, clock)
    await bench.sync.catch_up()
    assert repository.calls.count("page") == 4
    assert held(store) == sample_licenses()
    assert repository.jobs == [], "the old job is cleared away as well"


async def test_a_job_that_is_gone_is_made_anew() -> None:
    repository, store = an_org(Road.JOB), Store(":memory:")
    await broken_off(repository, store)
    repository.jobs.clear()
    bench = await a_bench(repository, store)
    await bench.sync.catch_up()
    assert (bench.sync.error, held(store)) == (None, sample_licenses())
    assert repository.calls.count("page") == 4


async def test_a_job_that_comes_to_nothing_is_no_reason_not_to_load() -> None:
    repository, store = an_org(Road.JOB), Store(":memory:")
    repository.before["batches"] = repository.jobs.clear
    bench = await a_bench(repository, store)
    await bench.sync.load()
    assert (bench.sync.error, held(store)) == (None, sample_licenses())
    assert repository.calls.count("begin_load") == 2


async def test_another_users_half_load_is_forgotten_with_all_else() -> None:
    repository, store = an_org(Road.RANGES), Store(":memory:")
    await broken_off(repository, store)
    repository.here = replace(repository.here, user_id="0055g0000000US2AAA")
    bench = await a_bench(repository, store)
    assert not bench.sync.freshness.unfinished
    assert held(store) == []


@pytest.mark.parametrize("road", ROADS)
async def test_a_load_that_is_called_off_is_no_failure_and_goes_on_when_asked(road: Road) -> None:
    repository, store = an_org(road), Store(":memory:")
    bench = await a_bench(repository, store)
    assert not bench.sync.can_cancel
    bench.sync.cancel()  # Nothing to call off.
    steps: list[int] = []

    def stop_half_way(_: object) -> None:
        steps.append(bench.sync.progress.loaded if bench.sync.progress else -1)
        if steps[-1] == 20:
            assert bench.sync.can_cancel
            bench.sync.cancel()

    leave = bench.changes.subscribe(stop_half_way)
    await bench.sync.load()
    leave()
    assert steps == [10, 0, 10, 20, -1]
    assert (bench.sync.error, bench.sync.progress, bench.sync.freshness.unfinished) == (None, None, True)
    assert not bench.sync.is_due(timedelta(0)), "nothing is read until somebody asks"
    assert len(held(store)) == 30
    repository.calls.clear()
    await bench.sync.load()
    assert (held(store), bench.sync.freshness.unfinished) == (sample_licenses(), False)
    assert repository.calls.count("page") == 2


async def test_what_changed_while_the_program_was_away_is_not_undone_by_an_older_page() -> None:
    repository, store = an_org(Road.JOB), Store(":memory:")
    await broken_off(repository, store)
    one = repository.holds(license_id(25))
    older = list(repository.licenses)
    repository.somebody_changes(one.id, seats=7)
    newer = repository.holds(one.id)
    store.put([newer])  # As after a save that was read back.
    repository.licenses = older  # What the job had found before.
    bench = await a_bench(repository, store)
    await bench.sync.catch_up()
    assert store.get(one.id) == newer


texts = st.text(max_size=5)
loads = st.builds(
    Load,
    st.sampled_from(ROADS),
    texts,
    st.datetimes(timezones=st.just(UTC)),
    st.integers(0),
    texts,
    st.lists(st.builds(Span, texts, texts)).map(tuple),
    st.frozensets(texts),
    st.integers(0),
    texts,
)


@given(loads)
def test_a_load_is_remembered_as_it_is(load: Load) -> None:
    assert memory.load_from_text(memory.load_to_text(load)) == load


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"road": "air"}', '{"road": "job", "asked": 1}'])
def test_a_damaged_fact_is_no_load(text: str | None) -> None:
    assert memory.load_from_text(text) is None


LICENSES = 1_500


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_database(7, LICENSES, date(2026, 11, 24), tmp_path_factory.mktemp("many"))


@pytest.mark.parametrize(("road", "kill_at"), [(Road.RANGES, (200, 900)), (Road.JOB, (700,))])
def test_a_program_that_is_killed_again_and_again_loses_and_doubles_nothing(
    road: Road, kill_at: tuple[int, ...], pristine: Path, tmp_path: Path
) -> None:
    """A real process, a real server, and kill -9 at whatever it is just doing."""
    file = tmp_path / "store.db"
    kills = 0
    with DemoLmo(pristine, Options(today=date(2026, 11, 24), job_page=200)) as lmo:
        command = [sys.executable, "-m", "tests.services.loader", lmo.url, lmo.token, str(file), road]
        for wanted in (*kill_at, LICENSES + 1):
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as program:
                assert program.stdout is not None
                for line in program.stdout:
                    loaded, before = map(int, line.split())
                    if loaded >= wanted and loaded > before:
                        program.kill()
                        kills += 1
                        break
            if program.returncode == 0:
                break
        assert program.returncode == 0
        repository = connect(instance_url=lmo.url, access_token=lmo.token, alias="demo", may_write=lambda: False)
        reading = repository.batches(repository.begin_load(datetime(2026, 11, 24, tzinfo=UTC), Road.RANGES))
        rows = [row for some in iter(reading.take, []) for batch in some for row in batch.rows]
    store = Store(file)
    assert kills >= 1
    assert sorted(map(cells_of, held(store)), key=repr) == sorted(rows, key=repr)
    assert len(rows) == LICENSES
