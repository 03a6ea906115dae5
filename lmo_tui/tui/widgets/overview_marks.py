"""The overview as one long page: a cursor on a mark, sections in sight as a whole where there is room."""

from collections.abc import Callable, Sequence

from textual import events

from lmo_tui.domain.overview import Figure, Mark
from lmo_tui.tui.render.overview import Drawn, Place, draw, page, with_cursor
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Span, fit
from lmo_tui.tui.widgets.painted import Painted

_WHEEL = 3


class OverviewMarks(Painted, can_focus=True):
    """Draws figures; it has no keys of its own."""

    def __init__(
        self, follow: Callable[[Mark | None], None], opened: Callable[[], None], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._follow = follow
        self._opened = opened
        self._figures: Sequence[Figure] = ()
        self._empty = ""
        self._page = Drawn((), ())
        self._starts: list[int] = []
        """The line on which each figure begins."""
        self._at = 0
        self._top = 0

    def show(self, figures: Sequence[Figure], *, empty: str = "") -> None:
        """Show these; the cursor stays on the mark of the same name if there is one."""
        name = mark.name if (mark := self.mark) else None
        self._figures, self._empty = figures, empty
        self._lay_out()
        self._at = next((at for at, place in enumerate(self._page.places) if place.mark.name == name), 0)
        self._settle()

    @property
    def mark(self) -> Mark | None:
        """The mark under the cursor."""
        place = self._place
        return place.mark if place else None

    @property
    def page_rows(self) -> int:
        """Lines on the screen."""
        return max(self.size.height, 1)

    def move(self, rows: int, columns: int = 0) -> None:
        """To another mark: along the line, or to the nearest one some lines of marks away."""
        place, places = self._place, self._page.places
        if place is None:
            return
        if columns:
            self._at += columns
        elif rows:
            lines = sorted({each.line for each in places})
            wanted = lines[min(max(lines.index(place.line) + rows, 0), len(lines) - 1)]
            near = [(abs(each.start - place.start), at) for at, each in enumerate(places) if each.line == wanted]
            self._at = min(near)[1]
        self._settle()

    def section(self, steps: int) -> None:
        """To the first mark of another section; behind the last one comes the first."""
        if self._place is None:
            return
        firsts = [
            next((at for at, place in enumerate(self._page.places) if start <= place.line < end), None)
            for start, end in zip(self._starts, [*self._starts[1:], len(self._page.lines)], strict=True)
        ]
        known = [first for first in firsts if first is not None]
        here = max((place for place, first in enumerate(known) if first <= self._at), default=0)
        self._at = known[(here + steps) % len(known)]
        self._settle(to_section=True)

    def fill(self) -> None:
        """Lay out anew, with the cursor in sight."""
        self._lay_out()
        self._settle()

    def on_click(self, event: events.Click) -> None:
        """Select the mark; the one that is selected already is opened."""
        event.stop()
        found = (
            at
            for at, place in enumerate(self._page.places)
            if place.line == event.y + self._top and place.start <= event.x < place.end
        )
        at = next(found, None)
        if at is not None and at == self._at:
            self._opened()
        elif at is not None:
            self._at = at
            self._settle()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor down."""
        event.stop()
        self.move(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor up."""
        event.stop()
        self.move(-_WHEEL)

    @property
    def _place(self) -> Place | None:
        return self._page.places[self._at] if self._at < len(self._page.places) else None

    def _lay_out(self) -> None:
        if not self.size.width:
            return
        drawn = [draw(figure, self.size.width) for figure in self._figures]
        self._starts = []
        at = 0
        for each in drawn:
            self._starts.append(at)
            at += len(each.lines)
        self._page = page(drawn)

    def _settle(self, *, to_section: bool = False) -> None:
        self._at = min(max(self._at, 0), max(len(self._page.places) - 1, 0))
        self._scroll(to_section=to_section)
        self._draw()
        self._follow(self.mark)

    def _scroll(self, *, to_section: bool) -> None:
        place, height = self._place, self.size.height
        if place is None or not height:
            return
        start = max((each for each in self._starts if each <= place.line), default=0)
        end = min((each for each in self._starts if each > place.line), default=len(self._page.lines))
        if to_section or start < self._top or end - 1 > self._top + height:
            # The whole section where it fits, from its title on; else as much as leaves the cursor in sight.
            whole = end - start <= height + 1
            self._top = start if whole or to_section else min(max(self._top, place.line - height + 2), place.line - 1)
            if place.line >= self._top + height:
                self._top = place.line - height + 2
        self._top = max(min(self._top, len(self._page.lines) - height), 0)

    def _draw(self) -> None:
        width, height = self.size
        if not width:
            return
        place = self._place
        if place is None:
            self.paint([NOTHING, fit((Span(f" {self._empty}", Role.DIM),), width)])
            return
        lines = list(self._page.lines[self._top : self._top + height])
        at = place.line - self._top
        if 0 <= at < len(lines):
            lines[at] = with_cursor(lines[at], place)
        self.paint(lines)
