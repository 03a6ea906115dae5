"""The line over a list: what it holds, and at the right what is said beside it."""

from lmo_tui.tui.render.spans import NOTHING, Line, beside
from lmo_tui.tui.widgets.painted import Painted


class TitleBar(Painted):
    """Line 2 of the screens that are not the desk."""

    _facts: tuple[Line, Line] | None = None

    def show(self, title: Line, beside_it: Line = NOTHING) -> None:
        """Say this."""
        self._facts = (title, beside_it)
        self.fill()

    def fill(self) -> None:
        """Say as much as the width allows."""
        if self._facts and self.size.width:
            self.paint((beside(*self._facts, self.size.width),))
