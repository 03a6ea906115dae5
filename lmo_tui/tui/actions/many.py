"""Changing all licenses that are marked: ask what for, and show what it would do to each."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.change_sets import ChangeSet, Draft
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.wishes import Wish, parse_wish
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.actions.marking import Marking
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.tui.actions.many_run import ManyRun

COMMANDS: Final = ("status", "edit", "extend", "seats", "expires")
"""What changes all marked licenses, if any is marked, and otherwise the one under the cursor."""


class ManyActions:
    """Leads from marks, or from what was interrupted, to the screen of a change of many licenses."""

    def __init__(self, stage: Stage, marking: Marking) -> None:
        self._stage = stage
        self._marking = marking

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"many": lambda _: self.show()}

    def over(self, single: Actions) -> Actions:
        """The commands of one license, which act on all that are marked."""
        return {**single, **{each: partial(self._either, each, single[each]) for each in COMMANDS}}

    def show(self) -> None:
        """The change that is on its way, or the last one, or what an earlier run of the program left."""
        bulk = self._stage.workbench.bulk
        if bulk.run is None and bulk.unfinished:
            plan = bulk.unfinished[0]
            self._stage.work_before_keys(self._resume(plan))
        elif bulk.run is not None:
            from lmo_tui.tui.actions.many_run import ManyRun

            run = bulk.run
            self._watch(ManyRun(self._stage, Draft(tuple(run.edits)), run.plan.about, run=run))

    def _either(self, command_id: str, single: Callable[[str], None], typed: str) -> None:
        if not self._marking.count:
            single(typed)
        elif typed:
            try:
                self._draft(self._typed(command_id, typed))
            except LmoError as error:
                self._stage.say(str(error), "warning")
        else:
            from lmo_tui.tui.dialogs.many import StatusOfMany, TermsOfMany

            today = self._stage.workbench.desk.today()
            count = self._marking.count
            if command_id == "status":
                self._stage.ask(StatusOfMany(count), lambda status: self._draft(Wish({Field.STATUS: status})))
            else:
                boxes = {"extend": ("extend",), "seats": ("seats",), "expires": ("expires",)}
                self._stage.ask(TermsOfMany(count, boxes.get(command_id, ("seats", "expires")), today), self._draft)

    def _typed(self, command_id: str, typed: str) -> Wish:
        return parse_wish(today=self._stage.workbench.desk.today(), **{command_id: typed})

    def _draft(self, wish: Wish) -> None:
        self._stage.work_before_keys(self._drafted(wish))

    async def _drafted(self, wish: Wish) -> None:
        desk, bulk = self._stage.workbench.desk, self._stage.workbench.bulk
        marked = list(self._marking.ids)
        draft = await bulk.draft(lambda: desk.those(marked), wish)
        self._open(draft, wish.told)

    async def _resume(self, plan: ChangeSet) -> None:
        draft = await self._stage.workbench.bulk.redraft(plan.rows)
        self._open(draft, plan.about, instead=plan)

    def _open(self, draft: Draft, about: str, instead: ChangeSet | None = None) -> None:
        from lmo_tui.tui.actions.many_run import ManyRun

        self._watch(ManyRun(self._stage, draft, about, begun=self._marking.clear, instead=instead))

    def _watch(self, many: "ManyRun") -> None:
        from lmo_tui.tui.screens.many import ManyScreen

        self._stage.ask(ManyScreen(self._stage, many), lambda _: None)
