"""What can be done with a change of many licenses: save it, hold it up, stop it, try the rest again, take it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lmo_tui.domain.change_sets import ChangeSet, Draft, RunStage
from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.services.bulk import BulkRun
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.render.many import ended_sentence
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.dialogs.confirm import Decision


class ManyRun:
    """A draft, and the run that it becomes."""

    def __init__(
        self,
        stage: Stage,
        draft: Draft,
        about: str,
        *,
        run: BulkRun | None = None,
        begun: Callable[[], None] = lambda: None,
        instead: ChangeSet | None = None,
    ) -> None:
        self._stage = stage
        self.draft = draft
        self.about = about
        self.run = run
        """None until it is begun."""
        self._begun = begun
        self._instead = instead
        """What an earlier run of the program left of it."""
        self.is_watched: Callable[[], bool] = lambda: True

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "apply": lambda _: self.ask(),
            "pause": lambda _: self.pause(),
            "stop": lambda _: self.stop(),
            "again": lambda _: self._stage.work(self._try_again()),
            "undo": lambda _: self._stage.work(self._take_back()),
            "plan": lambda name: self._stage.work(self._write(name)),
        }

    @property
    def place(self) -> tuple[str, OrgClass]:
        """The org by its name, and its class."""
        session = self._stage.workbench.session
        return session.alias, session.org.org_class if session.org else OrgClass.UNKNOWN

    def ask(self) -> None:
        """Ask, then begin; there is no other way to a write."""
        from lmo_tui.tui.dialogs.confirm_many import ConfirmManyDialog

        reason = self._instead.reason if self._instead is not None else ""
        self._stage.ask(ConfirmManyDialog(self.draft, self.about, self._stage.workbench.session, reason), self.begin)

    def begin(self, decision: "Decision") -> None:
        """Change them all; the list stays, and tells what becomes of each."""
        if self._stage.closing:
            self._stage.say("Not saved: the program is about to end.", "warning")
            return
        bulk = self._stage.workbench.bulk
        try:
            self.run = bulk.prepare(self.draft, about=self.about, reason=decision.reason, instead=self._instead)
        except RefusedError as error:  # The time to write is over, or a reason is missing.
            self._stage.say(str(error), "warning")
            return
        self.run.watch = self._stage.changed
        self._begun()
        self._stage.work(self._carry_out(self.run))
        self._stage.changed()

    def pause(self) -> None:
        """Hold it up, or go on."""
        if self.run is not None:
            (self.run.go_on if self.run.stage is RunStage.PAUSED else self.run.pause)()
            self._stage.changed()

    def stop(self) -> None:
        """Begin no more; what is on its way ends."""
        if self.run is not None:
            self.run.stop()
            self._stage.changed()

    async def _carry_out(self, run: BulkRun) -> None:
        await self._stage.workbench.session.record_consent()
        await self._stage.workbench.bulk.go(run)
        self._stage.changed()
        told = ended_sentence(run) if self.is_watched() else f"{ended_sentence(run)} B shows each."
        self._stage.say(*((f"{told} {run.error}", "error") if run.error is not None else (told,)))

    async def _try_again(self) -> None:
        if self.run is not None:
            show_many(self._stage, await self._stage.workbench.bulk.again(self.run), self.about)

    async def _take_back(self) -> None:
        bench = self._stage.workbench
        if self.run is not None:
            entries = await bench.history.of_run(self.run.plan.id)
            show_many(self._stage, await bench.bulk.draft_back(entries), f"undo of {self.about}")

    async def _write(self, name: str) -> None:
        bulk = self._stage.workbench.bulk
        plan = bulk.change_set(self.draft, about=self.about)
        path = await bulk.write(plan, name or f"lmo-plan-{plan.made:%Y%m%d-%H%M%S}.toml")
        self._stage.say(f"The plan is in {path}. lmo-tui apply carries it out.")


def show_many(stage: Stage, draft: Draft, about: str) -> None:
    """List what would be done to each license; nothing is done yet."""
    from lmo_tui.tui.screens.many import ManyScreen

    stage.ask(ManyScreen(stage, ManyRun(stage, draft, about)), lambda _: None)
