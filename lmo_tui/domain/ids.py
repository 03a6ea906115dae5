"""Salesforce record ids: 15 case-sensitive characters, or the same with a 3-character check suffix."""

import re
from typing import Final

_SHAPE: Final = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?", re.ASCII)
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def suffix(short: str) -> str:
    """The three characters that tell the case of the fifteen before them."""
    return "".join(
        _ALPHABET[sum(1 << place for place, letter in enumerate(short[start : start + 5]) if letter.isupper())]
        for start in (0, 5, 10)
    )


def is_id(text: str) -> bool:
    """Whether it has an id's shape and, at 18 characters, the right check suffix."""
    return bool(_SHAPE.fullmatch(text)) and (len(text) == 15 or text[15:].upper() == suffix(text[:15]))


def long_id(text: str) -> str:
    """The 18-character form of an id of either length."""
    return text[:15] + suffix(text[:15])


def short_id(text: str) -> str:
    """The 15-character form, which is what two ids are compared by."""
    return text[:15]


def same_id(one: str, other: str) -> bool:
    """Whether two ids, of whichever lengths, name the same record."""
    return one[:15] == other[:15]
