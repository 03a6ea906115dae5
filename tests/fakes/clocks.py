"""A clock that moves when told to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.fakes.licenses import NOW


@dataclass
class MovingClock:
    """Fits Clock."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Let time pass: the arguments of timedelta."""
        self.now += timedelta(**by)
