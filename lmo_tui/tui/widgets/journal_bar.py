"""The line over the journal: how many changes, and which words they were looked for by."""

from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, beside
from lmo_tui.tui.widgets.painted import Painted


class JournalBar(Painted):
    """Line 2 of the journal."""

    _facts: tuple[Line, str] | None = None

    def show(self, title: Line, words: str) -> None:
        """Say this."""
        self._facts = (title, words)
        self.fill()

    def fill(self) -> None:
        """Say as much as the width allows."""
        if self._facts and self.size.width:
            title, words = self._facts
            shown = (Span("/", Role.KEY), Span(f"{words} ", Role.ACCENT)) if words else NOTHING
            self.paint((beside(title, shown, self.size.width),))
