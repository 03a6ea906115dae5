"""The checklist: how the org is set up, filling in as it is looked at; and the wait for a test install."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.checks.check import Check, Standing
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.actions.setup import WATCHED, copy_link, link_of, open_guide
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.setup import CheckLook, check_lines, setup_title
from lmo_tui.tui.render.spans import NOTHING, Span
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Busy, Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.scroll_pane import ScrollPane
from lmo_tui.tui.widgets.title_bar import TitleBar


class SetupScreen(CommandScreen, Busy):
    """A list of steps and the one under the cursor in full; PgUp and PgDn scroll what is said of it."""

    WHERE = Where.SETUP
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.SETUP)
    FOOTER = ("guide", "link", "recheck", "watch", "return", "help")
    AUTO_FOCUS = "#checks"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._setup = stage.workbench.setup

    def compose(self) -> ComposeResult:
        """Who and where, how it stands, the list, the item, the keys."""
        yield OrgBar()
        yield TitleBar()
        yield RowsTable(CheckLook(), self.follow, id="checks")
        yield ScrollPane(id="check")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, show what is known, and look at the rest."""
        self.table: RowsTable[Check] = self.query_one("#checks", RowsTable)
        pane = self.query_one(ScrollPane)
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            "pagedown": lambda _: pane.page(1),
            "pageup": lambda _: pane.page(-1),
            "guide": lambda _: self.open(),
            "link": lambda _: copy_link(self.stage, self.table.cursor_row),
            "recheck": lambda _: self.look(),
            "watch": lambda _: self.toggle_watch(),
            "return": lambda _: self.leave(),
        }
        self.show_state()
        if any(check.standing is Standing.PENDING for check in self._setup.checks):
            self.look()

    def context(self) -> Context:
        """What the guards look at."""
        check = self.table.cursor_row
        return replace(super().context(), check=check, link=link_of(self.stage, check))

    def look(self) -> None:
        """Look at everything anew."""
        self.stage.work(self._look())

    async def _look(self) -> None:
        try:
            await self._setup.run(lambda _: self.stage.changed())
        finally:
            self.stage.changed()

    def toggle_watch(self) -> None:
        """Wait for a test install, or no longer."""
        if self._setup.watching:
            self._setup.stop_watching()
            self.stage.say("No longer watching.")
            self.show_state()
        else:
            self.stage.work(self._watch())

    async def _watch(self) -> None:
        await self._setup.watch_install(self.stage.changed)
        watch = self._setup.watch
        if watch is not None and watch.over:
            self.stage.say(watch.said, "information" if watch.paired else "warning")
            if watch.found is not None:
                await self._look()

    def follow(self, check: Check | None) -> None:
        """Show the item under the cursor in full, and which keys act on it."""
        self.query_one(HintsBar).show(self.hints())
        if check is None:
            return
        watch = self._setup.watch
        watched = watch.said if watch and check.id == WATCHED else ""
        lines = check_lines(check, link_of(self.stage, check), watched)
        self.query_one(ScrollPane).show(f"{check.step or ''} {check.title}".strip(), lines)

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, and what is known by now."""
        bench, watch = self.stage.workbench, self._setup.watch
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        watched = (
            (Span(f"watching, look {watch.looks + 1} ", Role.ACCENT),) if watch and self._setup.watching else NOTHING
        )
        checks = self._setup.checks
        self.query_one(TitleBar).show(setup_title(checks, running=self._setup.running), watched)
        self.table.show(checks)

    def licenses_changed(self, changed: Changed) -> None:
        """Nothing here is of a license."""

    def open(self) -> None:
        """The item in full, with its guide."""
        if check := self.table.cursor_row:
            open_guide(self.stage, check)

    def leave(self) -> None:
        """Back to where one came from; what is watched for is watched for no longer."""
        self._setup.stop_watching()
        self.dismiss(None)

    @on(RowsTable.Activated)
    def activate(self) -> None:
        """A click on the selected row opens it."""
        self.perform("guide")
