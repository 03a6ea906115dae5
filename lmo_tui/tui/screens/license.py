"""One license on the whole screen."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions.copying import CopyActions
from lmo_tui.tui.actions.features import open_features
from lmo_tui.tui.actions.handing_over import HandoverActions
from lmo_tui.tui.actions.journal import open_journal
from lmo_tui.tui.actions.licenses import LicenseActions
from lmo_tui.tui.actions.moving import DetailMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.past import PastActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.commands import Where
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.details import acting, detail_of
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.detail_pane import DetailPane


class LicenseScreen(CommandScreen):
    """Everything about one license; `q` leads back to the same row of the list."""

    WHERE = Where.LICENSE
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.LICENSE)
    FOOTER = ("return", "status", "edit", "extend", "params", "modify", "go", "help")
    AUTO_FOCUS = "DetailPane"

    def __init__(self, stage: Stage, license_: License, go: Callable[[str], None], count: int | None) -> None:
        super().__init__(stage)
        self._license = license_
        self._go = go
        """Going elsewhere is the list's business."""
        self._count = count

    def compose(self) -> ComposeResult:
        """Who and where, the license, the keys."""
        yield OrgBar()
        yield DetailPane(id="whole")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and show the license."""
        self.actions = {
            **LicenseActions(self.stage, lambda: self._license).actions,
            **PastActions(self.stage, lambda: self._license).actions,
            **HandoverActions(self.stage, lambda: self._license).actions,
            **CopyActions(self.stage, lambda: self._license).actions,
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **DetailMoves(self.query_one(DetailPane)).actions,
            "return": lambda _: self.leave(),
            "go": self.go,
            "params": lambda _: open_features(self.stage, self._license),
            "journal": lambda words: open_journal(self.stage, self.go, words),
        }
        self.show()

    @property
    def license(self) -> License:
        """The license on the screen."""
        return self._license

    @on(StateChanged)
    def show(self) -> None:
        """Show the license, who we are, and which keys act."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, self._count))
        hints = self.hints()
        detail = detail_of(self.stage, self._license)
        pending = self.stage.saving.get(short_id(self._license.id))
        saving = (Hint("saving", "", pending),) if pending else ()
        self.query_one(DetailPane).show(detail, (*saving, *acting(hints, detail.verdict)))
        self.query_one(HintsBar).show(hints)

    def licenses_changed(self, changed: Changed) -> None:
        """Show what the store holds now; a license that is gone stays as it was last seen."""
        ids = changed.license_ids
        if ids is None or any(same_id(each, self._license.id) for each in ids):
            self._license = self.stage.workbench.desk.get(self._license.id) or self._license
            self.show()

    def leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    def go(self, name: str) -> None:
        """Leave, and let the list go there."""
        self.dismiss(None)
        self._go(name)
