"""Earlier filters: which are kept, and the way through them."""

from collections.abc import Sequence
from typing import Final

MOST: Final = 100
"""Filters that are kept."""

LONGEST: Final = 500
"""Characters of one that is kept; what is longer was pasted, and may be anything."""


def with_newest(text: str, earlier: Sequence[str]) -> tuple[str, ...]:
    """The filters with this one first, each once."""
    text = text.strip()
    kept = [text] if text and len(text) <= LONGEST else []
    return tuple(dict.fromkeys([*kept, *earlier]))[:MOST]


class Walk:
    """A way through earlier filters, newest first, and back to what was being typed."""

    def __init__(self, earlier: Sequence[str]) -> None:
        self._texts = ("", *earlier)
        self._place = 0

    def step(self, text: str, back: int) -> str:
        """The text so many steps further back than `text`, which stands there now; negative steps come forward."""
        if text != self._texts[self._place]:  # Something else was typed meanwhile: from there the way begins anew.
            self._texts = (text, *(each for each in self._texts[1:] if each != text))
            self._place = 0
        self._place = min(max(self._place + back, 0), len(self._texts) - 1)
        return self._texts[self._place]
