"""What an open desk costs the org in API calls, counted where they arrive (R11 of the security goals)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.salesforce.connection import connect
from lmo_tui.services.session import Connection
from lmo_tui.services.workbench import Workbench, furnish
from lmo_tui.storage.store import Store
from tests.demo.fixtures import MakeDemoLmo, make_demo_lmo, pristine_lmo
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import a_license
from tests.fakes.workbench import MemoryJournal, at_once, no_wait

__all__ = ["make_demo_lmo", "pristine_lmo"]

OpenDesk = Callable[[DemoLmo], "Desk"]


class Desk:
    """A desk on the demo LMO that lives a second at a time, as the screen's own tick does it."""

    def __init__(self, lmo: DemoLmo, bench: Workbench, clock: MovingClock) -> None:
        self.lmo = lmo
        self.bench = bench
        self.clock = clock
        self.busiest_minute = 0
        """The most calls within any sixty seconds of the time that passed last."""

    @property
    def calls(self) -> list[str]:
        """The paths of everything that reached the org."""
        return [request.path for request in self.lmo.audit.requests]

    async def start(self) -> None:
        """Connect and load, as opening the desk does."""
        await self.bench.session.connect()
        if self.bench.session.connection is Connection.ONLINE:
            await self.bench.sync.catch_up()
            await self.bench.features.keep_up()
        else:
            self.bench.sync.put_off()

    async def pass_time(self, *, idle: bool, **by: float) -> None:
        """Let time pass with nobody, or somebody, at the keys."""
        made, untouched = [len(self.calls)], self.clock.now
        end = untouched + timedelta(**by)
        while self.clock.now < end:
            self.clock.advance(seconds=1)
            since = self.clock.now - untouched if idle else timedelta(0)
            if self.bench.sync.is_due(since):
                if self.bench.session.connection is Connection.OFFLINE:
                    await self.bench.session.connect()
                await self.bench.sync.look()
                if self.bench.sync.error is None:
                    await self.bench.features.keep_up()
            made.append(len(self.calls))
        self.busiest_minute = max(now - then for then, now in zip(made, made[60:], strict=False))


@pytest.fixture
def open_desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    with ExitStack() as opened:

        def start(lmo: DemoLmo) -> Desk:
            clock = MovingClock()
            began: datetime = clock.now
            # What is read once a quarter of an hour is so by the same clock.
            monkeypatch.setattr(
                "lmo_tui.salesforce.readers.monotonic", lambda: 1e6 + (clock.now - began).total_seconds()
            )

            def reach(may_write: Callable[[], bool]) -> LicenseRepository:
                repository = connect(instance_url=lmo.url, access_token=lmo.token, alias="demo", may_write=may_write)
                opened.callback(repository.close)
                return repository

            bench = furnish(
                reach,
                store=Store(":memory:"),
                journal=MemoryJournal(),
                runner=at_once,
                clock=clock,
                alias="demo",
                wait=no_wait,
            )
            return Desk(lmo, bench, clock)

        yield start


async def test_ten_idle_minutes_cost_at_most_ten_calls(make_demo_lmo: MakeDemoLmo, open_desk: OpenDesk) -> None:
    desk = open_desk(make_demo_lmo())
    await desk.start()
    for later in range(3):  # Whenever they begin: what is read every quarter of an hour comes at some time.
        before = len(desk.calls)
        await desk.pass_time(idle=True, minutes=10)
        assert 1 < len(desk.calls) - before <= 10, (later, desk.calls[before:])  # 20 are allowed.
    assert desk.bench.sync.error is None


async def test_an_hour_at_the_keys_costs_at_most_a_hundred_calls(
    make_demo_lmo: MakeDemoLmo, open_desk: OpenDesk
) -> None:
    desk = open_desk(make_demo_lmo())
    await desk.start()
    before = len(desk.calls)
    await desk.pass_time(idle=False, hours=1)
    assert 60 < len(desk.calls) - before <= 100
    assert desk.bench.sync.error is None


async def test_a_living_org_costs_no_more(make_demo_lmo: MakeDemoLmo, open_desk: OpenDesk) -> None:
    lmo = make_demo_lmo(Options(trickle=0.05))
    desk = open_desk(lmo)
    await desk.start()
    before = len(desk.calls)
    await desk.pass_time(idle=True, minutes=10)
    assert len(desk.calls) - before <= 20
    assert desk.bench.sync.error is None


@pytest.mark.parametrize("connected", [True, False], ids=["in mid-session", "from the start"])
@pytest.mark.parametrize("idle", [True, False], ids=["idle", "at the keys"])
async def test_after_the_limit_at_most_one_call_a_minute(
    make_demo_lmo: MakeDemoLmo, open_desk: OpenDesk, connected: bool, idle: bool
) -> None:
    lmo = make_demo_lmo()
    desk = open_desk(lmo)
    if connected:
        await desk.start()
    lmo.fault("403", times=None)
    if not connected:
        await desk.start()
    before = len(desk.calls)
    desk.bench.session.notice([a_license()])  # Of a kind that nobody has asked for yet.
    await desk.pass_time(idle=idle, minutes=30)
    refused = desk.calls[before:]
    assert desk.busiest_minute <= 1, refused
    assert 1 <= len(refused) <= 10, refused
    assert desk.bench.sync.error is not None


async def test_an_org_whose_calls_run_out_is_asked_every_ten_minutes(
    make_demo_lmo: MakeDemoLmo, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(make_demo_lmo())
    await desk.start()
    repository = desk.bench.session.repository
    assert repository is not None
    usage = repository.usage()
    assert usage is not None
    scarce = replace(usage, used=int(usage.allowed * 0.9))
    monkeypatch.setattr(repository, "usage", lambda: scarce)
    before = len(desk.calls)
    await desk.pass_time(idle=False, hours=1)
    assert len(desk.calls) - before <= 6 * 4
