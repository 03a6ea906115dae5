"""How old the data is, in the few words of the top line. Cheap to import: the picture before the desk says it too."""

from datetime import timedelta

STALE = timedelta(minutes=5)
"""Older data is marked."""


def age(passed: timedelta) -> str:
    """How long ago something was, for a line that says so: `12 s`, `3 min`, `2 h`, `5 d`."""
    seconds = max(int(passed.total_seconds()), 0)
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3_600:
        return f"{seconds // 60} min"
    if seconds < 2 * 86_400:
        return f"{seconds // 3_600} h"
    return f"{seconds // 86_400} d"
