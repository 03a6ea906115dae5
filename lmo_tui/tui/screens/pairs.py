"""In which parameters two licenses differ, or a license from a feature set."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.feature_sets import FeatureSet, Pair, compared, compared_with_set
from lmo_tui.domain.features import FULL_ACCESS
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions.feature_sets import give_set
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.commands import Where
from lmo_tui.tui.render.pairs import PairLook, pair_words, pairs_title
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Span
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.title_bar import TitleBar


class PairsScreen(CommandScreen):
    """A list of parameters with two values each; `q` leads back."""

    WHERE = Where.PAIRS
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.PAIRS)
    FOOTER = ("same", "give", "return", "help")
    AUTO_FOCUS = "#pairs"

    def __init__(self, stage: Stage, one: License, other: License | FeatureSet) -> None:
        super().__init__(stage)
        self._one = one
        self._other = other
        self._everything = False

    def compose(self) -> ComposeResult:
        """Who and where, what is compared, the parameters, the one under the cursor, the keys."""
        yield OrgBar()
        yield TitleBar(id="sides")
        yield RowsTable(PairLook(self._one.name, self._other.name), self.follow, id="pairs")
        yield TitleBar(id="cell")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and show what the store has."""
        self.table: RowsTable[Pair] = self.query_one("#pairs", RowsTable)
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            "same": lambda _: self._turn(),
            "give": self._give,
            "return": lambda _: self.leave(),
        }
        self.features_changed()

    @property
    def license(self) -> License | None:
        """The first of the two."""
        return self._one

    def follow(self, pair: Pair | None) -> None:
        """Say the parameter under the cursor in words."""
        self.query_one("#cell", TitleBar).show(NOTHING if pair is None else pair_words(pair))

    @on(StateChanged)
    def features_changed(self) -> None:
        """Show what the store holds now."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one(HintsBar).show(self.hints())
        try:
            pairs = self._pairs()
        except BadEntryError as error:  # An upgrade of the program does not do that, but another package may come.
            self.query_one("#sides", TitleBar).show((Span(f" {error}", Role.WARNING),))
            return
        shown = [each for each in pairs if self._everything or each.differs]
        differing = sum(each.differs for each in pairs)
        title = pairs_title(self._one.name, self._other.name, differing, len(pairs), everything=self._everything)
        self.query_one("#sides", TitleBar).show(title)
        notice = bench.features.notice
        self.table.show(shown, empty=notice or ("No parameter differs." if pairs else "There are no parameters."))

    def licenses_changed(self, changed: Changed) -> None:
        """One may be locked by now, or have another version."""
        del changed
        desk = self.stage.workbench.desk
        self._one = desk.get(self._one.id) or self._one
        if isinstance(self._other, License):
            self._other = desk.get(self._other.id) or self._other
        self.features_changed()

    def leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def _pairs(self) -> Sequence[Pair]:
        features = self.stage.workbench.features
        if isinstance(self._other, License):
            return compared(self._one, features.of(self._one), self._other, features.of(self._other))
        return compared_with_set(self._one, features.of(self._one), self._other, features.access or FULL_ACCESS)

    def _turn(self) -> None:
        self._everything = not self._everything
        self.features_changed()

    def _give(self, name: str) -> None:
        known = self._other.name if isinstance(self._other, FeatureSet) else ""
        give_set(self.stage, lambda: [self._one], name or known)
