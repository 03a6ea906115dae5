"""What stands on a terminal in which nothing else can."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line
from lmo_tui.tui.stage import Stage

SMALLEST: Final = Size(60, 15)
"""Columns and rows below which nothing can be shown in earnest."""


def is_too_small(size: Size) -> bool:
    """Whether the desk does not fit."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class TooSmallScreen(Screen[None], inherit_bindings=False):
    """Covers everything, so that no key acts unseen; what is below keeps its state."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "leave", show=False)]

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage

    def compose(self) -> ComposeResult:
        """How large it must be, how large it is, and the way out."""
        yield Prose(*self._card())

    def on_resize(self) -> None:
        """Tell the present size."""
        self.query_one(Prose).say(*self._card())

    def _card(self) -> tuple[Line, Line]:
        needed = f"lmo-tui needs {SMALLEST.width} columns and {SMALLEST.height} rows."
        width, height = self.app.size
        return sentence(needed, Role.STRONG), sentence(f"Here are {width} and {height}. q leaves.")

    def action_leave(self) -> None:
        """Out."""
        self._stage.leave()
