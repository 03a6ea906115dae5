"""Life at a pace of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.demo.trickle import Trickle
from tests.demo.fixtures import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.demo.fixtures import MakeDemoLmo

BRISK = 60_000.0


class Happened:
    """Counts what it is asked for, and says so when it is enough."""

    def __init__(self, enough: int) -> None:
        self.events = 0
        self.enough = threading.Event()
        self._wanted = enough

    def happen(self, events: int) -> None:
        """Note what is asked for."""
        self.events += events
        if self.events >= self._wanted:
            self.enough.set()


def test_events_come_by_themselves_until_it_is_stopped() -> None:
    happened, stopping = Happened(300), threading.Event()
    trickle = Trickle(happened.happen, BRISK, stopping)
    trickle.start()
    assert happened.enough.wait(10)
    stopping.set()
    trickle.join()
    assert happened.events >= 300


def test_a_server_with_a_trickle_lives_and_ends_with_it(pristine_lmo: Path) -> None:
    with DemoLmo(pristine_lmo, Options(today=TODAY, trickle=BRISK)) as lmo:
        (alive,) = _trickles()
        for _ in range(1_000):
            if lmo.audit.commits:
                break
            alive.join(0.01)
        assert lmo.audit.commits
    assert not alive.is_alive()


def _trickles() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "demo-trickle"]


def test_without_it_nothing_happens(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo()
    assert _trickles() == []
    assert lmo.audit.commits == []
