"""The checklist of an org, worked off part by part, and the wait for a test install; it only reads."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from lmo_tui.domain.errors import UnreachableError
from lmo_tui.domain.ports import Clock, LicenseRepository, Runner
from lmo_tui.services.session import Connect, Session
from lmo_tui.services.writing import Wait

if TYPE_CHECKING:  # The rules are loaded when they are asked for, not at every start of the desk.
    from lmo_tui.domain.checks.accounts import Account
    from lmo_tui.domain.checks.check import Check
    from lmo_tui.domain.checks.facts import OrgFacts
    from lmo_tui.domain.checks.watching import Watch
    from lmo_tui.domain.orgs import Org


class SetupService:
    """Checks how the org of a session is set up: also one that has no LMA, which a session cannot work in."""

    def __init__(self, session: Session, connect: Connect, *, runner: Runner, clock: Clock, wait: Wait) -> None:
        self._session = session
        self._connect = connect
        self._runner = runner
        self._clock = clock
        self._wait = wait
        self._facts: OrgFacts | None = None
        self._watcher: asyncio.Task[object] | None = None
        self._stopped = False
        self.org: Org | None = session.org
        self.running = False
        self.watch: Watch | None = None

    @property
    def checks(self) -> "tuple[Check, ...]":
        """Every item, as far as it is known."""
        from lmo_tui.domain.checks.facts import OrgFacts
        from lmo_tui.domain.checks.journey import checks_of

        return checks_of(self._facts or OrgFacts(self._clock().date()))

    @property
    def watching(self) -> bool:
        """Whether one waits for a test install."""
        return self._watcher is not None

    async def run(self, tell: "Callable[[Check], None]") -> None:
        """Look at everything anew, telling of each item when it is known; raises LmoError from an unreachable org."""
        from lmo_tui.domain.checks.check import Standing
        from lmo_tui.domain.checks.facts import OrgFacts, Part

        if self.running:
            return
        self.running, self._facts = True, OrgFacts(self._clock().date())
        told: set[str] = set()
        try:
            async with self._connected() as repository:
                connected = self._session.org if self._session.repository is repository else None
                self.org = connected or await self._runner(repository.org)
                setup = repository.setup()
                for part in Part:
                    self._facts = await self._runner(partial(setup.read, part, self._facts))
                    for check in self.checks:
                        if check.standing is not Standing.PENDING and check.id not in told:
                            told.add(check.id)
                            tell(check)
        finally:
            self.running = False

    async def watch_install(self, tell: Callable[[], None]) -> None:
        """Wait for a license and its lead that were not there, looking every ten seconds for a while."""
        from lmo_tui.domain.checks.watching import EVERY, Watch

        if self.watching:
            return
        self._watcher, self._stopped = asyncio.current_task(), False
        try:
            async with self._connected() as repository:
                setup = repository.setup()
                self.watch = Watch.begin(await self._runner(setup.recent))
                tell()
                while not self.watch.over:
                    await self._wait(EVERY)
                    try:
                        newest = await self._runner(setup.recent)
                    except UnreachableError:
                        newest = ()  # One look that failed: there are more.
                    self.watch = self.watch.seen(newest)
                    tell()
        except asyncio.CancelledError:
            if not self._stopped:
                raise
        finally:
            self._watcher = None

    def stop_watching(self) -> None:
        """Wait no longer."""
        if self._watcher is not None:
            self._stopped, self.watch = True, None
            self._watcher.cancel()

    async def accounts_of(self, company: str) -> "tuple[Account, ...]":
        """The accounts of this org that a company's license may belong to. Raises LmoError."""
        from lmo_tui.domain.checks.accounts import candidates

        async with self._connected() as repository:
            found = await self._runner(partial(repository.setup().accounts_like, company))
        return candidates(company, found)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[LicenseRepository]:
        """The session's connection; where it has none, one of its own that never writes."""
        if (connected := self._session.repository) is not None:
            yield connected
            return
        own = await self._runner(partial(self._connect, lambda: False))
        try:
            yield own
        finally:
            await self._runner(own.close)
