"""The first lock on writing: production and unknown orgs open for a while, --read-only never."""

from datetime import datetime, timedelta
from typing import Final

from lmo_tui.domain.orgs import STARTS_READ_ONLY, OrgClass
from lmo_tui.domain.ports import Clock

UNLOCK_FOR: Final = timedelta(minutes=15)
"""How long an org stays open for writing after an unlock."""

_KINDS: Final = {OrgClass.PRODUCTION: "is a production org", OrgClass.UNKNOWN: "may be a production org"}


class WriteGate:
    """Says whether this run may write to this org now; the transport asks it too, as the second lock."""

    def __init__(
        self, org_class: OrgClass, *, read_only: bool, clock: Clock, alias: str = "This org", blocked: str = ""
    ) -> None:
        self.org_class = org_class
        self.read_only = read_only
        self.blocked = blocked
        """Why nothing may be written here whatever one presses; empty if nothing is wrong."""
        self._clock = clock
        self._alias = alias
        self._opened: datetime | None = None

    def why_not(self) -> str | None:
        """Why nothing can be written now, with what to press; None when writing is open."""
        if reason := self.why_not_unlock():
            return reason
        if self.is_open():
            return None
        kind = _KINDS.get(self.org_class, "starts read-only")
        return f"{self._alias} {kind}: press U to open it for writing."

    def is_open(self) -> bool:
        """Whether writing is open now."""
        if self.read_only or self.blocked:
            return False
        return self.org_class not in STARTS_READ_ONLY or self._left() > timedelta()

    def why_not_unlock(self) -> str | None:
        """Why unlocking cannot help, or None."""
        if self.blocked:
            return self.blocked
        return "Started with --read-only: nothing can be written in this run." if self.read_only else None

    def unlock(self) -> None:
        """Open the org for writing for `UNLOCK_FOR` from now."""
        if not self.read_only and not self.blocked:
            self._opened = self._clock()

    def lock(self) -> None:
        """Close it again."""
        self._opened = None

    def time_left(self) -> timedelta | None:
        """How long writing stays open, zero when it is closed; None for an org that needs no unlock."""
        return self._left() if self.org_class in STARTS_READ_ONLY else None

    def _left(self) -> timedelta:
        if self._opened is None or self.read_only:
            return timedelta()
        passed = self._clock() - self._opened
        # A clock that was set back must not lengthen the time.
        return max(UNLOCK_FOR - passed, timedelta()) if passed >= timedelta() else timedelta()
