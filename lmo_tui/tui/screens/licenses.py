"""The desk: every license of the org, and the one under the cursor in detail."""

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.filters import Tab, parse
from lmo_tui.domain.filters.match import asks_of_parameters
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions.copying import CopyActions
from lmo_tui.tui.actions.feature_sets import SetActions
from lmo_tui.tui.actions.features import LEISURE, ready_matrix
from lmo_tui.tui.actions.filtering import Filtering, Lines
from lmo_tui.tui.actions.going import Going
from lmo_tui.tui.actions.handing_over import HandoverActions
from lmo_tui.tui.actions.inbox import open_inbox
from lmo_tui.tui.actions.journal import open_journal
from lmo_tui.tui.actions.licenses import LicenseActions
from lmo_tui.tui.actions.many import ManyActions
from lmo_tui.tui.actions.marking import Marking
from lmo_tui.tui.actions.moving import DetailMoves, TableMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.overview import open_overview
from lmo_tui.tui.actions.past import PastActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.actions.rollouts import rollout_action
from lmo_tui.tui.actions.views import Views
from lmo_tui.tui.commands import COMMANDS, Context, Group, Where
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.details import acting, detail_of
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.screens.following import Follower
from lmo_tui.tui.screens.leaving import Leaving
from lmo_tui.tui.screens.recent import Recent
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar, TabsBar
from lmo_tui.tui.widgets.detail_pane import DetailPane
from lmo_tui.tui.widgets.filter_line import FilterFoot, FilterLine, FilterNote
from lmo_tui.tui.widgets.license_table import LicenseTable

MOVES: Final = frozenset({"down", "up", "pagedown", "pageup", "first", "last"})


class Uncovered(Container):
    """Holds widgets that leave nothing of it to be seen: it need not be drawn."""

    BLANK = True


class LicensesScreen(CommandScreen):
    """Opens on what the store has, and follows it from there."""

    BLANK = True

    WHERE = Where.DESK
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.DESK)
    FOOTER = ("filter", "status", "edit", "extend", "sort", "go", "modify", "help")
    AUTO_FOCUS = "LicenseTable"

    def __init__(self, stage: Stage, start: str | None = None, *, by_rows: bool = False) -> None:
        super().__init__(stage)
        self._start = start
        self._by_rows = by_rows
        self.recent = Recent(stage.workbench.clock)
        self._seconds = 0
        self._opened = False

    def compose(self) -> ComposeResult:
        """Who and where, which view, the list, the license, the keys."""
        yield OrgBar()
        yield TabsBar()
        with Uncovered(id="desk"):
            today = self.stage.workbench.desk.today
            yield LicenseTable(today, follow=self.follow, by_rows=self._by_rows, id="licenses")
            yield DetailPane(id="detail")
        yield HintsBar()
        yield FilterFoot()
        yield FilterNote()

    def on_mount(self) -> None:
        """Show what the store has; everything else follows the first paint."""
        self.table = self.query_one(LicenseTable)
        self.pane = self.query_one("#detail", DetailPane)
        self.views = Views(self.stage, self.table, self.show_bars)
        self.org = OrgActions(self.stage)
        lines = Lines(self.query_one(HintsBar), self.query_one(FilterFoot), self.query_one(FilterNote))
        self.filtering = Filtering(self.stage, self.views, lines, self.table)
        self.going = Going(self.stage, self.views, lambda: self.license)
        self.follower = Follower(self, self.show_license)
        self.marking = Marking(self.stage, self.views, self.table, self.show_bars)
        many = ManyActions(self.stage, self.marking)
        self._moves = (TableMoves(self.table, self.views).actions, DetailMoves(self.pane).actions)
        self.actions = {
            **self.views.actions,
            **many.over(LicenseActions(self.stage, lambda: self.license).actions),
            **many.actions,
            **PastActions(self.stage, lambda: self.license).actions,
            **HandoverActions(self.stage, lambda: self.license).actions,
            **CopyActions(self.stage, lambda: self.license, lambda: self.marking.ids).actions,
            **self.marking.actions,
            **self.org.actions,
            **self.filtering.actions,
            **self.going.actions,
            **ProgramActions(self, self.leave, lambda: self.views.saved.commands).actions,
            **{each: partial(self.move, each) for each in MOVES},
            "matrix": lambda _: self.going.compare(by_rows=self._by_rows),
            **SetActions(self.stage, lambda: self.license, lambda: self.views.view, lambda: self.marking.ids).actions,
            "rollout": rollout_action(self.stage, lambda: self.views.view, lambda: self.license, lambda: None),
            "journal": lambda words: open_journal(self.stage, self.going.go, words),
            "overview": lambda _: open_overview(self.stage, self.views.view, self.views.open),
            "inbox": lambda _: open_inbox(self.stage, self.going.go, self.views.open),
            "pane": lambda _: self.change_pane(),
        }
        self.leaving = Leaving(self)
        self.stage.before_leaving = self.leaving.last
        self.views.start(self.stage.workbench.views.again(self.stage.workbench.bookmarks.last()))
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """The first paint is out: order the list, then turn to the org."""
        self.stage.tell_troubles()
        self.views.order()
        self.stage.work(self.org.freshen())
        self.set_interval(1.0, self.tick)
        self.set_timer(LEISURE, lambda: self.stage.work(ready_matrix()))
        if problems := self.stage.workbench.views.settings.problems:
            self.stage.say("\n".join(problem.told for problem in problems[:3]), "warning")
        if self._start:
            self.going.go(self._start)

    @property
    def license(self) -> License | None:
        """The license under the cursor."""
        return self.table.cursor_license

    def context(self) -> Context:
        """What the guards look at; the list adds what only it knows."""
        known = self.stage.context(self.license)
        return replace(
            known,
            filtered=bool(self.views.view.text),
            has_back=self.views.history.has_back,
            has_forward=self.views.history.has_forward,
            own_views=len(self.stage.workbench.views.own),
            marked=self.marking.count,
        )

    def perform(self, command_id: str, argument: str = "") -> None:
        """Act on the license under the cursor only once it is certain which one that is; on anything else at once."""
        act = partial(super().perform, command_id, argument)
        if command_id in MOVES:
            act()  # Moves see to it themselves.
            return
        self.follower.catch_up()
        if COMMANDS[command_id].group in {Group.LICENSE, Group.MANY, Group.MOVE} or command_id in {"go", "find"}:
            self.views.sure.when_sure(act)
        else:
            self.views.sure.at_once(act)

    @on(StateChanged)
    def show_state(self) -> None:
        """Show what goes on: with the org, with changes, in a list that is empty, and which keys act on the license."""
        self.views.explain()
        self.show_bars()
        self.show_license()

    def show_bars(self) -> None:
        """Show who we are, which view this is, and which keys act."""
        bench, view = self.stage.workbench, self.views.view
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, self.views.counts.get(Tab.ALL)))
        self.query_one(TabsBar).show(self.views.counts, view.title, view.text, self.views.saved.tabs)
        self.query_one(HintsBar).show(self.hints())
        self.filtering.show_count()
        self.table.mark(self.stage.pending, self.recent.ids, self.marking.ids)

    def follow(self, _: License | None) -> None:
        """The details follow the cursor, in the same frame where they can."""
        self.follower.moved()

    def show_license(self) -> None:
        """Show the license under the cursor, and which keys act on it."""
        hints = self.hints()
        self.query_one(HintsBar).show(hints)
        if not self.pane.display:
            return
        license_ = self.license
        if license_ is None:
            self.pane.show(None, empty="No license is selected.")
        else:
            detail = detail_of(self.stage, license_)
            self.pane.show(detail, acting(hints, detail.verdict))

    def licenses_changed(self, changed: Changed) -> None:
        """Show what the store holds now; the cursor stays on its license."""
        self.recent.note(changed)
        self.table.mark(self.stage.pending, self.recent.ids, self.marking.ids)
        self.views.freshen(changed.license_ids)
        self.show_license()

    def features_changed(self) -> None:
        """Others may be of the view by now, where a parameter decides."""
        if asks_of_parameters(parse(self.views.view.filter)):
            self.views.freshen(None)

    def tick(self) -> None:
        """Let ages and the time that is left move on: every second only while one waits for it, for bytes cost."""
        if self.stage.gone:
            return
        bench = self.stage.workbench
        if self.stage.tell_troubles() or bench.shelf.failing:
            self.views.freshen(None)  # What could not be read may be there again, or something else in its place.
        self.org.look()
        self.leaving.look()
        facts, fresh = org_facts(bench), freshness(bench, self.views.counts.get(Tab.ALL))
        self._seconds += 1
        if (facts.time_left is not None) is not self._opened:  # The time is over: every screen, and the title, says so.
            self._opened = not self._opened
            self.stage.changed()
        waited_for = facts.time_left is not None or fresh.loading is not None or fresh.connecting
        if self.recent.fade() or waited_for or self._seconds % 10 == 0:
            self.show_bars()

    def on_resize(self, event: events.Resize) -> None:
        """Put the details below the list, beside it, or on a screen of their own."""
        width, height = event.size
        self.set_class(width >= 160 and height >= 20, "-beside")
        self.set_class(100 <= width < 160 and height >= 30, "-below")
        self.call_after_refresh(self.show_license)

    @on(FilterLine.Edited)
    def narrow(self, event: FilterLine.Edited) -> None:
        """Every letter narrows."""
        self.filtering.narrow(event.text)

    @on(FilterLine.Kept)
    def keep(self, event: FilterLine.Kept) -> None:
        """The list has the keys again."""
        self.filtering.keep(event.text)

    @on(FilterLine.Cleared)
    def clear(self) -> None:
        """No filter, and the list has the keys again."""
        self.filtering.clear()

    def move(self, how: str, _: str = "") -> None:
        """In the list, or in the details if they have the keys."""
        self._moves[self.pane.has_focus][how]("")

    def change_pane(self) -> None:
        """Give the keys to the list or to the details."""
        if self.pane.display:
            (self.table if self.pane.has_focus else self.pane).focus()
        else:
            self.going.open()

    def leave(self) -> None:
        """From the details to the list, from the list out."""
        if self.pane.has_focus:
            self.table.focus()
        else:
            self.stage.leave()

    @on(LicenseTable.Activated)
    def activate(self) -> None:
        """A click on the selected row opens it."""
        self.perform("open")

    @on(LicenseTable.SortAsked)
    def sort(self, event: LicenseTable.SortAsked) -> None:
        """A click on a title sorts."""
        self.perform("sort", event.column)

    @on(TabsBar.Chosen)
    @on(TabsBar.SavedChosen)
    def turn(self, event: TabsBar.Chosen | TabsBar.SavedChosen) -> None:
        """A click on a tab or a saved view opens it."""
        if isinstance(event, TabsBar.Chosen):
            self.perform(event.tab.casefold())
        else:
            self.perform("view", event.name)
