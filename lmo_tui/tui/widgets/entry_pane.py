"""One entry of the journal in full, below the list."""

from lmo_tui.tui.dialogs.prose import wrapped
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit, joined
from lmo_tui.tui.widgets.painted import Painted


class EntryPane(Painted):
    """A rule with a title, and the lines of the entry as wide as there is room."""

    _title = ""
    _lines_told: tuple[Line, ...] = ()

    def show(self, title: str, lines: tuple[Line, ...]) -> None:
        """Show this."""
        self._title, self._lines_told = title, lines
        self.fill()

    def fill(self) -> None:
        """Wrap what is too wide."""
        width = self.size.width
        if not width:
            return
        title = f" {self._title} " if self._title else ""
        rule = (Span("─", Role.RULE), Span(title, Role.STRONG), Span("─" * max(width - 1 - cells(title), 0), Role.RULE))
        told = (piece for line in self._lines_told for piece in wrapped(line, width - 1))
        self.paint((fit(rule, width), *(joined((Span(" "), *piece)) for piece in told)))
