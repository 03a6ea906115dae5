"""When an overview is counted, and when it is known already."""

from lmo_tui.domain.filters import View
from lmo_tui.services.overview import AHEAD, EVERYTHING, FACT, OverviewService
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license, fixed_clock, sample_licenses
from tests.fakes.workbench import at_once

TRIAL = View(text="trial")


def a_service(store: Store) -> OverviewService:
    return OverviewService(store, runner=at_once, clock=fixed_clock)


async def test_it_is_known_until_a_license_changes() -> None:
    store = Store(":memory:")
    store.put(sample_licenses())
    overview = a_service(store)
    assert overview.known(TRIAL) is None
    counted = await overview.of(TRIAL)
    assert counted is not None
    assert (counted.total, overview.known(TRIAL)) == (3, counted)
    store.put([a_license(1, status="Trial")])
    assert overview.known(TRIAL) is None
    again = await overview.of(TRIAL)
    assert again is not None
    assert again.total == 4
    store.close()


async def test_what_was_counted_ahead_is_known_in_the_next_run() -> None:
    store = Store(":memory:")
    store.put(sample_licenses())
    first = a_service(store)
    await first.prepare(AHEAD + 1)
    assert first.known(EVERYTHING) is None  # So many are counted when somebody asks.
    await first.prepare(40)
    later = a_service(store).known(EVERYTHING)
    assert later == first.known(EVERYTHING)
    assert later is not None
    assert later.total == 40
    store.remember(FACT, "{}")
    assert a_service(store).known(EVERYTHING) is None
    store.close()


async def test_what_nobody_waits_for_is_given_up() -> None:
    store = Store(":memory:")
    store.put(sample_licenses())
    overview = a_service(store)
    assert await overview.of(TRIAL, lambda: False) is None
    assert overview.known(TRIAL) is None
    store.close()
