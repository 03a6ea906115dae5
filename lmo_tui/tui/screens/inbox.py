"""The inbox: what wants to be looked at, in sections, and what was said of each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import View
from lmo_tui.domain.inbox import Item
from lmo_tui.domain.licenses import License
from lmo_tui.services.inbox import Section
from lmo_tui.tui.actions.inbox import InboxActions
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.inbox import InboxLook, Row, inbox_rows, inbox_title
from lmo_tui.tui.render.inbox_words import row_words
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.entry_pane import EntryPane
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.title_bar import TitleBar


class InboxScreen(CommandScreen):
    """A list of sections and items, and the one under the cursor in full; Enter leads to its license."""

    WHERE = Where.INBOX
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.INBOX)
    FOOTER = ("item", "done", "snooze", "note", "takeback", "everything", "section", "help")
    AUTO_FOCUS = "#items"

    def __init__(self, stage: Stage, go: Callable[[str], None], show: Callable[[View], None]) -> None:
        super().__init__(stage)
        self._go = go
        self._show = show
        self._sections: Sequence[Section] | None = None
        self._everything = False
        self._looking = self._stale = False
        self._told = ""

    def compose(self) -> ComposeResult:
        """Who and where, how many, the list, the item, the keys."""
        yield OrgBar()
        yield TitleBar()
        yield RowsTable(InboxLook(self.stage.workbench.desk.today), self.follow, id="items")
        yield EntryPane(id="item")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and look."""
        self.table: RowsTable[Row] = self.query_one("#items", RowsTable)
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            **InboxActions(self.stage, lambda: self.item, self.read_after).actions,
            "item": lambda _: self.visit(),
            "section": lambda _: self.to_section(1),
            "earlier": lambda _: self.to_section(-1),
            "everything": lambda _: self.turn(),
            "return": lambda _: self.leave(),
        }
        self.table.show((), empty="Looking…")
        self.stage.work_before_keys(self.read())
        self.show_state()

    @property
    def item(self) -> Item | None:
        """The item under the cursor; None on a section."""
        row = self.table.cursor_row
        return row if isinstance(row, Item) else None

    @property
    def license(self) -> License | None:
        """Its license."""
        return self.item.license if self.item else None

    def context(self) -> Context:
        """What the guards look at."""
        state = self.item.state.value if self.item else ""
        return replace(super().context(), item=state, can_take_back=self.stage.workbench.inbox.last is not None)

    async def read(self) -> None:
        """Look for the items, and show them."""
        try:
            found = await self.stage.workbench.inbox.sections(
                everything=self._everything, wanted=lambda: self.is_attached
            )
        except StorageError as error:
            self.stage.tell(error)
            self.table.show((), empty="The inbox cannot be read now.")
            return
        if found is None or not self.is_attached:
            return
        self._sections = found
        self.stage.tell_troubles()
        self.table.show(inbox_rows(found), empty="There is no rule: all are hidden.")
        self.show_state()

    async def read_after(self, told: str) -> None:
        """Look once more after something was said, and tell what."""
        self._told = told
        await self.read()

    def follow(self, row: Row | None) -> None:
        """Show the item under the cursor, and which keys act on it."""
        self.query_one(EntryPane).show(*row_words(row, self.stage.workbench.desk.today()))
        self.query_one(HintsBar).show(self.hints())

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, how much there is to do, and which keys act."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one(TitleBar).show(*inbox_title(self._sections, self._told, everything=self._everything))
        self.query_one(HintsBar).show(self.hints())

    def licenses_changed(self, changed: Changed) -> None:
        """Others may be of a rule by now: look once more, one look at a time."""
        del changed
        self._stale = True
        if not self._looking:
            self._looking = True
            self.stage.work(self._look())

    def to_section(self, way: int) -> None:
        """To the next section, or the one before; round at the ends."""
        rows = inbox_rows(self._sections or ())
        places = [place for place, row in enumerate(rows) if isinstance(row, Section)]
        here = self.table.cursor_place
        ahead = [place for place in places if (place > here if way > 0 else place < here)]
        if places:
            target = (ahead or places)[0 if way > 0 else -1]
            self.table.move(target - here)

    def turn(self) -> None:
        """Show what is put off or done too, or no longer."""
        self._everything = not self._everything
        self.stage.work_before_keys(self.read())

    def visit(self) -> None:
        """Leave, and let the list go to the license, or to all of a section."""
        row = self.table.cursor_row
        if isinstance(row, Section):
            if len(row.rule.views) > 1:
                self.stage.say(
                    f"“{row.rule.name}” is of several filters: its licenses are only listed here.", "warning"
                )
                return
            self.dismiss(None)
            self._show(row.rule.views[0])
        elif row is not None:
            self.dismiss(None)
            self._go(row.license.id)

    def leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    @on(RowsTable.Activated)
    def activate(self) -> None:
        """A click on the selected row leads to its license."""
        self.perform("item")

    async def _look(self) -> None:
        try:
            while self._stale and self.is_attached:
                self._stale = False
                await self.read()
        finally:
            self._looking = False
