"""Any text in ASCII, in as many cells as before: for terminals, fonts and locales that have nothing else."""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size

_DRAWN: Final = {
    symbol: sign
    for sign, symbols in {
        ".": "·○░⋯¸",
        "*": "•●★☆◆◇",
        "~": "…≈",
        '"': "“”„«»″",
        "'": "‘’‚′´`",
        "<": "‹◀◂←↶≤",
        ">": "›▶▸▷→↷≥",
        "-": "–—―‐‑−─┄┈▔¬¦",
        "=": "━═≡",
        "|": "│┃║▌▐▏▎▍▋▊▉▕",
        "#": "█▇▆■▓▣∞",
        "+": "▅▄✓✔±",
        ":": "▃▒⋮÷",
        "_": "▂▁▀",
        "%": "◐◑",
        "o": "◌□▢°⌂",
        "^": "▲△↑",
        "v": "▼▽↓",
        "x": "✗✘✕×",
        "/": "⊘",
        "!": "¡≠",
        "?": "¿�",
        "E": "€",
        "L": "£",
        "Y": "¥",
        "c": "¢©",
        "r": "®",
        "S": "§",
        "P": "¶",
        "u": "µ",
    }.items()
    for symbol in symbols
}
"""What the program draws with, and the commonest signs in names."""

_BOXES: Final = {
    **dict.fromkeys(map(chr, range(0x2500, 0x2580)), "+"),
    **dict.fromkeys(map(chr, (*range(0x2500, 0x250C), 0x254C, 0x254D, 0x2574, 0x2576, 0x2578, 0x257A)), "-"),
    **dict.fromkeys(map(chr, range(0x2580, 0x25A0)), "#"),
}
"""Lines, corners and blocks, whatever their weight, where nothing better is said above."""

_SORTS: Final = (" LETTER ", " SYLLABLE ", " CHARACTER ", " VOWEL SIGN ")
"""What stands before a letter's own name in its name in Unicode."""

_ENDS: Final = frozenset({"IE", "EF", "EL", "EM", "EN", "ER", "ES"})
"""Names of letters, Cyrillic ones, that end with what the letter is."""


def to_ascii(text: str) -> str:
    """The text in ASCII, cell for cell; what has no width is left out, as are accents."""
    return text if text.isascii() else "".join(map(_sign, text))


@lru_cache(maxsize=8192)
def _sign(character: str) -> str:
    """What stands for a character: as many ASCII characters as it has cells."""
    if character.isascii():
        return character
    width = get_character_cell_size(character)
    if not width:
        return ""
    drawn = _DRAWN.get(character) or _BOXES.get(character, "")
    return (drawn or _plain(character) or _named(character, width) or "?" * width)[:width].ljust(width)


def _plain(character: str) -> str:
    """The letter without its accents, the digit without its circle."""
    kept = [each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each)]
    return kept[0] if len(kept) == 1 and kept[0].isascii() and kept[0].isprintable() else ""


def _named(character: str, width: int) -> str:
    """The beginning of the letter's own name: alpha is an a, ka is ka."""
    base = unicodedata.normalize("NFD", character)[0] if width == 1 else character
    name = unicodedata.name(base, "")
    for sort in _SORTS:
        before, found, own = name.partition(sort)
        own = own.partition(" WITH ")[0].rpartition(" ")[2]
        if own in _ENDS:
            own = own[1]
        if found and own.isascii() and own.isalpha():
            return own[:width] if "CAPITAL" in before else own[:width].lower()
    return ""
