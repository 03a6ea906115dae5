"""The timeline of one license: all that is known to have happened to it, and the event under the cursor in full."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.past import timeline_note
from lmo_tui.domain.timeline import Event, Timeline
from lmo_tui.tui.actions.handing_over import HandoverActions
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.past import PastActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.commands import Where
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Span
from lmo_tui.tui.render.timeline import EventLook, event_detail, timeline_title
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.entry_pane import EntryPane
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.title_bar import TitleBar


class TimelineScreen(CommandScreen):
    """A list of events, newest first; `q` leads back to where one came from."""

    WHERE = Where.TIMELINE
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.TIMELINE)
    FOOTER = ("asof", "handover", "refresh", "return", "help")
    AUTO_FOCUS = "#events"

    def __init__(self, stage: Stage, license_: License) -> None:
        super().__init__(stage)
        self._license = license_
        self._told: Timeline | None = None

    def compose(self) -> ComposeResult:
        """Who and where, whose past, the list, the event, the keys."""
        yield OrgBar()
        yield TitleBar()
        yield RowsTable(EventLook(), self.follow, id="events")
        yield EntryPane(id="event")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and ask for the history: the screen waits for nobody."""
        self.table: RowsTable[Event] = self.query_one("#events", RowsTable)
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            **HandoverActions(self.stage, lambda: self._license).actions,
            "asof": PastActions(self.stage, lambda: self._license).as_of,
            "refresh": lambda _: self.stage.work(self.read(aloud=True)),
            "return": lambda _: self.leave(),
        }
        self.query_one(TitleBar).show((Span(f" Timeline of {self._license.name}", Role.STRONG),))
        self.table.show((), empty="Reading its history from the org…")
        self.show_state()
        self.stage.work(self.read())

    @property
    def license(self) -> License:
        """The license whose past this is."""
        return self._license

    async def read(self, *, aloud: bool = False) -> None:
        """Ask the org and the journal."""
        told = await self.stage.workbench.history.timeline(self._license)
        if not self.is_attached:
            return
        self._told = told
        self.query_one(TitleBar).show(timeline_title(told))
        self.table.show(told.events, empty=timeline_note(told) or "Nothing is known to have happened to it.")
        self.follow(self.table.cursor_row)
        if aloud:
            self.stage.say("Its history was read from the org just now." if told.rows is not None else told.why_partial)

    def follow(self, event: Event | None) -> None:
        """Show the event under the cursor, and what the license was when it was over."""
        told = self._told
        lines = event_detail(told, event, self.stage.workbench.clock()) if told else ()
        self.query_one(EntryPane).show(event.label or str(event.what) if event else "", lines)

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, and which keys act."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one(HintsBar).show(self.hints())

    def licenses_changed(self, changed: Changed) -> None:
        """Something happened to it: read once more."""
        ids = changed.license_ids
        held = self.stage.workbench.desk.get(self._license.id)
        if held is not None and held != self._license and (ids is None or any(same_id(i, held.id) for i in ids)):
            self._license = held
            self.stage.work(self.read())

    def leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
