"""The views one has been in, and on which license the cursor was when one left."""

from lmo_tui.domain.filters import View

MOST = 50
"""Views that are remembered."""


class History:
    """A list with a present place in it; visiting forgets what lay ahead."""

    def __init__(self) -> None:
        self._visited: list[tuple[View, str | None]] = []
        self._place = -1

    @property
    def has_back(self) -> bool:
        """Whether something lies behind."""
        return self._place > 0

    @property
    def has_forward(self) -> bool:
        """Whether something lies ahead."""
        return self._place < len(self._visited) - 1

    def visit(self, view: View, license_id: str | None) -> None:
        """Come to a view; the same view again is no step."""
        if self._visited and self._visited[self._place][0] == view:
            return
        self._visited = [*self._visited[: self._place + 1], (view, license_id)][-MOST:]
        self._place = len(self._visited) - 1

    def leave(self, license_id: str | None) -> None:
        """Remember where the cursor was in the present view."""
        if self._visited:
            self._visited[self._place] = (self._visited[self._place][0], license_id)

    def back(self) -> tuple[View, str | None] | None:
        """One step back."""
        return self._step(-1)

    def forward(self) -> tuple[View, str | None] | None:
        """One step forward."""
        return self._step(1)

    def _step(self, step: int) -> tuple[View, str | None] | None:
        if not 0 <= self._place + step < len(self._visited):
            return None
        self._place += step
        return self._visited[self._place]
