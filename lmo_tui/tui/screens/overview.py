"""The overview: what the licenses of a view are, in figures of which every mark leads to its licenses."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.overview import Mark, opened
from lmo_tui.tui.actions.moving import FAR
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.commands import Where
from lmo_tui.tui.render.overview import mark_line, overview_title, terms_line
from lmo_tui.tui.render.spans import NOTHING
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.overview_marks import OverviewMarks
from lmo_tui.tui.widgets.title_bar import TitleBar


class OverviewScreen(CommandScreen):
    """A cursor on a mark; Enter shows its licenses on the desk, `q` leads back."""

    WHERE = Where.OVERVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.OVERVIEW)
    FOOTER = ("listed", "section", "close", "help")
    AUTO_FOCUS = "OverviewMarks"

    def __init__(self, stage: Stage, view: View, show: Callable[[View], None]) -> None:
        super().__init__(stage)
        self._view = view
        self._show = show
        self._total: int | None = None
        self._counting = False

    def compose(self) -> ComposeResult:
        """Who and where, of what, the figures, the mark, the keys."""
        yield OrgBar()
        yield TitleBar(id="scope")
        yield OverviewMarks(self.follow, partial(self.perform, "listed"), id="figures")
        yield TitleBar(id="mark")
        yield TitleBar(id="filter-behind")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together; show what is known, and count what is not."""
        self.marks = self.query_one(OverviewMarks)
        marks = self.marks
        steps: Mapping[str, Callable[[], None]] = {
            "down": lambda: marks.move(1),
            "up": lambda: marks.move(-1),
            "first": lambda: marks.move(0, -FAR),
            "last": lambda: marks.move(0, FAR),
            "pagedown": lambda: marks.move(marks.page_rows),
            "pageup": lambda: marks.move(-marks.page_rows),
            "rightward": lambda: marks.move(0, 1),
            "leftward": lambda: marks.move(0, -1),
            "section": lambda: marks.section(1),
            "earlier": lambda: marks.section(-1),
            "listed": self._open,
            "close": self.leave,
        }
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **{name: partial(_without_words, step) for name, step in steps.items()},
        }
        self.look()

    def look(self) -> None:
        """Show the figures if they are known; else those of before, if any, until they are counted."""
        overview = self.stage.workbench.overview
        if (found := overview.known(self._view)) is not None:
            self._total = found.total
            self.marks.show(found.figures, empty="This view holds no license.")
        elif not self._counting:
            if self._total is None:
                self.marks.show((), empty="Counting…")
            self._counting = True
            self.stage.work(self._count())
        self.show_state()

    def follow(self, mark: Mark | None) -> None:
        """Say the mark under the cursor, and the filter that finds its licenses."""
        told, terms = NOTHING, NOTHING
        if mark is not None:
            told, terms = mark_line(mark, self._total or 0), terms_line(mark, self._view.text)
        self.query_one("#mark", TitleBar).show(told)
        self.query_one("#filter-behind", TitleBar).show(terms)

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, how old the data is, and what this is an overview of."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one("#scope", TitleBar).show(overview_title(spoken_scope(self._view), self._total))
        self.query_one(HintsBar).show(self.hints())

    def licenses_changed(self, changed: Changed) -> None:
        """Other numbers, perhaps."""
        self.look()

    def leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    def _open(self) -> None:
        if mark := self.marks.mark:
            self.dismiss(None)
            self._show(opened(self._view, mark))
        else:
            self.stage.say("There is nothing to show yet.", "warning")

    async def _count(self) -> None:
        found = None
        try:
            found = await self.stage.workbench.overview.of(self._view, lambda: self.is_there)
        finally:
            self._counting = False
        if self.is_there and found is not None:
            self._total = found.total
            self.marks.show(found.figures, empty="This view holds no license.")
            self.show_state()


def spoken_scope(view: View) -> str:
    """The view in a few words: its tab or name, and the filter within it."""
    title = "all licenses" if not view.name and view.tab is Tab.ALL else view.title
    return f"{title}: {view.text}" if view.text else title


def _without_words(step: Callable[[], None], _: str) -> None:
    step()
