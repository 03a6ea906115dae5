"""Dates and times of the demo LMO, all told from one day, as the platform writes them."""

from datetime import date, timedelta
from typing import Final

DAY: Final = 86_400
"""Seconds; every moment here is a number of seconds from the day's start in UTC, negative for the past."""

PERPETUAL: Final = "1970-01-01"

_SPAN: Final = 3_000
_MINUTES: Final = [f"T{minute // 60:02}:{minute % 60:02}" for minute in range(1_440)]
_SECONDS: Final = [f":{second:02}.000+0000" for second in range(60)]


class Calendar:
    """The days around `today`, written out once, because a million licenses name ten million of them."""

    __slots__ = ("_days", "today")

    def __init__(self, today: date) -> None:
        self.today = today
        self._days = [(today + timedelta(days=offset)).isoformat() for offset in range(-_SPAN, _SPAN)]

    def day(self, offset: int) -> str:
        """Write the day `offset` days from today."""
        return self._days[offset + _SPAN]

    def moment(self, seconds: int) -> str:
        """Write the moment `seconds` from today's start, in UTC."""
        day, second = divmod(seconds, DAY)
        minute, second = divmod(second, 60)
        return f"{self._days[day + _SPAN]}{_MINUTES[minute]}{_SECONDS[second]}"
