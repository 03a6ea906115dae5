"""What stands on a terminal in which nothing else can."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.roles import Role
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
        """One sentence."""
        yield Prose(
            sentence(f"lmo-tui needs {SMALLEST.width} columns and {SMALLEST.height} rows. q leaves.", Role.STRONG)
        )

    def action_leave(self) -> None:
        """Out."""
        self._stage.leave()
