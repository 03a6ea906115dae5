"""The picture that the last desk left, painted before anything that takes long to import is.

It is painted only where it is certainly the same that the desk will show: the command line is plain, terminal, size,
day and options are those it was drawn for, and the store proves that it is as it was. Else nothing is painted.
"""

import os
import sqlite3
import termios
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from lmo_tui.cli.arguments import Asked, demo_name
from lmo_tui.cli.other_screen import OtherScreen
from lmo_tui.domain.left import ASCII, NO_INSTANT, Left, conditions, unpacked
from lmo_tui.storage.folders import LEFT, SETTINGS, STORES, folder, stamp
from lmo_tui.storage.proof import READ, one_line
from lmo_tui.tui.render.ages import STALE, age

_LARGEST = 1 << 20
_MOST_TO_RECOVER = 16 << 20
"""Bytes of a write-ahead log that a killed process left: a longer one takes long to go through."""


def instant(asked: Asked, environment: Mapping[str, str]) -> OtherScreen | None:
    """Paint the desk as it was left; None where that would not be right."""
    off = asked.no_instant or asked.new_session or asked.fresh or environment.get(NO_INSTANT) == "0"
    if off or not all(map(os.isatty, (0, 1, 2))):
        return None
    try:
        size = os.get_terminal_size(2)
        day, settings = time.strftime("%Y-%m-%d"), stamp(os.path.join(folder("config"), SETTINGS))  # noqa: PTH118 - see storage/folders.py
        if asked.ascii:
            environment = {**environment, ASCII: "1"}
        wanted = conditions(environment, size.columns, size.lines, day, settings, read_only=asked.read_only)
        left = _left(demo_name(asked.seed, asked.licenses))
        if not wanted or left is None or left.conditions != wanted:
            return None
        picture = _picture(left)
        if not picture:
            return None
        screen = OtherScreen(0, 2)
        screen.show(picture)
    except (OSError, ValueError, sqlite3.Error, termios.error):
        return None
    return screen


def _left(name: str) -> Left | None:
    with open(os.path.join(folder("cache"), LEFT, name), "rb") as file:  # noqa: PTH118, PTH123 - see storage/folders.py
        left = unpacked(file.read(_LARGEST))
    return left if left is not None and left.proof and left.tops else None


def _picture(left: Left) -> bytes:
    """The picture with the age that the data has now; nothing if the store is not as it shows it."""
    path = os.path.join(folder("cache"), STORES, left.store)  # noqa: PTH118 - as above
    if os.path.basename(left.store) != left.store or not _quick(path):  # noqa: PTH119 - as above
        return b""
    where = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{where}?mode=ro", uri=True, timeout=0)
    try:
        proof, synced_at = connection.execute(READ).fetchone()
    finally:
        connection.close()
    if one_line(proof) != left.proof or not synced_at:
        return b""
    top = _top(left, datetime.now(UTC) - datetime.fromisoformat(synced_at))
    return top + left.below if top else b""


def _quick(path: str) -> bool:
    log = f"{path}-wal"
    return os.path.exists(path) and (not os.path.exists(log) or os.path.getsize(log) < _MOST_TO_RECOVER)  # noqa: PTH110, PTH202 - as above


def _top(left: Left, passed: timedelta) -> bytes:
    """The line that says this age: the one drawn for an age of the same length, with the right one in its place."""
    said = age(passed)
    for drawn_for, line in left.tops:
        stale, _space, sample = drawn_for.partition(" ")
        if len(sample) == len(said) and stale == str(passed > STALE):
            before, found, after = line.rpartition(sample.encode())
            return before + said.encode() + after if found else b""
    return b""
