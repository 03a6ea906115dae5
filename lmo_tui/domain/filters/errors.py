"""A filter that means nothing, and where it stops to."""

from lmo_tui.domain.errors import BadEntryError


class FilterError(BadEntryError):
    """What was typed is no filter: where, why, and the nearest word that would be."""

    def __init__(self, headline: str, start: int, end: int, remedy: str = "") -> None:
        super().__init__(headline, remedy=remedy)
        self.understood = ""
        """The terms before the one that is wrong, as they were typed."""
        self.start = start
        """The first wrong character, from 0."""
        self.end = max(end, start + 1)
        """Behind the last one."""
