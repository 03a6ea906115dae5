"""Where on a line something stands that a mouse may press."""

from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """From which cell up to which, and what."""

    start: int
    end: int
    name: str


def name_at(places: Sequence[Place], x: int) -> str | None:
    """What stands at a cell of a line."""
    return next((place.name for place in places if place.start <= x < place.end), None)
