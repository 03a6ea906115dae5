"""The matrix: the licenses of a view that are of one package, by the parameters of that package."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.features import FULL_ACCESS, Feature, FeatureParameter
from lmo_tui.domain.licenses import License
from lmo_tui.services.desk import Listing
from lmo_tui.tui.actions.feature_sets import SetActions
from lmo_tui.tui.actions.features import open_features
from lmo_tui.tui.actions.moving import FAR
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.actions.rollouts import rollout_action
from lmo_tui.tui.actions.row_marks import RowMarks
from lmo_tui.tui.actions.switching import Switching, fill_column, pending_word
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.journal import words_looked_for
from lmo_tui.tui.render.matrix import cell_line
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Span
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.filter_line import FilterLine
from lmo_tui.tui.widgets.matrix_table import MatrixTable
from lmo_tui.tui.widgets.title_bar import TitleBar
from lmo_tui.tui.widgets.words_line import WordsLine

HINT: Final = "words of a parameter's name"


class MatrixScreen(CommandScreen):
    """A cursor on a cell; `q` leads back to the list."""

    WHERE = Where.MATRIX
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.MATRIX)
    FOOTER = ("toggle", "value", "filter", "params", "list", "help")
    AUTO_FOCUS = "MatrixTable"

    def __init__(self, stage: Stage, listing: Listing, license_: License, *, by_rows: bool = False) -> None:
        super().__init__(stage)
        self._listing = listing
        self._start = license_
        self._by_rows = by_rows
        self._all: tuple[FeatureParameter, ...] = ()
        self._words = ""

    def compose(self) -> ComposeResult:
        """Who and where, which package, the matrix, the cell, the keys."""
        yield OrgBar()
        yield TitleBar(id="package")
        window = self.stage.workbench.matrix.window
        yield MatrixTable(window, self.follow, by_rows=self._by_rows, id="matrix")
        yield TitleBar(id="cell")
        yield HintsBar()
        yield WordsLine(id="filter")

    def on_mount(self) -> None:
        """Put the actions together, show what is known, and order and count the rest in the background."""
        self.table = self.query_one(MatrixTable)
        self.line = self.query_one(WordsLine)
        self.line.placeholder, self.line.display = HINT, False
        table = self.table
        self.marks = RowMarks(table, self.show_state)
        self._switching = Switching(self.stage, lambda: self.license, lambda: table.cursor_feature)
        steps: Mapping[str, Callable[[], tuple[int, int]]] = {
            "down": lambda: (1, 0),
            "up": lambda: (-1, 0),
            "first": lambda: (-FAR, 0),
            "last": lambda: (FAR, 0),
            "pagedown": lambda: (table.page_rows, 0),
            "pageup": lambda: (-table.page_rows, 0),
            "rightward": lambda: (0, 1),
            "leftward": lambda: (0, -1),
        }
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **{each: partial(self._move, step) for each, step in steps.items()},
            **self._switching.actions,
            "params": lambda _: self._on_license(lambda each: open_features(self.stage, each)),
            "column": self._fill,
            **self.marks.actions,
            **SetActions(self.stage, lambda: self.license, lambda: self._listing.view, lambda: self.marks.ids).actions,
            "rollout": rollout_action(
                self.stage, lambda: self._listing.view, lambda: self.license, lambda: table.cursor_parameter
            ),
            "filter": self.filter,
            "list": lambda _: self.leave(),
        }
        self._all = tuple(self.stage.workbench.features.parameters(self._start.package_id))
        self.table.show_columns(self._all)
        self.table.show(self._listing, keep=self._start.id, empty=self._emptiness())
        self.show_state()
        self.stage.work(self._settle())

    @property
    def license(self) -> License | None:
        """The license under the cursor."""
        return self.table.cursor_license

    def context(self) -> Context:
        """What the guards look at."""
        return replace(self._switching.context(super().context()), marked=len(self.marks.ids))

    def follow(self, license_: License | None, feature: Feature | None) -> None:
        """Say the cell under the cursor in words."""
        line = NOTHING
        if license_ is not None and feature is not None:
            bench = self.stage.workbench
            access = bench.features.access or FULL_ACCESS
            line = cell_line(license_, feature, bench.clock(), pending_word(self.stage, feature), access)
        self.query_one("#cell", TitleBar).show(line)

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, which matrix this is, and which keys act."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        count = "" if self._listing.count is None else f"{self._listing.count:,} licenses by "
        title = (
            Span(f" Matrix of {self._start.package or 'a package'}", Role.STRONG),
            Span(f" · {count}{len(self._columns()):,} parameters", Role.DIM),
            *((Span(f" · {notice}", Role.WARNING),) if (notice := bench.features.notice) else ()),
        )
        self.query_one("#package", TitleBar).show(title, words_looked_for(self._words))
        self.follow(self.license, self.table.cursor_feature)
        self.query_one(HintsBar).show(self.hints())

    def features_changed(self) -> None:
        """Show what the store holds now."""
        self._all = tuple(self.stage.workbench.features.parameters(self._start.package_id))
        self.table.show_columns(self._columns())
        self.show_state()
        self.stage.work(self._count())

    def licenses_changed(self, changed: Changed) -> None:
        """Others may be of the view by now."""
        if changed.moved:
            self.stage.work(self._settle())

    def filter(self, text: str) -> None:
        """Narrow the columns by the words that were typed, or open the line to type them in."""
        if text:
            self._narrow(text)
            return
        self.line.begin(self._words)
        self._give_keys_to_line(on=True)

    @on(FilterLine.Edited)
    def narrow(self, event: FilterLine.Edited) -> None:
        """Every letter narrows."""
        if self.line.display:
            self._narrow(event.text)

    @on(FilterLine.Kept)
    def keep(self) -> None:
        """The words stay, and the matrix has the keys again."""
        self._give_keys_to_line(on=False)

    @on(FilterLine.Cleared)
    def clear(self) -> None:
        """All columns, and the matrix has the keys again."""
        self._narrow("")
        self.keep()

    def leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    def _columns(self) -> tuple[FeatureParameter, ...]:
        words = self._words.casefold().split()
        return tuple(each for each in self._all if all(word in _searched(each) for word in words))

    def _narrow(self, text: str) -> None:
        self._words = text
        self.table.show_columns(self._columns())
        self.show_state()

    async def _settle(self) -> None:
        self._listing = await self.stage.workbench.desk.settle(self._listing, lambda: self.is_there)
        if self.is_there:
            self.table.show(self._listing, empty=self._emptiness())
            self.show_state()
            await self._count()

    async def _count(self) -> None:
        found = await self.stage.workbench.matrix.tallies(self._listing.view, self._all, lambda: self.is_there)
        if self.is_there and found is not None:
            self.table.show_tallies(found)

    def _emptiness(self) -> str:
        return self.stage.workbench.features.notice or "Its package has no feature parameters."

    def _move(self, step: Callable[[], tuple[int, int]], _: str) -> None:
        self.table.move(*step())

    def _on_license(self, act: Callable[[License], None]) -> None:
        if license_ := self.license:
            act(license_)

    def _fill(self, typed: str) -> None:
        if feature := self.table.cursor_feature:
            fill_column(self.stage, self._listing.view, feature, typed, tuple(self.marks.ids))

    def _give_keys_to_line(self, *, on: bool) -> None:
        self.line.display = on
        self.query_one(HintsBar).display = not on
        (self.line if on else self.table).focus()


def _searched(parameter: FeatureParameter) -> str:
    return f"{parameter.name} {parameter.label}".casefold()
