"""Saved views: opening them, keeping the present one under a name, and how many licenses each holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import SavedView, View
from lmo_tui.domain.filters.saved import kept
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.commands import Command
from lmo_tui.tui.commands.command import Group
from lmo_tui.tui.render.tabs import SavedTab
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from datetime import date

    from lmo_tui.tui.actions.views import Views
    from lmo_tui.tui.dialogs.views import ViewsDialog

KEYS: Final = ("eighth", "ninth")
"""The commands of the first own views: their keys come after those of the tabs that are always there."""


class Saved:
    """The views that have a name."""

    def __init__(self, stage: Stage, views: "Views") -> None:
        self._stage = stage
        self._views = views
        self._service = stage.workbench.views
        self.counts: Mapping[str, int] = {}
        """How many licenses each holds, as far as they were counted."""
        self._day: date | None = None
        """When they were counted; None when they must be counted again."""

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "view": self.open,
            "save": self.keep,
            "forget": self.forget,
            **{name: partial(self._open_own, place) for place, name in enumerate(KEYS)},
        }

    @property
    def tabs(self) -> Sequence[SavedTab]:
        """A person's own views, and the one that is open."""
        return [SavedTab(name, self.counts.get(name)) for name in self._service.tabs(self._views.view)]

    @property
    def commands(self) -> Sequence[Command]:
        """The views as commands, for the palette."""
        return [
            Command(f"view {view.name}", (), view.name, f"View: {_help(view)}", Group.FIND)
            for view in self._service.known
        ]

    def open(self, name: str) -> None:
        """Show the view that is named, by the filter that is typed; without a name, ask."""
        if name:
            try:
                self._show(self._service.find(name))
            except BadEntryError as error:
                self._stage.say(str(error), "warning")
            return
        from lmo_tui.tui.dialogs.views import ViewsDialog

        dialog = ViewsDialog(self._service.own, self._service.known, self._views.view.name, self.counts)
        self._stage.ask(dialog, self.open)
        self._stage.work(self._count_for(dialog))

    def keep(self, name: str) -> None:
        """Keep filter and sort under a name; without one, that of the own view one is in, or ask."""
        here = self._views.view
        if not name and not (here.name and self._service.is_own(here.name)):
            from lmo_tui.tui.dialogs.views import NameDialog

            self._stage.ask(NameDialog(here), self.keep)
            return
        try:
            view = kept(here, name or here.name)._replace(columns=self._service.own_columns(here.name))
        except BadEntryError as error:
            self._stage.say(str(error), "warning")
        else:
            self._stage.work_before_keys(self._keep(view))

    def forget(self, name: str) -> None:
        """Drop an own view; its licenses stay on the screen."""
        self._stage.work_before_keys(self._forget(name or self._views.view.name))

    def stale(self) -> None:
        """Licenses changed: what was counted counts no more."""
        self._day = None

    async def count(self) -> None:
        """Count what the tabs show, if it was not counted since something changed."""
        names = [tab.name for tab in self.tabs]
        today = self._stage.workbench.desk.today()
        if names and (self._day != today or not self.counts.keys() >= set(names)):
            self._day = today
            await self._count([view for view in self._service.known if view.name in names])

    async def _count(self, views: Sequence[SavedView]) -> None:
        found = await self._stage.workbench.desk.view_counts([View(base=view.filter) for view in views])
        self.counts = {**self.counts, **{view.name: number for view, number in zip(views, found, strict=True)}}

    async def _count_for(self, dialog: "ViewsDialog") -> None:
        await self._count(self._service.known)
        dialog.show_counts(self.counts)

    def _open_own(self, place: int, _: str) -> None:
        self._show(self._service.own[place])

    def _show(self, view: SavedView) -> None:
        self._views.open(view.opened(self._views.view.text))

    async def _keep(self, view: SavedView) -> None:
        await self._service.keep(view)
        self.stale()
        self._views.open(view.opened())
        place = [own.name for own in self._service.own].index(view.name)
        where = f"{8 + place} opens it" if place < len(KEYS) else f":view {view.name} opens it"
        self._stage.say(f"Kept as “{view.name}”: {_help(view)}. {where}.")

    async def _forget(self, name: str) -> None:
        view = await self._service.forget(name)
        here = self._views.view
        if here.name == view.name:
            self._views.open(replace(here, name="", base="", text=here.filter))
        self._views.shown()
        self._stage.say(f"Forgot “{view.name}”: {_help(view)}.")


def _help(view: SavedView) -> str:
    return view.help or view.filter or "every license"
