"""How far one parameter is rolled out: a bar for each value in each group of licenses; Enter opens what is behind."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.features import FeatureParameter
from lmo_tui.domain.filters import FilterError, View, parse, spelled
from lmo_tui.domain.licenses import License
from lmo_tui.domain.rollouts import Bar
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.actions.rollouts import behind, open_behind
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.rollouts import BarLook, rollout_title
from lmo_tui.tui.render.spans import NOTHING, Span
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from collections.abc import Sequence


class RolloutScreen(CommandScreen):
    """A list of bars; `q` leads back to where one came from."""

    WHERE = Where.ROLLOUT
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.ROLLOUT)
    FOOTER = ("behind", "return", "help")
    AUTO_FOCUS = "#bars"

    def __init__(self, stage: Stage, view: View, parameter: FeatureParameter) -> None:
        super().__init__(stage)
        self._view = view
        self._parameter = parameter
        self._bars: Sequence[Bar] | None = None

    def compose(self) -> ComposeResult:
        """Who and where, which parameter, the bars, what Enter opens, the keys."""
        yield OrgBar()
        yield TitleBar(id="rollout")
        yield RowsTable(BarLook(), self.follow, id="bars")
        yield TitleBar(id="cell")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and count."""
        self.table: RowsTable[Bar] = self.query_one("#bars", RowsTable)
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            "behind": lambda _: self._open(),
            "return": lambda _: self.leave(),
        }
        self.table.show((), empty="Counting…")
        self.show_state()
        self.stage.work_before_keys(self._count())

    @property
    def license(self) -> License | None:
        """None: bars are of many."""
        return None

    def context(self) -> Context:
        """What the guards look at."""
        return self.stage.context(None)

    def follow(self, bar: Bar | None) -> None:
        """Say the filter that Enter opens."""
        line = NOTHING if bar is None else (Span(f" Enter lists: {spelled(bar.terms)}", Role.DIM),)
        self.query_one("#cell", TitleBar).show(line)

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, of what this is, and which keys act."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        total = None if self._bars is None else sum(bar.count for bar in self._bars if bar.facet is None)
        notice = bench.features.notice
        told = (Span(f" · {notice}", Role.WARNING),) if notice else ()
        self.query_one("#rollout", TitleBar).show((*rollout_title(self._parameter, total), *told))
        self.query_one(HintsBar).show(self.hints())

    def features_changed(self) -> None:
        """Count anew."""
        self.stage.work(self._count())

    def licenses_changed(self, changed: Changed) -> None:
        """Others may be of the view by now."""
        if changed.moved:
            self.stage.work(self._count())

    def leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def _open(self) -> None:
        if (bar := self.table.cursor_row) is None:
            return
        view = behind(self._view, bar)
        try:
            parse(view.filter)
        except FilterError:  # A name that no package could have given it.
            self.stage.say(f"No filter can name {self._parameter.full_name}.", "warning")
            return
        open_behind(self.stage, view)

    async def _count(self) -> None:
        bench = self.stage.workbench
        found = await bench.matrix.bars(self._view, self._parameter, lambda: self.is_there)
        if found is not None and self.is_there:
            self._bars = found
            self.table.show(found, empty="No license here is of a package with this parameter.")
            self.show_state()
