"""The one sanitizer: every text that others wrote passes it before anything of ours sees it."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 4_096
"""Characters a value may have; what is longer ends in an ellipsis."""

MOST_MARKS: Final = 3
"""Combining marks in a row: no script needs more, and a hundred of them climb over the neighboring lines."""

_REPLACEMENT: Final = 0xFFFD
_VISIBLE_NEWLINE: Final = 0x2424

_CONTROL_PICTURES: Final = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_C1: Final = dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
_BIDI: Final = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT)
_SEPARATORS: Final = dict.fromkeys((0x2028, 0x2029), _VISIBLE_NEWLINE)
_NONCHARACTERS: Final = dict.fromkeys((0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0)), _REPLACEMENT)
_INVISIBLE: Final = dict.fromkeys(
    (
        *(0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x3164, 0xFEFF, 0xFFA0),
        *range(0x2060, 0x2066),
        *range(0x206A, 0x2070),
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
    ),
    None,
)

_TABLE: Final[dict[int, int | None]] = {
    **_CONTROL_PICTURES,
    **_C1,
    **_BIDI,
    **_SEPARATORS,
    **_NONCHARACTERS,
    **_INVISIBLE,
}
_SURROGATES: Final = re.compile("[\ud800-\udfff]")

FORBIDDEN: Final = frozenset(_TABLE) | frozenset(range(0xD800, 0xE000))
"""Code points that never leave `clean`."""


def clean(text: str, longest: int = LONGEST) -> str:
    """Text that cannot move the cursor, reorder the line, hide or grow: controls become pictures, the rest goes.

    ZWJ and ZWNJ stay, since Persian, Hindi and emoji need them. Idempotent.
    """
    if text.isascii() and text.isprintable():  # Ninety-nine values in a hundred.
        return text if len(text) <= longest else text[: longest - 1] + "…"
    text = _SURROGATES.sub("\ufffd", text).translate(_TABLE)
    climbing = {character for character in set(text) if unicodedata.category(character) in {"Mn", "Me"}}
    if not climbing:  # As in most scripts; character by character costs a load ten times as much.
        return text if len(text) <= longest else text[: longest - 1] + "…"
    kept: list[str] = []
    marks = 0
    for character in text:
        if character in climbing:
            marks += 1
            if marks > MOST_MARKS:
                continue
        else:
            marks = 0
        kept.append(character)
        if len(kept) > longest:
            return "".join(kept[: longest - 1]) + "…"
    return "".join(kept)
