"""The pen of the terminal: the shortest sequence that takes it from one style to another."""

from functools import lru_cache
from typing import Final, NamedTuple

_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends one attribute: ECMA-48, and known wherever the attribute is. For any other one everything is ended."""

_SHOWS_ON_BLANKS: Final = frozenset("45679") | {"8", "21", "51", "52", "53"}
"""Attributes by which a blank differs from an erased cell, or may."""


class Pen(NamedTuple):
    """A style taken apart: attributes, color of the text, color behind it; `""` is the terminal's own color."""

    attributes: frozenset[str]
    text: str
    behind: str


@lru_cache(maxsize=4096)
def pen(codes: str) -> Pen:
    """The style that Rich writes as these SGR codes after a reset."""
    attributes: set[str] = set()
    text = behind = ""
    parts = codes.split(";") if codes else []
    at = 0
    while at < len(parts):
        code = parts[at]
        length = 1
        if code in {"38", "48"}:
            length = 5 if parts[at + 1] == "2" else 3
        whole = ";".join(parts[at : at + length])
        number = int(code)
        if number in range(30, 40) or number in range(90, 98):
            text = "" if number == 39 else whole
        elif number in range(40, 50) or number in range(100, 108):
            behind = "" if number == 49 else whole
        else:
            attributes.add(whole)
        at += length
    return Pen(frozenset(attributes), text, behind)


@lru_cache(maxsize=16384)
def change(before: str, after: str) -> str:
    """The shortest SGR sequence from one style to another; both are SGR codes after a reset."""
    if before == after:
        return ""
    # Not `[;`, one byte less: an escape sequence that ends there is what hostile text is searched for.
    afresh = f"\x1b[0;{after}m" if after else "\x1b[m"
    old, new = pen(before), pen(after)
    gone, kept = old.attributes - new.attributes, old.attributes & new.attributes
    if not gone <= _OFF.keys():
        return afresh
    codes = sorted({_OFF[each] for each in gone})
    ended = {each for each in kept if _OFF.get(each) in codes}  # Bold and dim end together.
    codes += sorted((new.attributes - kept) | ended)
    if old.text != new.text:
        codes.append(new.text or "39")
    if old.behind != new.behind:
        codes.append(new.behind or "49")
    shortest = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(shortest, afresh, key=len)


@lru_cache(maxsize=4096)
def erasable(codes: str) -> bool:
    """Whether blanks of this style look like cells that were erased with its background."""
    return not pen(codes).attributes & _SHOWS_ON_BLANKS


@lru_cache(maxsize=4096)
def on_background(codes: str, of: str) -> str:
    """The first style on the background of the second one."""
    style = pen(codes)
    return ";".join(filter(None, (*sorted(style.attributes), style.text, pen(of).behind)))
