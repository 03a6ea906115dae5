"""What every action and screen shares: the services, a voice, dialogs, background work, and what is being saved."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

from textual.message import Message

from lmo_tui.domain.copying import Outlets
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import LmoError, RefusedError
from lmo_tui.domain.fit import Fit
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.licenses import Field, License
from lmo_tui.services.session import Connection
from lmo_tui.tui.commands import COMMANDS, Context
from lmo_tui.tui.commands.keymap import rekeyed
from lmo_tui.tui.copying import Copying

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from lmo_tui.domain.journal import JournalEntry
    from lmo_tui.services.edits import Outcome
    from lmo_tui.services.workbench import Workbench
    from lmo_tui.tui.keys import KeyQueue

T = TypeVar("T")

Tone = Literal["information", "warning", "error"]

SAVING: Final = "saving…"
CHECKING: Final = "checking…"
"""What is said of a license while a change of it is on its way, and while only reading can tell how one ended."""

READING_TIME: Final = {"information": 5.0, "warning": 8.0, "error": 15.0}
"""Seconds that a message stays, by how much it matters."""


LAST_WRITES: Final = 10.0
"""Seconds that writes on their way get when the program ends."""


class StateChanged(Message):
    """What is being saved, who we are, or how fresh the data is has changed; every screen may show it."""


class Busy:
    """Marks a screen under which so much changes that those below had better wait."""


class RedrawAsked(Message):
    """The terminal does not show what it should: somebody else wrote on it."""


@dataclass(frozen=True, slots=True)
class Result:
    """How the last change ended."""

    edit: Edit
    outcome: "Outcome"
    reason: str = ""
    """What was typed as the reason."""
    undoes: "JournalEntry | None" = None


def _nothing() -> None:
    """Nothing."""


class Terminal(NamedTuple):
    """The terminal as it was at the start."""

    fit: Fit
    environment: Mapping[str, str]
    """With what Textual takes out of the process's own: NO_COLOR."""
    outlets: Outlets


class Stage:
    """The services as a screen uses them."""

    def __init__(self, app: "App[int]", workbench: "Workbench", keys: "KeyQueue", terminal: Terminal) -> None:
        self.app = app
        self.fit, self.environment, outlets = terminal
        own = workbench.views.settings.keys
        self.has_own_keys = bool(own)
        self.commands = rekeyed(COMMANDS, own)
        """Every command by its id, with the keys that it has here."""
        self.copying = Copying(self, outlets, self.environment)
        self.handovers = outlets.handovers
        self.workbench = workbench
        self.keys = keys
        self.saving: dict[str, str] = {}
        """By the 15-character id of a license, what is said of it while a change of it is on its way."""
        self.result: Result | None = None
        self.closing = False
        """Whether the program is about to end: no new write begins."""
        self.gone = False
        """Whether the screens are being taken down: nothing is shown any more."""
        self.before_leaving: Callable[[], None] = _nothing
        """Told while the screens are still there."""
        self.last_words: Callable[[], None] = _nothing
        """What remains to be done when the terminal is given back."""

    def say(self, text: str, tone: Tone = "information") -> None:
        """Show a sentence for a while."""
        self.app.notify(text, severity=tone, timeout=READING_TIME[tone])

    def tell(self, error: LmoError) -> None:
        """Show what happened, why, and what to do."""
        self.say(str(error), "error")

    def tell_troubles(self) -> bool:
        """Show what happened to the files of this machine; whether there was anything."""
        troubles = self.workbench.troubles.take()
        for trouble in troubles:
            self.tell(trouble)
        return bool(troubles)

    def ask(self, dialog: "Screen[T]", then: Callable[[T], None]) -> None:
        """Open a dialog at once; `then` gets the answer, unless it is None."""

        def answered(answer: T | None) -> None:
            if answer is not None:
                then(answer)

        self.app.push_screen(dialog, answered)

    def work(self, work: Coroutine[None, None, None]) -> None:
        """Do something in the background; an error that belongs to the user is shown, any other ends the program."""
        if self.gone:
            work.close()
            return
        self.app.run_worker(self._told(work), exit_on_error=True)

    def changed(self) -> None:
        """Let every screen look again that need not wait; the others do when they are on top again."""
        for screen in self.watched() if not self.gone else ():
            screen.post_message(StateChanged())

    def watched(self) -> "list[Screen[Any]]":
        """The screens from the top down to the first that is busy."""
        screens: list[Screen[Any]] = []
        for screen in reversed(self.app.screen_stack):
            screens.append(screen)
            if isinstance(screen, Busy):
                break
        return screens

    def work_before_keys(self, work: Coroutine[None, None, None]) -> None:
        """Do something in the background that what is typed next may depend on: no key acts before it has ended."""
        if self.gone:
            work.close()
            return
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def held() -> None:
            try:
                await work
            finally:
                ended.set_result(None)

        self.hold(ended)
        self.work(held())

    def hold(self, until: "asyncio.Future[None]") -> None:
        """Let no key act before `until` is done."""
        self.keys.hold(until)

    def is_saving(self, license_: License) -> bool:
        """Whether a change of the license is on its way."""
        return short_id(license_.id) in self.saving

    @property
    def pending(self) -> Mapping[str, str]:
        """What is said of licenses that are about to change, by their 15-character ids."""
        run = self.workbench.bulk.running
        if run is None:
            return self.saving
        many = {short_id(run.edits[at].license.id): CHECKING if at in run.checking else SAVING for at in run.on_its_way}
        return many | self.saving

    def context(self, license_: License | None) -> Context:
        """What the guards of commands look at."""
        bench = self.workbench
        session, gate = bench.session, bench.session.gate
        run = bench.bulk.running
        offline = None
        if session.connection is Connection.CONNECTING:
            offline = "Still connecting to the org."
        elif session.connection is Connection.OFFLINE:
            offline = "Not connected to the org. Press R to try again."
        reasons = {}
        if license_ is not None:
            found = {field: bench.edits.why_not(license_, field) for field in Field}
            reasons = {field: reason for field, reason in found.items() if reason}
        return Context(
            license=license_,
            why_not_edit=reasons,
            saving=license_ is not None and self.is_saving(license_),
            why_not_unlock=gate.why_not_unlock(),
            writing=gate.is_open(),
            needs_unlock=gate.time_left() is not None,
            org_known=session.org is not None,
            why_not_switch=self._why_not_switch(),
            why_offline=offline,
            loading=bench.sync.progress is not None or session.connection is Connection.CONNECTING,
            loading_all=bench.sync.can_cancel,
            has_result=self.result is not None,
            has_copied=bool(self.copying.last),
            why_not_many=bench.bulk.why_not(),
            has_many=bench.bulk.run is not None or bool(bench.bulk.unfinished),
            many_told="" if run is None else f"{len(run.results):,} of {len(run.edits):,} done",
        )

    def why_not(self, reason: str, license_: License | None) -> str:
        """The reason, and where the live license of the same customer is if this one is gone."""
        if license_ is None or not license_.uninstalled or license_.name not in reason:
            return reason
        newer = None
        with suppress(LmoError):
            newer = self.workbench.desk.newer(license_)
        if newer is None or same_id(newer.id, license_.id):
            return reason
        return f"{reason} A newer license exists: {newer.name} (g goes there)."

    def switch(self, alias: str) -> None:
        """Out of this desk, and into that of another org."""
        if reason := self._why_not_switch():  # A change may have begun while one chose.
            self.say(reason, "warning")
            return
        self.workbench.orgs.wanted = alias
        self.closing = True
        self._go(0)

    def _why_not_switch(self) -> str | None:
        count = self.workbench.edits.in_flight
        if self.workbench.bulk.running is not None:
            return "A change of many licenses is on its way: let it end, or stop it, before you go to another org."
        if count:
            what = "A change is" if count == 1 else f"{count:,} changes are"
            return f"{what} still being saved: go to another org when you have seen how it ends."
        return None

    def leave(self) -> None:
        """Out of the program, but not without asking while a change is on its way."""
        in_flight, run = self.workbench.edits.in_flight, self.workbench.bulk.running
        if not in_flight and run is None:
            self._go(0)
            return
        from lmo_tui.tui.dialogs.message import quit_question

        not_begun = run.not_begun if run is not None else 0
        self.ask(quit_question(in_flight, not_begun), lambda _: self.work(self.end(0)))

    async def end(self, return_code: int, patience: float = LAST_WRITES) -> None:
        """Begin no write any more, give those on their way some time, then leave."""
        self.closing = True
        if (run := self.workbench.bulk.running) is not None:
            run.stop(RefusedError("The program was ended.", remedy="What was not begun can be gone on with."))
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self.workbench.edits.finish()
        self._go(return_code)

    def _go(self, return_code: int) -> None:
        """The screens are taken down: what is still being read finds nobody to show it to."""
        self.before_leaving()
        self.gone = True
        self.app.exit(return_code, return_code=return_code)
        self.app.workers.cancel_all()

    async def _told(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except LmoError as error:
            self.tell(error)
