"""One running demo LMO, as its endpoints see it: the data, the time, the user, and what was scripted."""

import heapq
import itertools
import threading
import time
from dataclasses import dataclass, field

from lmo_tui.demo.audit import Audit
from lmo_tui.demo.bulk.jobs import Jobs
from lmo_tui.demo.clock import Clock
from lmo_tui.demo.cursors import Cursors
from lmo_tui.demo.faults import Faults
from lmo_tui.demo.organization import Identity
from lmo_tui.demo.profiles import Profile
from lmo_tui.demo.sessions import Sessions
from lmo_tui.demo.setups import SETUPS, Setup
from lmo_tui.demo.store import Store

DAILY_LIMIT = 100_000


class Usage:
    """The API requests of the last day, which every answer reports."""

    def __init__(self, used: int = 18_204) -> None:
        self._counter = itertools.count(used + 1)
        self.used = used

    def count(self) -> None:
        """Count one request."""
        self.used = next(self._counter)


class Lag:
    """Record types that follow their status late, as they do until the package's trigger has run."""

    def __init__(self, milliseconds: float = 0) -> None:
        self.milliseconds = milliseconds
        self._lock = threading.Lock()
        self._due: list[tuple[float, str, str]] = []

    def postpone(self, license_id: str, record_type: str) -> None:
        """Note a record type to be set when the time has come."""
        with self._lock:
            heapq.heappush(self._due, (time.monotonic() + self.milliseconds / 1000, license_id, record_type))

    def take(self, *, everything: bool = False) -> list[tuple[str, str]]:
        """The licenses whose record type is due by now."""
        now = time.monotonic()
        due = []
        with self._lock:
            while self._due and (everything or self._due[0][0] <= now):
                _, license_id, record_type = heapq.heappop(self._due)
                due.append((license_id, record_type))
        return due


@dataclass(frozen=True)
class Lmo:
    """Everything an endpoint may need to answer."""

    store: Store
    clock: Clock
    identity: Identity
    profile: Profile
    sessions: Sessions
    audit: Audit
    faults: Faults = field(default_factory=Faults)
    cursors: Cursors = field(default_factory=Cursors)
    jobs: Jobs = field(default_factory=Jobs)
    usage: Usage = field(default_factory=Usage)
    lag: Lag = field(default_factory=Lag)
    setup: Setup = SETUPS["usual"]
