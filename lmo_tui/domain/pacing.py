"""How long to wait before looking for changes again: often for somebody who works, seldom for a desk nobody uses."""

from datetime import timedelta
from typing import Final

ACTIVE: Final = timedelta(seconds=45)
"""Between two looks while somebody is at the keys."""

IDLE_AFTER: Final = timedelta(minutes=3)
"""Without a key for so long, nobody is looking."""

IDLE: Final = timedelta(minutes=5)

SLOWEST: Final = timedelta(minutes=10)
"""The longest pause: after failures, and when the org's API calls run out."""

SCARCE: Final = 0.8
"""The part of the day's API calls after which ours are kept for the writes."""


def pause(idle: timedelta, *, failures: int = 0, used: float = 0.0) -> timedelta:
    """The pause after a look, by the time without a key, the failures in a row, and the part of the calls used."""
    if used > SCARCE:
        return SLOWEST
    usual = IDLE if idle > IDLE_AFTER else ACTIVE
    return min(usual * (1 << min(failures, 8)), SLOWEST)
