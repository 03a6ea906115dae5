"""Lines of text with roles, measured in terminal cells: whatever the text, a line is as wide as it was asked to be."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len

from lmo_tui.tui.render.roles import FILLED, Role


class Span(NamedTuple):
    """A piece of a line in one role."""

    text: str
    role: Role = Role.TEXT


Line: TypeAlias = tuple[Span, ...]

NOTHING: Final[Line] = ()

_UNSTEADY: Final = re.compile("[\u200d\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""The joiner, the keycap, variation selectors, skin tones: they change the width of what is before or behind them."""

_FLAG_LETTERS: Final = {0x1F1E6 + place: 0x41 + place for place in range(26)}


def steady(text: str) -> str:
    """The text without what makes one sign of several characters: terminals disagree on how wide those are.

    What remains is as wide as its characters together, everywhere. Joined letters of Indic scripts stand side by side.
    """
    return text if text.isascii() else _UNSTEADY.sub("", text).translate(_FLAG_LETTERS)


def cells(text: str) -> int:
    """How many terminal cells the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def fit_text(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    text = steady(_near(text, width))
    wide = cells(text)
    if wide > width:
        return _cut(text, 0, width - 1) + "…"
    pad = " " * (width - wide)
    return pad + text if right else text + pad


def _near(text: str, width: int) -> str:
    """As much of a long text as may be seen, with all its marks."""
    return text if len(text) <= 8 * width + 8 else text[: 8 * width + 8]


def line_width(line: Iterable[Span]) -> int:
    """How many cells the line takes."""
    return sum(cells(span.text) for span in line)


def fit(line: Iterable[Span], width: int) -> Line:
    """The line in exactly `width` cells; what is cut off ends in an ellipsis."""
    whole = tuple(Span(steady(_near(text, width)), role) for text, role in line if text)
    wide = line_width(whole)
    if wide == width:
        return whole
    if wide < width:
        return joined((*whole, Span(" " * (width - wide))))
    if width <= 0:
        return NOTHING
    if not text_of(crop(whole, width, wide)).strip():
        return crop(whole, 0, width)
    kept = crop(whole, 0, width - 1)
    return (*kept, Span("…", kept[-1].role if kept else whole[0].role))


def text_of(line: Iterable[Span]) -> str:
    """The line without its roles."""
    return "".join(span.text for span in line)


def _append(spans: list[Span], span: Span) -> None:
    if not spans:
        spans.append(span)
        return
    text, role = spans[-1]
    if role is span.role or (role not in FILLED and span.text.isspace() and span.role not in FILLED):
        spans[-1] = Span(text + span.text, role)
    elif text.isspace() and role not in FILLED and span.role not in FILLED:
        spans[-1] = Span(text + span.text, span.role)
    else:
        spans.append(span)


def joined(spans: Iterable[Span]) -> Line:
    """The same line with neighbors that look alike as one span: fewer changes of style, fewer bytes."""
    merged: list[Span] = []
    for span in spans:
        if span.text:
            _append(merged, span)
    return tuple(merged)


def crop(line: Iterable[Span], start: int, end: int) -> Line:
    """The cells from `start` up to `end`; half of a wide character becomes a blank."""
    kept: list[Span] = []
    at = 0
    for text, role in line:
        wide = cells(text)
        first, last = max(start - at, 0), min(end - at, wide)
        if first < last:
            kept.append(Span(text[first:last] if text.isascii() else _cut(text, first, last), role))
        at += wide
        if at >= end:
            break
    return tuple(kept)


def _cut(text: str, first: int, last: int) -> str:
    if first == 0 and last == cells(text):
        return text
    kept: list[str] = []
    at = 0
    for character in text:
        wide = cells(character)
        if not wide:
            if kept and at > first:
                kept.append(character)
            continue
        if at >= last:
            break
        if at >= first and at + wide <= last:
            kept.append(character)
        else:
            kept.append(" " * max(min(at + wide, last) - max(at, first), 0))
        at += wide
    return "".join(kept)


def beside(left: Line, right: Line, width: int, gap: int = 2) -> Line:
    """Two lines at the two ends of a width; where there is no room for both, the right one gives way."""
    room = width - line_width(left) - line_width(right)
    if room < (gap if right else 0):
        return fit(left, width)
    return joined((*left, Span(" " * room), *right)) if room else joined((*left, *right))


def changed(old: Line, new: Line) -> tuple[int, int] | None:
    """From which cell to which two lines of one width look different; None where they do not."""
    if old == new:
        return None
    start = 0
    first = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        start += cells(one.text)
        first += 1
    end = line_width(new)
    one_left, other_left = len(old), len(new)
    while one_left > first and other_left > first and old[one_left - 1] == new[other_left - 1]:
        one_left -= 1
        other_left -= 1
        end -= cells(new[other_left].text)
    if one_left > first and other_left > first:
        end -= _same_tail(old[one_left - 1], new[other_left - 1])
    return (start, end) if start < end else None


def _same_tail(one: Span, other: Span) -> int:
    """How many cells at the end look the same: letters in one color, blanks in any."""
    alike = one.role is other.role
    if not alike and (one.role in FILLED or other.role in FILLED):
        return 0
    count = 0
    for left, right in zip(reversed(one.text), reversed(other.text), strict=False):
        # Beyond ASCII a mark or a wide sign may hang together with what is before it; a rule does not.
        if left != right or not (left == " " or (alike and (left.isascii() or left == "─"))):
            break
        count += 1
    return count
