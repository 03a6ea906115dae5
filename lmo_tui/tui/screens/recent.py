"""Which licenses changed a moment ago, so that their rows can say so for a while."""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Final

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.ports import Clock

MARKED: Final = timedelta(seconds=30)
"""How long a row says that it changed."""


class Recent:
    """The 15-character ids of licenses that changed within the last half minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, datetime] = {}

    @property
    def ids(self) -> Set[str]:
        """Those that are marked."""
        return self._until.keys()

    def note(self, changed: Changed) -> None:
        """Mark what changed; a load of everything tells of no license in particular."""
        if changed.license_ids is not None and changed.moved:
            until = self._clock() + MARKED
            self._until |= {short_id(each): until for each in changed.license_ids}

    def fade(self) -> bool:
        """Take the marks away whose time has come; whether there were any."""
        if not self._until:
            return False
        now = self._clock()
        left = {key: until for key, until in self._until.items() if until > now}
        faded, self._until = len(left) < len(self._until), left
        return faded
