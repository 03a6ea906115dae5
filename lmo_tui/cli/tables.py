"""Text in columns that stay aligned whatever a customer is called."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GAP: Final = "  "
NARROWEST: Final = 8
"""Cells that a flexible column keeps at least."""


@dataclass(frozen=True, slots=True)
class Column:
    """A title, and how its cells behave."""

    title: str
    right: bool = False
    """Aligned to the right, as numbers are."""
    flexible: bool = False
    """May be cut where the terminal is too narrow."""


def width(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


def fit(text: str, cells: int) -> str:
    """The text, cut to this many cells with an ellipsis where it is longer."""
    if width(text) <= cells:
        return text
    kept, used = [], 0
    for character in text:
        used += _cells(character)
        if used > cells - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """The text with spaces up to this many cells."""
    spaces = " " * max(0, cells - width(text))
    return spaces + text if right else text + spaces


def widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int | None) -> list[int]:
    """How wide each column is: as its widest cell, less where the terminal has no room for that."""
    wide = [max(width(cell) for cell in cells) for cells in zip([c.title for c in columns], *rows, strict=True)]
    excess = 0 if room is None else sum(wide) + len(GAP) * (len(wide) - 1) - room
    while excess > 0:
        shrinkable = [i for i, column in enumerate(columns) if column.flexible and wide[i] > NARROWEST]
        if not shrinkable:
            break
        widest = max(shrinkable, key=lambda i: wide[i])
        wide[widest] -= 1
        excess -= 1
    return wide


def row(columns: Sequence[Column], cells: Sequence[str], wide: Sequence[int]) -> list[str]:
    """The cells of one row, cut and padded."""
    return [
        pad(fit(cell, size) if column.flexible else cell, size, right=column.right)
        for column, cell, size in zip(columns, cells, wide, strict=True)
    ]


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
