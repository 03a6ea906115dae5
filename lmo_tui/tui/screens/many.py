"""A change of many licenses: what it would do to each, then how far it is, then what became of each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.change_sets import RunStage
from lmo_tui.domain.changed import Changed
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import Progress, spoken
from lmo_tui.services.bulk import BulkRun
from lmo_tui.services.writing import Kind
from lmo_tui.tui.actions.many_run import ManyRun
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.many import ManyLook, ManyRow, many_title, progress_line, row_detail
from lmo_tui.tui.render.spans import NOTHING
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Busy, Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.entry_pane import EntryPane
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.title_bar import TitleBar


class ManyScreen(CommandScreen, Busy):
    """Lists every license of the change, and the one under the cursor in full."""

    WHERE = Where.MANY
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.MANY)
    FOOTER = ("apply", "pause", "stop", "again", "undo", "plan", "return", "help")
    AUTO_FOCUS = "#rows"

    def __init__(self, stage: Stage, many: ManyRun) -> None:
        super().__init__(stage)
        self.many = many
        many.is_watched = lambda: self.is_current
        self._look = ManyLook(lambda: many.run)
        self._seen: object = None

    def compose(self) -> ComposeResult:
        """Who and where, what, how far, each license, the one under the cursor, the keys."""
        yield OrgBar()
        yield TitleBar(id="title")
        yield TitleBar(id="progress")
        yield RowsTable(self._look, self.follow, id="rows")
        yield EntryPane(id="row")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and show what would be done."""
        self.table: RowsTable[ManyRow] = self.query_one("#rows", RowsTable)
        table = self.table
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            **self.many.actions,
            "return": lambda _: self.leave(),
        }
        draft = self.many.draft
        table.show((*draft.edits, *draft.skipped), empty="No license is in it.")
        self.show_state()
        self.set_interval(0.25, self.tick)

    @property
    def license(self) -> License | None:
        """The license under the cursor, if the desk has it."""
        row = self.table.cursor_row
        return self.stage.workbench.desk.get(self._look.key(row)) if row is not None else None

    def context(self) -> Context:
        """What the guards look at."""
        run = self.many.run
        return replace(
            super().context(),
            many_told="",
            many=RunStage.READY if run is None else run.stage,
            many_edits=len(self.many.draft.edits),
            many_saved=0 if run is None else run.counts.get(Kind.APPLIED, 0),
            many_rest=run.rest_count if run is not None and run.ended else 0,
        )

    def hints(self, context: Context | None = None) -> Sequence[Hint]:
        """The keys of where it is: those of before and after would only be in the way."""
        waits = self.many.run is None
        return tuple(hint for hint in super().hints(context) if hint.available or (waits and hint.name == "apply"))

    def tick(self) -> None:
        """Follow a run, as long as there is one."""
        run = self.many.run
        if run is not None and not self.stage.gone:
            seen = (run.stage, len(run.results), len(run.on_its_way), len(run.checking), self._pace(run))
            if seen != self._seen:
                self._seen = seen
                self.show_state()

    @on(StateChanged)
    def show_state(self) -> None:
        """Show how far it is, each license, and which keys act."""
        bench, many = self.stage.workbench, self.many
        run = many.run
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one("#title", TitleBar).show(many_title(many.draft, many.about, *many.place))
        self.query_one("#progress", TitleBar).show(NOTHING if run is None else progress_line(run, self._pace(run)))
        self.table.fill()
        self.follow(self.table.cursor_row)

    def follow(self, row: ManyRow | None) -> None:
        """Show the license under the cursor, and which keys act."""
        title, lines = ("", ()) if row is None else row_detail(row, self._look.result(self.table.cursor_place))
        self.query_one(EntryPane).show(title, lines)
        self.query_one(HintsBar).show(self.hints())

    def licenses_changed(self, changed: Changed) -> None:
        """The run tells by itself what became of them."""

    def leave(self) -> None:
        """Back to the list; a run goes on without being watched."""
        run = self.many.run
        if run is not None and not run.ended:
            self.stage.say("It goes on. B shows it again.")
        self.dismiss(None)

    def _pace(self, run: BulkRun) -> str:
        now = self.stage.workbench.clock()
        return spoken(Progress(len(run.results), len(run.edits), run.started or now), now).partition(" · ")[2]
