"""The overview as lines: numbers first, then bars and shades, which one can do without; no Textual."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from lmo_tui.domain.overview import Figure, Mark, Row, Shape, Tone
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, crop, fit, fit_text, joined, line_width

ROLES: Final = {
    Tone.ACTIVE: Role.ACTIVE,
    Tone.TRIAL: Role.TRIAL,
    Tone.SUSPENDED: Role.SUSPENDED,
    Tone.OTHER: Role.WARNING,
    Tone.UNINSTALLED: Role.UNINSTALLED,
    Tone.PLAIN: Role.ACCENT,
    Tone.WARNING: Role.WARNING,
    Tone.PROBLEM: Role.PROBLEM,
}
"""The look of a mark."""

CURSOR: Final = "▸"
"""Left of the mark under the cursor: one sign that moves."""

LABEL: Final = 24
_NARROW_LABEL: Final = 16
_WIDE: Final = 110
"""Cells from which a day of the calendar has three, and a label more room."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What bars and shades are made of."""

    fills: Sequence[str] = ("█", "▓", "▒", "░", "·")
    """By the column of a stack: told apart without color."""
    levels: Sequence[str] = ("·", "░", "▒", "▓", "█")
    """None, few, to many."""
    axis: str = "└"
    line: str = "─"
    cut: str = "…"


UNICODE: Final = Signs()
ASCII: Final = Signs(("#", "=", "+", "-", "."), (".", ":", "+", "#", "@"), "+", "-", "~")


class Place(NamedTuple):
    """Where a mark stands."""

    line: int
    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as lines without a cursor, and where its marks are, in reading order."""

    lines: Sequence[Line]
    places: Sequence[Place]


def draw(figure: Figure, width: int, signs: Signs = UNICODE) -> Drawn:
    """One section, a blank line at its end."""
    lines: list[Line] = [fit((Span(f" {figure.title}", Role.STRONG),), width)]
    places: list[Place] = []
    if not figure.rows:
        lines.append(fit((Span(" No license is of this kind.", Role.DIM),), width))
    elif figure.shape is Shape.CALENDAR:
        _calendar(figure, width, signs, lines, places)
    else:
        _bars(figure, width, signs, lines, places)
    if signs.cut != UNICODE.cut:
        lines = [tuple(Span(text.replace(UNICODE.cut, signs.cut), role) for text, role in line) for line in lines]
    return Drawn([*lines, NOTHING], places)


def with_cursor(line: Line, place: Place) -> Line:
    """The line of a place with the cursor on it."""
    inside = crop(line, place.start + 1, place.end)
    marked = tuple(Span(text, Role.CURSOR) for text, _ in inside)
    before, after = crop(line, 0, place.start), crop(line, place.end, line_width(line))
    return (*before, Span(CURSOR, Role.CURSOR), *marked, *after)


def mark_line(mark: Mark, whole: int) -> Line:
    """The mark under the cursor in words."""
    share = f" ({100 * mark.count / whole:.1f} %)" if whole else ""
    noun = "license" if mark.count == 1 else "licenses"
    return (Span(f" {mark.name}: "), Span(f"{mark.count:,} {noun}", Role.STRONG), Span(share, Role.DIM))


def terms_line(mark: Mark, base: str) -> Line:
    """The filter that Enter opens."""
    whole = f"{base} {mark.terms}".strip()
    return (Span(" Enter shows them: ", Role.DIM), Span(f"/{whole}", Role.ACCENT))


def overview_title(scope: str, total: int | None) -> Line:
    """What is looked at, and how many they are."""
    count = "counting…" if total is None else f"{total:,} license{'' if total == 1 else 's'}"
    return (Span(f" Overview of {scope}", Role.STRONG), Span(f" · {count}", Role.DIM))


def _label_width(width: int) -> int:
    return LABEL if width >= _WIDE else _NARROW_LABEL


def _number_width(figure: Figure, width: int) -> int:
    """Cells of a column of numbers, with the title over it where there is room."""
    return 14 if len(figure.columns) > 1 and width >= _WIDE else 10


def _bars(figure: Figure, width: int, signs: Signs, lines: list[Line], places: list[Place]) -> None:
    label, number = _label_width(width), _number_width(figure, width)
    columns = len(figure.columns) * number
    if figure.shape is Shape.BARS:
        label += 10
    room = width - 1 - label - columns - 3
    largest = max((row.total for row in figure.rows), default=0)
    lines.append(_head(figure, label, width, signs))
    for row in figure.rows:
        spans = [Span(f" {fit_text(row.label, label)}")]
        at = 1 + label
        for mark in filter(None, row.marks):
            spans.append(Span(f" {mark.count:>{number - 1},}", ROLES[mark.tone] if mark.count else Role.DIM))
            places.append(Place(len(lines), at, at + number, mark))
            at += number
        spans += [Span("  "), *_stack(row, room, largest, signs)]
        lines.append(fit(joined(spans), width))
    lines.append(_axis(at=1 + label + columns + 2, room=room, largest=largest, width=width, signs=signs))


def _head(figure: Figure, label: int, width: int, signs: Signs) -> Line:
    number = _number_width(figure, width)
    spans = [Span(" " * (1 + label))]
    several = len(figure.columns) > 1
    for place, (title, tone) in enumerate(figure.columns):
        text = f"{signs.fills[place]} {title}" if several else title
        spans.append(Span(f" {fit_text(text, number - 1, right=True)}", ROLES[tone] if several else Role.HEADER))
    return fit(joined(spans), width)


def _stack(row: Row, room: int, largest: int, signs: Signs) -> list[Span]:
    """The bar of a row: its length is right to a cell, and whatever is there has at least one."""
    if not largest or room <= 0:
        return []
    lengths = [0 if mark is None else round(mark.count * room / largest) for mark in row.marks]
    lengths = [
        max(long, 1) if mark is not None and mark.count else 0 for long, mark in zip(lengths, row.marks, strict=True)
    ]
    while sum(lengths) > room:
        lengths[lengths.index(max(lengths))] -= 1
    return [
        Span(signs.fills[place] * long, ROLES[mark.tone])
        for place, (long, mark) in enumerate(zip(lengths, row.marks, strict=True))
        if long and mark is not None
    ]


def _axis(*, at: int, room: int, largest: int, width: int, signs: Signs) -> Line:
    """From nothing to the longest bar, with ticks at the half and the end."""
    if room < 14 or not largest:
        return NOTHING
    half, end = f" {round(largest / 2):,} ", f" {largest:,} "
    left = f"{signs.axis} 0 "
    if room >= 30 and largest > 1:
        left = left.ljust(room // 2 - len(half) // 2, signs.line) + half
    text = left.ljust(room - len(end), signs.line) + end.rstrip()
    return fit((Span(" " * at), Span(text, Role.DIM)), width)


def _calendar(figure: Figure, width: int, signs: Signs, lines: list[Line], places: list[Place]) -> None:
    size = 3 if width >= _WIDE else 2
    bounds = levels_of([mark.count for mark in figure.marks])
    days = "".join(f"{title:>{size}}" if size > 2 or int(title) % 5 == 0 or title == "1" else "  "
                   for title, _ in figure.columns)  # fmt: skip
    lines.append(fit((Span(" " * 8), Span(days, Role.HEADER), Span("  in all", Role.HEADER)), width))
    for row in figure.rows:
        spans = [Span(f" {row.label:<7}")]
        for column, mark in enumerate(row.marks):
            if mark is None:
                spans.append(Span(" " * size))
                continue
            sign = signs.levels[sum(mark.count >= bound for bound in bounds)]
            spans.append(Span(" " + sign * (size - 1), ROLES[mark.tone] if mark.count else Role.DIM))
            start = 8 + column * size
            places.append(Place(len(lines), start, start + size, mark))
        spans.append(Span(f"{row.total:>8,}", Role.DIM))
        lines.append(fit(joined(spans), width))
    lines.append(fit(_legend(bounds, signs), width))


def levels_of(counts: Sequence[int]) -> tuple[int, ...]:
    """From which count on each shade but the first is given: up to four steps to the largest."""
    largest = max(counts, default=0)
    return tuple(sorted({1, *(max(1, round(largest * part)) for part in (0.25, 0.5, 0.75))})) if largest else ()


def _legend(bounds: Sequence[int], signs: Signs) -> Line:
    steps = [f"{signs.levels[0]} none"]
    for place, bound in enumerate(bounds, start=1):
        last = place == len(bounds)
        above = "+" if last else "" if bounds[place] - 1 == bound else f"-{bounds[place] - 1:,}"
        steps.append(f"{signs.levels[place]} {bound:,}{above}")
    return (Span(f" {'   '.join(steps)}   licenses a day", Role.DIM),)


def page(drawn: Sequence[Drawn]) -> Drawn:
    """Several figures below each other."""
    lines: list[Line] = []
    places: list[Place] = []
    for each in drawn:
        places += (place._replace(line=place.line + len(lines)) for place in each.places)
        lines += each.lines
    return Drawn(lines, places)
