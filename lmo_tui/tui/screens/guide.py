"""One item of the checklist on the whole screen, with the guide that leads through it."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.checks.check import Check
from lmo_tui.domain.guides import GUIDES
from lmo_tui.tui.actions.moving import FAR
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.actions.setup import WATCHED, copy_link, link_of
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.setup import check_lines, guide_lines
from lmo_tui.tui.render.spans import NOTHING
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.scroll_pane import ScrollPane


class GuideScreen(CommandScreen):
    """Something to read; `q` leads back to the list."""

    WHERE = Where.GUIDE
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.GUIDE)
    FOOTER = ("return", "link", "pagedown", "help")
    AUTO_FOCUS = "ScrollPane"

    def __init__(self, stage: Stage, check: Check) -> None:
        super().__init__(stage)
        self._check = check

    def compose(self) -> ComposeResult:
        """Who and where, the text, the keys."""
        yield OrgBar()
        yield ScrollPane(id="whole")
        yield HintsBar()

    def on_mount(self) -> None:
        """Put the actions together, and show the text."""
        pane = self.query_one(ScrollPane)
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            "down": lambda _: pane.move(1),
            "up": lambda _: pane.move(-1),
            "pagedown": lambda _: pane.page(1),
            "pageup": lambda _: pane.page(-1),
            "first": lambda _: pane.move(-FAR),
            "last": lambda _: pane.move(FAR),
            "link": lambda _: copy_link(self.stage, self._check),
            "return": lambda _: self.leave(),
        }
        self.show_state()

    def context(self) -> Context:
        """What the guards look at."""
        return replace(super().context(), check=self._check, link=link_of(self.stage, self._check))

    @on(StateChanged)
    def show_state(self) -> None:
        """Show who we are, which keys act, and the item as it is known by now."""
        bench = self.stage.workbench
        check = self._check = next(each for each in bench.setup.checks if each.id == self._check.id)
        guide, watch = GUIDES.get(check.guide), bench.setup.watch
        watched = watch.said if watch and check.id == WATCHED else ""
        lines = check_lines(check, link_of(self.stage, check), watched, guided=False)
        more = (NOTHING, *guide_lines(guide)) if guide else ()
        self.query_one(ScrollPane).show(f"{check.step or ''} {check.title}".strip(), (*lines, *more))
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one(HintsBar).show(self.hints())

    def licenses_changed(self, changed: Changed) -> None:
        """Nothing here is of a license."""

    def leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)
