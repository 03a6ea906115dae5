"""Lines to read below a rule, wrapped at the width there is, and scrolled where they are more than fit."""

from lmo_tui.tui.dialogs.prose import wrapped
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit, joined
from lmo_tui.tui.widgets.painted import Painted


class ScrollPane(Painted, can_focus=True):
    """Shows text; says in its rule how much more there is."""

    _title = ""
    _told: tuple[Line, ...] = ()
    _top = 0

    def show(self, title: str, lines: tuple[Line, ...]) -> None:
        """Show this; from its first line on if it is about something else."""
        if title != self._title:
            self._top = 0
        self._title, self._told = title, lines
        self.fill()

    def move(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._top += lines
        self.fill()

    def page(self, pages: int) -> None:
        """Scroll by whole heights."""
        self.move(pages * max(self.size.height - 2, 1))

    def fill(self) -> None:
        """Lay it out in the room there is."""
        width, room = self.size.width, max(self.size.height - 1, 0)
        if not width:
            return
        lines = [piece for line in self._told for piece in (wrapped(line, width - 1) if line else ((),))]
        self._top = min(max(self._top, 0), max(len(lines) - room, 0))
        below = len(lines) - room - self._top
        title = f" {self._title} " if self._title else ""
        more = f" {'↑' if self._top else ' '}{'↓' if below > 0 else ' '} {max(below, 0)} more lines "
        more = more if self._top or below > 0 else ""
        rest = max(width - 1 - cells(title) - cells(more), 0)
        rule = (
            Span("─", Role.RULE),
            Span(title, Role.STRONG),
            Span("─" * rest, Role.RULE),
            Span(more, Role.DIM),
        )
        shown = lines[self._top : self._top + room]
        self.paint((fit(rule, width), *(joined((Span(" "), *line)) for line in shown)))
