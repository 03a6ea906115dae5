"""Connecting, loading, and opening an org for writing."""

import asyncio

from lmo_tui.domain.nearest import nearest
from lmo_tui.services.orgs import DEMO
from lmo_tui.services.session import Connection
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.actions.settling import Settling
from lmo_tui.tui.actions.setup import open_setup
from lmo_tui.tui.stage import Stage


class OrgActions:
    """What concerns the org as a whole."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._settling = Settling(stage)

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "unlock": lambda _: self.unlock(),
            "lock": lambda _: self.lock(),
            "reload": lambda _: self.reload(),
            "cancel": lambda _: self._stage.workbench.sync.cancel(),
            "setup": lambda _: open_setup(self._stage),
            "org": lambda alias: self._stage.work_before_keys(self._switch(alias)),
        }

    def unlock(self) -> None:
        """Show Salesforce's advice, and open the org if the person goes on."""
        from lmo_tui.tui.dialogs.message import unlock_question

        session = self._stage.workbench.session
        badge = session.org.badge if session.org else ""
        self._stage.ask(unlock_question(session.alias, badge), lambda _: self.open())

    def open(self) -> None:
        """Open the org; the keys that follow act on an open one, which takes as long as the journal's disk."""
        self._stage.work_before_keys(self._unlock())

    def lock(self) -> None:
        """Close the org for writing."""
        self._stage.workbench.session.gate.lock()
        self._stage.changed()
        self._stage.say("Writing is closed.")

    def reload(self) -> None:
        """Read all licenses again, connecting first if need be."""
        self._stage.work(self.freshen(everything=True))

    def look(self) -> None:
        """Look for changes in the org if it is time to; nothing is said of it but what the top line tells."""
        bench = self._stage.workbench
        if bench.session.connection is Connection.CONNECTING or self._stage.closing:
            return
        self._settling.look()
        if bench.sync.is_due(self._stage.keys.rest):
            self._stage.work(self._look())

    async def freshen(self, *, everything: bool = False) -> None:
        """Connect unless that is done, then load what moved, or everything; what goes wrong is shown."""
        bench = self._stage.workbench
        if bench.session.connection is Connection.OFFLINE:
            connecting = asyncio.create_task(bench.session.connect())
            await asyncio.sleep(0)  # From here on the session says that it is connecting.
            self._stage.changed()
            await connecting
            self._stage.changed()
            if bench.session.org is not None and bench.session.org.warning:
                self._stage.say(bench.session.org.warning, "warning")
        if bench.session.connection is Connection.ONLINE and not self._stage.closing:
            await (bench.sync.load() if everything else bench.sync.catch_up())
            self._stage.changed()
            self._stage.work(self._settling.settle())
            if bench.sync.error is None:
                self._stage.work(bench.features.keep_up(now=everything))
        if bench.session.connection is Connection.OFFLINE:
            bench.sync.put_off()
        if error := bench.session.error or bench.sync.error:
            self._stage.tell(error)

    async def _switch(self, alias: str) -> None:
        from lmo_tui.tui.dialogs.orgs import OrgsDialog

        orgs = self._stage.workbench.orgs
        known = await orgs.known()
        if not alias:
            self._stage.ask(OrgsDialog(known, orgs.here), self._stage.switch)
            return
        profile = known.named(alias)
        name = profile.alias if profile else alias.casefold()
        if profile is None and name != DEMO:
            names = [each.alias for each in known.all]
            self._stage.say(f"No org is known as “{alias}”. {nearest(alias, [*names, DEMO])}".strip(), "warning")
        elif name == orgs.here:
            self._stage.say(f"You are in {name} now.", "warning")
        else:
            self._stage.switch(name)

    async def _look(self) -> None:
        session = self._stage.workbench.session
        if session.connection is Connection.OFFLINE:
            await session.connect()
        bench = self._stage.workbench
        await bench.sync.look()
        self._stage.changed()
        if bench.sync.error is None:
            self._stage.work(bench.features.keep_up())

    async def _unlock(self) -> None:
        await self._stage.workbench.session.consent_and_unlock()
        self._stage.changed()
        self._stage.say("Writing is open for 15 minutes. L closes it.", "warning")
