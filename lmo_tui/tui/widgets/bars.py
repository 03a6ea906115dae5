"""The one-line widgets round the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from lmo_tui.domain.filters import Tab
from lmo_tui.tui.render.bars import (
    Freshness,
    Hint,
    OrgFacts,
    Place,
    Writing,
    hints_line,
    name_at,
    org_line,
    tabs_line,
)
from lmo_tui.tui.render.spans import Line
from lmo_tui.tui.widgets.painted import Painted


class OrgBar(Painted):
    """Line 1: which org, who one is there, whether writing is open, how fresh the data is."""

    _facts: tuple[OrgFacts, Freshness] | None = None

    def show(self, org: OrgFacts, fresh: Freshness) -> None:
        """Say this; the whole line changes color while a timed unlock is running."""
        self._facts = (org, fresh)
        self.set_class(org.writing is Writing.OPEN and org.time_left is not None, "-writing")
        self._draw()

    def fill(self) -> None:
        """Say as much as the width allows."""
        self._draw()

    def _draw(self) -> None:
        if self._facts and self.size.width:
            self.paint((org_line(*self._facts, self.size.width),))


class TabsBar(Painted):
    """Line 2: the numbered views with their counts, and the filter."""

    @dataclass
    class Chosen(Message):
        """A view was clicked."""

        tab: Tab

    _facts: tuple[Mapping[Tab, int], Tab, str] | None = None
    _places: tuple[Place, ...] = ()

    def show(self, counts: Mapping[Tab, int], current: Tab, filter_text: str = "") -> None:
        """Show the views, the one that is open, and what it is filtered by."""
        self._facts = (counts, current, filter_text)
        self._draw()

    def fill(self) -> None:
        """Name the views if there is room for all."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Ask for the view under the mouse."""
        event.stop()
        if name := name_at(self._places, event.x):
            self.post_message(self.Chosen(Tab(name)))

    def _draw(self) -> None:
        if self._facts and self.size.width:
            line, self._places = tabs_line(*self._facts, self.size.width)
            self.paint((line,))


class HintsBar(Painted):
    """The last line: the keys that do something here."""

    @dataclass
    class Pressed(Message):
        """A hint was clicked."""

        name: str

    _hints: tuple[Hint, ...] = ()
    _places: tuple[Place, ...] = ()

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these keys; those that are not available here are dim."""
        self._hints = tuple(hints)
        self._draw()

    def lines_of(self, hints: Sequence[Hint]) -> Sequence[Line]:
        """What it looks like when it shows these keys."""
        return (hints_line(hints, self.size.width)[0],)

    def fill(self) -> None:
        """Show as many as there is room for."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Tell which hint is under the mouse."""
        event.stop()
        if name := name_at(self._places, event.x):
            self.post_message(self.Pressed(name))

    def _draw(self) -> None:
        if self.size.width:
            line, self._places = hints_line(self._hints, self.size.width)
            self.paint((line,))
