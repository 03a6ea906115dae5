"""The checklist as a service: told as it is known, also where no session can be; and the wait for a test install."""

import asyncio
from dataclasses import replace

import pytest

from lmo_tui.domain.checks.check import Check, Standing
from lmo_tui.domain.checks.facts import Unknown
from lmo_tui.domain.checks.watching import EVERY, LOOKS
from lmo_tui.domain.errors import NoAccessError, UnreachableError
from lmo_tui.services.session import Connection
from tests.domain.checks.test_watching import an_install
from tests.fakes.repository import FakeRepository, Fault
from tests.fakes.setup import ALL_WELL, FakeSetup
from tests.fakes.workbench import a_workbench


async def test_every_item_is_told_once_as_soon_as_it_is_known() -> None:
    bench = a_workbench(repository=FakeRepository())
    await bench.session.connect()
    told: list[Check] = []
    await bench.setup.run(told.append)
    assert sorted(check.id for check in told) == sorted(check.id for check in bench.setup.checks)
    assert told[0].id == "clock"
    assert {check.standing for check in told} == {Standing.OK}
    assert bench.setup.org == bench.session.org


async def test_an_org_without_the_lma_can_be_checked_though_no_session_can_work_there() -> None:
    missing = NoAccessError("The License Management App is not in this org.")
    absent = Unknown("404", absent=True)
    made = FakeSetup(replace(ALL_WELL, license=absent, installed=()))
    repository = FakeRepository(made=made, faults=[Fault("access", missing)])
    bench = a_workbench(repository=repository, remembered=False)
    await bench.session.connect()
    assert bench.session.connection is Connection.OFFLINE
    repository.closed = False
    await bench.setup.run(lambda _: None)
    standings = {check.id: check.standing for check in bench.setup.checks}
    assert standings["lma"] is Standing.BLOCKER
    assert standings["packages"] is standings["rights"] is Standing.UNKNOWN
    assert bench.setup.org == repository.here
    assert repository.closed


async def test_an_org_out_of_reach_is_an_error_and_leaves_nothing_running() -> None:
    bench = a_workbench(repository=FakeRepository(faults=[Fault("connect", UnreachableError("Nobody answers."))]))
    with pytest.raises(UnreachableError):
        await bench.setup.run(lambda _: None)
    assert not bench.setup.running
    await bench.setup.run(lambda _: None)
    assert {check.standing for check in bench.setup.checks} == {Standing.OK}


async def test_the_watch_looks_every_ten_seconds_until_the_pair_is_there() -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    old, new = an_install(1), an_install(2)
    made = FakeSetup(coming=[(old,), (old,), (new, old), (an_install(2, "Bill Hall"), old)])
    bench = a_workbench(repository=FakeRepository(made=made), wait=wait)
    await bench.setup.watch_install(lambda: None)
    assert bench.setup.watch is not None
    assert bench.setup.watch.said.startswith("The pair is here: license L-00002 and lead Bill Hall.")
    assert waited == [EVERY] * 3
    assert made.calls == ["recent"] * 4


async def test_a_watch_is_bounded_and_survives_a_look_that_fails() -> None:
    made = FakeSetup(coming=[()])
    bench = a_workbench(repository=FakeRepository(made=made))
    seen: list[int] = []

    def tell() -> None:
        watch = bench.setup.watch
        seen.append(watch.looks if watch else -1)
        made.error = UnreachableError("Busy.") if watch and watch.looks == 3 else None

    await bench.setup.watch_install(tell)
    assert seen == list(range(LOOKS + 1))


async def test_a_watch_ends_when_one_leaves() -> None:
    asleep = asyncio.Event()

    async def wait(_: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    bench = a_workbench(repository=FakeRepository(), wait=wait)
    watching = asyncio.create_task(bench.setup.watch_install(lambda: None))
    await asleep.wait()
    bench.setup.stop_watching()
    await watching
    assert not bench.setup.watching
    assert bench.setup.watch is None
