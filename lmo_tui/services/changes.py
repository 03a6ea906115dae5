"""How services tell whoever shows licenses that some changed."""

from collections.abc import Callable

from lmo_tui.domain.changed import Changed, Publish


class Changes:
    """A publisher that screens can join after the services were built."""

    def __init__(self) -> None:
        self._subscribers: list[Publish] = []

    def subscribe(self, subscriber: Publish) -> Callable[[], None]:
        """Call `subscriber` at every change from now on; the returned function ends it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def publish(self, changed: Changed) -> None:
        """Tell every subscriber."""
        for subscriber in tuple(self._subscribers):
            subscriber(changed)
