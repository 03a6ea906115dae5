"""The feature parameters of one license: all that its package has, and the one under the cursor in full."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.feature_counts import Tally, commonest
from lmo_tui.domain.feature_rules import why_not_feature
from lmo_tui.domain.features import FULL_ACCESS, Feature, FeatureAccess, FeatureContent, FeatureParameter
from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License
from lmo_tui.services.session import Connection
from lmo_tui.tui.actions.feature_sets import SetActions
from lmo_tui.tui.actions.features import of_version
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.actions.rollouts import rollout_action
from lmo_tui.tui.actions.switching import Switching, pending_word
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.features import feature_detail, feature_line, features_header, features_title, usual_words
from lmo_tui.tui.render.spans import Line
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.entry_pane import EntryPane
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.title_bar import TitleBar


class _Look:
    """How the list looks; a line depends on whose parameters they are."""

    def __init__(self, line: Callable[[Feature, int], Line]) -> None:
        self._line = line

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        return features_header(width)

    def line(self, place: int, row: Feature, width: int) -> Line:
        """One parameter."""
        del place
        return self._line(row, width)

    def key(self, row: Feature) -> str:
        """The id of the parameter."""
        return row.parameter.id


class FeaturesScreen(CommandScreen):
    """A list of parameters; `q` leads back to where one came from."""

    WHERE = Where.PARAMETERS
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.PARAMETERS)
    FOOTER = ("toggle", "value", "refresh", "return", "help")
    AUTO_FOCUS = "#parameters"

    def __init__(self, stage: Stage, license_: License) -> None:
        super().__init__(stage)
        self._license = license_
        self._tallies: Mapping[str, Tally] = {}
        """What licenses of the same package and version hold, once it is counted."""

    def compose(self) -> ComposeResult:
        """Who and where, whose, the list, the parameter, the keys."""
        yield OrgBar()
        yield TitleBar()
        yield RowsTable(_Look(self._line), self.follow, id="parameters")
        yield EntryPane(id="parameter")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and show what the store has; where it has nothing yet, the org is asked."""
        self.table: RowsTable[Feature] = self.query_one("#parameters", RowsTable)
        table = self.table
        self._switching = Switching(self.stage, lambda: self._license, lambda: table.cursor_row)
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            **self._switching.actions,
            **SetActions(self.stage, lambda: self._license).actions,
            "usual": lambda _: self._set_usual(),
            "rollout": rollout_action(
                self.stage,
                View,
                lambda: self._license,
                lambda: table.cursor_row.parameter if table.cursor_row else None,
            ),
            "refresh": lambda _: self.stage.work(self.refresh_values(aloud=True)),
            "return": lambda _: self.leave(),
        }
        self.features_changed()
        self.show_state()
        bench = self.stage.workbench
        unknown = bench.features.synced_at is None and bench.session.connection is Connection.ONLINE
        if unknown and not (bench.features.access and bench.features.access.missing):
            self.stage.work(self.refresh_values())

    @property
    def license(self) -> License:
        """The license whose parameters these are."""
        return self._license

    def context(self) -> Context:
        """What the guards look at."""
        return self._switching.context(super().context())

    @property
    def _access(self) -> FeatureAccess:
        return self.stage.workbench.features.access or FULL_ACCESS

    def features_changed(self) -> None:
        """Show what the store holds now, or why there is nothing."""
        features = self.stage.workbench.features
        found = features.of(self._license)
        notice = features.notice
        self.query_one(TitleBar).show(features_title(self._license, found))
        self.table.show(found, empty=notice or "Its package has no feature parameters.")
        self.stage.work(self._count([each.parameter for each in found if not each.parameter.is_metric]))

    async def refresh_values(self, *, aloud: bool = False) -> None:
        """Read them from the org; a refusal is shown."""
        await self.stage.workbench.features.refresh(self._license)
        if self.is_there:
            self.features_changed()
        if aloud:
            self.stage.say("Read from the org just now.")

    def follow(self, feature: Feature | None) -> None:
        """Show the parameter under the cursor in full, and which keys act on it."""
        self.query_one(HintsBar).show(self.hints())
        now = self.stage.workbench.clock()
        if feature is None:
            self.query_one(EntryPane).show("", ())
            return
        why_not = why_not_feature(self._license, feature.parameter, feature.value, self._access)
        usual = self._usual(feature)
        told = "" if usual is None else usual_words(*usual, self._license.version)
        lines = feature_detail(feature, self._license, now, self._access, why_not, told)
        self.query_one(EntryPane).show(feature.parameter.label, lines)

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, which keys act, and what is being saved."""
        bench = self.stage.workbench
        self.table.fill()
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one(HintsBar).show(self.hints())

    def licenses_changed(self, changed: Changed) -> None:
        """The license may be locked by now, or have another version."""
        ids = changed.license_ids
        if ids is None or any(same_id(each, self._license.id) for each in ids):
            self._license = self.stage.workbench.desk.get(self._license.id) or self._license
            self.features_changed()

    async def _count(self, parameters: Sequence[FeatureParameter]) -> None:
        matrix, view = self.stage.workbench.matrix, of_version(self._license)
        found = await matrix.tallies(view, parameters, lambda: self.is_there)
        if found is not None and self.is_there:
            self._tallies = found
            self.follow(self.table.cursor_row)

    def _usual(self, feature: Feature) -> tuple[Tally, FeatureContent] | None:
        """What most licenses of the package and version hold, where that is a value."""
        tally = self._tallies.get(feature.parameter.id)
        content = None if tally is None else commonest(tally, feature.parameter)
        return None if tally is None or content is None else (tally, content)

    def _set_usual(self) -> None:
        if (feature := self.table.cursor_row) is None:
            return
        if usual := self._usual(feature):
            self._switching.set(self._license, feature, usual[1])
        else:
            self.stage.say(f"No license of this version has a value of {feature.parameter.label}.", "warning")

    def leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def _line(self, feature: Feature, width: int) -> Line:
        pending = pending_word(self.stage, feature)
        return feature_line(feature, self._license, self.stage.workbench.clock(), width, self._access, pending)
