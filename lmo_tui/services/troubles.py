"""What went wrong beside what was asked for, until somebody is told."""

from collections import deque

from lmo_tui.domain.errors import LmoError


class Troubles:
    """Any thread may add to it; whoever takes from it tells the person."""

    def __init__(self) -> None:
        self._waiting: deque[LmoError] = deque()

    def add(self, error: LmoError) -> None:
        """Let the person be told of it."""
        self._waiting.append(error)

    def take(self) -> list[LmoError]:
        """What nobody was told of yet."""
        return [self._waiting.popleft() for _ in range(len(self._waiting))]
