"""The server's own time, so that a test's "today" is the day it names and still runs forward."""

from datetime import UTC, date, datetime, time, timedelta


class Clock:
    """Real time, or time that starts at noon UTC of a given day and runs at the normal pace."""

    def __init__(self, today: date | None = None) -> None:
        started = datetime.now(UTC)
        begins = started if today is None else datetime.combine(today, time(12), UTC)
        self._offset = begins - started
        self._stands: datetime | None = None

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return self._stands or datetime.now(UTC) + self._offset

    def stand(self) -> None:
        """Stand still, so that a test can do several things within one second."""
        self._stands = self.now()

    def advance(self, seconds: float) -> None:
        """Put it forward, whether it stands or goes."""
        self._offset += timedelta(seconds=seconds)
        if self._stands is not None:
            self._stands += timedelta(seconds=seconds)

    def today(self) -> date:
        """The day that rules such as "90 days from today" count from."""
        return self.now().date()

    def stamp(self) -> str:
        """This moment as the platform stores it: whole seconds."""
        return stamp(self.now())


def stamp(moment: datetime) -> str:
    """A moment as the wire and the tables spell it, one second fine."""
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')[:19]}.000+0000"


def moment(text: str) -> datetime:
    """The moment behind a stored stamp."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(UTC)
