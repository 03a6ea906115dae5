"""When the details follow the cursor: at once, or, while a key is held, when it rests."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

HELD: Final = 0.1
"""Seconds between two moves below which a key is being held down."""
REST: Final = 0.06
"""Seconds of rest after which the details follow a held key: that saves most of the bytes."""


class Follower:
    """Calls `show` for moves of the cursor, not for each of them while they come quickly."""

    def __init__(self, owner: Widget, show: Callable[[], None]) -> None:
        self._owner = owner
        self._show = show
        self._moved = 0.0
        self._timer: Timer | None = None

    def moved(self) -> None:
        """The cursor is on another license."""
        now = monotonic()
        held, self._moved = now - self._moved < HELD, now
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if held:
            self._timer = self._owner.set_timer(REST, self.catch_up)
        else:
            self._show()

    def catch_up(self) -> None:
        """Show at last what the cursor has come to: the key is at rest, or another one acts on it."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._show()
