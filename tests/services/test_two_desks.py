"""Two desks on one store: one loads everything while the other looks, and both end with what the org holds."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

from lmo_tui.domain.filters import View
from lmo_tui.storage.store import Store
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import TODAY, a_license, license_id, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import a_workbench

T = TypeVar("T")


class Meddling:
    """A runner after each of whose calls somebody else does something."""

    def __init__(self) -> None:
        self.meddle: Callable[[], Awaitable[None]] | None = None

    async def __call__(self, call: Callable[[], T]) -> T:
        found = call()
        if self.meddle is not None:
            await self.meddle()
        return found


def change(repository: FakeRepository, number: int, now: datetime) -> None:
    """Somebody saves a license, or makes it, at this moment."""
    stamp = now.strftime("%Y-%m-%dT%H:%M:%S.000%z")
    found = {each.id: each for each in repository.licenses}
    old = found.get(license_id(number)) or a_license(number)
    found[old.id] = replace(old, modstamp=stamp, modified=now, seats=(old.seats or 0) + 1)
    repository.licenses = list(found.values())


@pytest.mark.parametrize("minutes", [0.1, 3, 20], ids=lambda each: f"{each} min a step")
async def test_a_load_and_the_looks_of_another_desk_end_right(tmp_path: Path, minutes: float) -> None:
    repository, clock, runner = with_licenses(sample_licenses()), MovingClock(), Meddling()
    repository.page_size = 10
    stores = [Store(tmp_path / "acme.db") for _ in range(2)]
    loading = a_workbench(repository=repository, store=stores[0], remembered=False, clock=clock, runner=runner)
    looking = a_workbench(repository=repository, store=stores[1], remembered=False, clock=clock)
    for bench in (loading, looking):
        await bench.session.connect()
    await looking.sync.load()
    steps = 0

    async def meddle() -> None:
        nonlocal steps
        steps += 1
        clock.advance(minutes=minutes)
        change(repository, steps % 40 + 1, clock.now)
        change(repository, 100 + steps, clock.now)
        clock.advance(seconds=1)
        await looking.sync.look()

    runner.meddle = meddle
    await loading.sync.load()
    assert steps > 8
    runner.meddle = None
    for bench in (looking, loading):
        await bench.sync.look()
        assert bench.sync.error is None
    for store in stores:
        held = list(store.every(View(), TODAY))
        assert {each.id: each for each in held} == {each.id: each for each in repository.licenses}
        assert len(held) == len(repository.licenses), "nothing doubled"
        store.close()
