"""Finds rows that only moved: the terminal can move them itself."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, ne
from typing import Final

from lmo_tui.tui.terminal.cells import SURE, UNKNOWN, Piece

FEWEST_ROWS: Final = 4
"""Rows that must have moved together before anybody looks closer."""

LEAST_GAIN: Final = 80
"""Cells that need not be written again: less is not worth the sequence."""


@dataclass(frozen=True, slots=True)
class Scroll:
    """Rows `top` to `bottom` move up by `by`, or down if it is negative."""

    top: int
    bottom: int
    by: int
    repaired: Mapping[int, Sequence[Piece]]
    """What nobody changed, but the move takes along, by row: as it was."""


def best_scroll(
    characters: Sequence[list[str]], styles: Sequence[list[str]], width: int, frame: Mapping[int, Sequence[Piece]]
) -> Scroll | None:
    """The move that saves most, if any does."""
    if len(frame) < FEWEST_ROWS:
        return None
    wanted = {y: _row(characters[y], styles[y], frame[y]) for y in frame}
    look = width * 5 // 8  # A pane beside the table does not move with it.
    were = _by_text(characters, look)
    moves: Counter[int] = Counter()
    places: dict[int, list[int]] = {}
    for y, (new, _) in wanted.items():
        was = were.get("".join(new[:look]))
        if was is not None and was != y:
            moves[was - y] += 1
            places.setdefault(was - y, []).append(y)
    if not moves:
        return None
    by, count = moves.most_common(1)[0]
    if count < FEWEST_ROWS:
        return None
    top, bottom = min(places[by]), max(places[by])
    top, bottom = (top, bottom + by) if by > 0 else (top + by, bottom)
    return _judged(characters, styles, wanted, frame, (top, bottom, by))


def _judged(
    characters: Sequence[list[str]],
    styles: Sequence[list[str]],
    wanted: Mapping[int, tuple[list[str], list[str]]],
    frame: Mapping[int, Sequence[Piece]],
    move: tuple[int, int, int],
) -> Scroll | None:
    top, bottom, by = move
    width = len(characters[0])
    blank, bare = [" "] * width, [""] * width
    gain = 0
    repaired: dict[int, list[Piece]] = {}
    for y in range(top, bottom + 1):
        new, new_styles = wanted.get(y) or (characters[y].copy(), styles[y].copy())
        inside = top <= y + by <= bottom
        moved, moved_styles = (characters[y + by], styles[y + by]) if inside else (blank, bare)
        # What comes in is blank: its cells are written anew, but for blanks, which take a few bytes in all.
        rest = _differing(new, new_styles, moved, moved_styles) if inside else width - new.count(" ")
        gain += _differing(new, new_styles, characters[y], styles[y]) - rest
        for start, end in _between(frame.get(y, ()), width):
            kept, kept_styles = new[start:end], new_styles[start:end]
            if kept == moved[start:end] and kept_styles == moved_styles[start:end] and UNKNOWN not in kept:
                continue
            # It is written again, if all of it is sure to fit.
            if not (SURE.issuperset(kept) and SURE.issuperset(moved[start:end])):
                return None
            repaired.setdefault(y, []).append(Piece(start, kept, kept_styles, [], sure=True))
    return Scroll(top, bottom, by, repaired) if gain >= LEAST_GAIN else None


def _row(characters: list[str], styles: list[str], pieces: Sequence[Piece]) -> tuple[list[str], list[str]]:
    new, new_styles = characters.copy(), styles.copy()
    for each in pieces:
        end = each.x + len(each.characters)
        new[each.x : end] = each.characters
        new_styles[each.x : end] = each.styles
    return new, new_styles


def _by_text(characters: Sequence[list[str]], look: int) -> dict[str, int]:
    """Where each row's text stands; blank rows and rows that are there twice tell nothing."""
    texts = ["".join(row[:look]) for row in characters]
    often = Counter(texts)
    return {text: y for y, text in enumerate(texts) if often[text] == 1 and text.strip() and UNKNOWN not in text}


def _between(pieces: Sequence[Piece], width: int) -> Iterator[tuple[int, int]]:
    """The parts of a row that the pieces leave as they are."""
    start = 0
    for each in sorted(pieces, key=attrgetter("x")):
        if each.x > start:
            yield start, each.x
        start = each.x + len(each.characters)
    if start < width:
        yield start, width


def _differing(new: list[str], new_styles: list[str], old: list[str], old_styles: list[str]) -> int:
    if new == old and new_styles == old_styles:
        return 0
    return sum(map(bool.__or__, map(ne, new, old), map(ne, new_styles, old_styles)))
