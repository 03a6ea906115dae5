"""Dates, ages and distances in the few words that a table has room for."""

from datetime import date, datetime, timedelta
from typing import Final

SOON: Final = timedelta(days=90)
"""Up to here a distance is given in days."""


def months_between(earlier: date, later: date) -> int:
    """Whole calendar months from one day to a later one."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def span_words(earlier: date, later: date) -> str:
    """How far apart two days are: `8 d`, `5 mo`, `2 y`."""
    apart = later - earlier
    if apart < SOON:
        return f"{apart.days} d"
    months = months_between(earlier, later)
    return f"{months} mo" if months < 12 else f"{months // 12} y"


def distance(day: date, today: date, *, brief: bool = False) -> str:
    """Where a last day of access lies from today: `today`, `8 d`, `in 3 mo`, `expired 12 d`; or brief, `12 d ago`."""
    if day == today:
        return "today"
    if day < today:
        past = span_words(day, today)
        return f"{past} ago" if brief else f"expired {past}"
    ahead = span_words(today, day)
    return ahead if brief or ahead.endswith(" d") else f"in {ahead}"


def countdown(left: timedelta) -> str:
    """Minutes and seconds that remain: `14:32`."""
    seconds = max(int(left.total_seconds()), 0)
    return f"{seconds // 60}:{seconds % 60:02}"


def moment(when: datetime) -> str:
    """A point in time as the machine's clock shows it: `2026-11-24 14:32`."""
    return when.astimezone().strftime("%Y-%m-%d %H:%M")


def moment_with_zone(when: datetime) -> str:
    """The same with the zone, where there is room: `2026-11-24 14:32:07 +01:00`."""
    local = when.astimezone()
    zone = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M:%S} {zone[:3]}:{zone[3:5]}"


def weekday(day: date) -> str:
    """The day of the week, spelled out whatever the locale."""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]


def days(count: int) -> str:
    """A number of days with its noun."""
    return "1 day" if abs(count) == 1 else f"{count:,} days"
