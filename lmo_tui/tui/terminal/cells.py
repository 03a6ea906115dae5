"""What a terminal's screen holds, cell by cell, and what of it is sure to be the same on every terminal."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from textual.strip import Strip

_ASIDE: Final = (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212)
"""Dashes, quotation marks, the bullet, the ellipsis, arrows, the minus sign."""

SURE: Final = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100), *range(0x2500, 0x25FD), *_ASIDE))
)
"""Characters that fill one cell and join with nothing, on any terminal that plain output looks right on."""

UNKNOWN: Final = "\0"
"""Stands for a cell of which one does not know what the terminal shows there."""


class Piece(NamedTuple):
    """A run of cells that plain output would write in one go, from one place in a row."""

    x: int
    characters: list[str]
    """One for each cell; the second half of a wide character is empty, and combining ones go with the one before."""
    styles: list[str]
    """SGR codes, one for each cell."""
    texts: list[tuple[str, str]]
    """The same as text and codes, just as they would be written."""
    sure: bool
    """Whether every character is."""


class UnsuitableError(Exception):
    """There is something in the strips that is not a matter of cells: a control sequence, a link."""


def piece(x: int, strips: Iterable[Strip], colors: ColorSystem) -> Piece:
    """The cells of strips that follow each other. Raises UnsuitableError."""
    characters: list[str] = []
    styles: list[str] = []
    texts: list[tuple[str, str]] = []
    sure = True
    width = 0
    for strip in strips:
        width += strip.cell_length
        for text, style, control in strip:
            if control or (style is not None and style.link):
                raise UnsuitableError
            # As `Style.render` does; it keeps what it made.
            codes = "" if style is None else style._ansi or style._make_ansi_codes(colors)
            texts.append((text, codes))
            if SURE.issuperset(text):
                characters += text
                styles += [codes] * len(text)
            else:
                sure = False
                _spread(text, codes, characters, styles)
    if len(characters) != width:  # Some cluster of characters is narrower than its parts.
        characters, styles, sure = [UNKNOWN] * width, [""] * width, False
    return Piece(x, characters, styles, texts, sure)


def _spread(text: str, codes: str, characters: list[str], styles: list[str]) -> None:
    for character in text:
        size = get_character_cell_size(character)
        if size:
            characters += [character, ""][:size]
            styles += [codes] * size
        elif characters:
            # Behind a wide character it belongs to the first half.
            characters[-1 if characters[-1] or len(characters) == 1 else -2] += character
