"""A desk that stays open follows an org that lives: real HTTP, a real store, and hundreds of events."""

from typing import TYPE_CHECKING

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.filters import View
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.services.workbench import Workbench, furnish
from lmo_tui.storage.store import Store
from tests.fakes.licenses import fixed_clock
from tests.fakes.workbench import MemoryJournal, at_once
from tests.salesforce.conftest import Open
from tests.salesforce.whole import everything

if TYPE_CHECKING:
    from lmo_tui.domain.changed import Changed


def a_bench(repository: LicenseRepository, store: Store) -> Workbench:
    return furnish(
        lambda _: repository,
        store=store,
        journal=MemoryJournal(),
        runner=at_once,
        clock=fixed_clock,
        alias="demo",
    )


async def test_one_look_sees_all_that_happened_and_tells_each_license_once(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository, store = open_lmo(demo_lmo), Store(":memory:")
    bench = a_bench(repository, store)
    await bench.session.connect()
    await bench.sync.load()
    told: list[str] = []
    bench.changes.subscribe(lambda changed: told.extend(changed.license_ids or ()))
    anything: list[Changed] = []
    bench.changes.subscribe(lambda changed: anything.append(changed) if changed.license_ids is None else None)

    demo_lmo.live(400)
    await bench.sync.look()

    now = everything(repository)
    assert bench.sync.error is None
    assert store.unlike(now) == [], "what the store holds is what the org holds"
    assert len(store.order(View(), bench.desk.today())) == len(now), "and nothing more"
    assert len(told) == len(set(told)) == bench.sync.news > 50
    assert anything == []

    told.clear()
    await bench.sync.look()
    assert told == []
