"""Regular expressions that take time in proportion to the text, whatever the pattern.

Python's own go back and forth for minutes on `(a+)+$`, and hold the interpreter's lock as they do: the screen would
stand still. Here all ways through a pattern are followed at once, and what was found out is kept (Thompson, 1968).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lmo_tui.domain.filters.grammar import Atom, Chars, Edge, Node, PatternError, Repeat, read

__all__ = ["PatternError", "check", "found_in"]

_MOST_STATES: Final = 400
_MOST_KEPT: Final = 1_000
"""Steps remembered of one pattern: enough for names as they are, and never more than some megabytes."""
_ACCEPT: Final = -1


def check(pattern: str) -> None:
    """Raise PatternError unless it is a pattern."""
    _compiled(pattern)


def found_in(pattern: str, text: str) -> bool:
    """Whether the pattern is somewhere in the text, in any case."""
    return _compiled(pattern).found_in(text.casefold())


@dataclass(slots=True)
class _Program:
    """What may come next at each place of a pattern."""

    steps: list[tuple[Atom | None, tuple[int, ...]]] = field(default_factory=list)
    pieces: int = 0

    def add(self, atom: Atom | None, targets: tuple[int, ...]) -> int:
        if len(self.steps) >= _MOST_STATES:
            raise PatternError("The pattern is too large.", 0)
        self.steps.append((atom, targets))
        return len(self.steps) - 1

    def build(self, node: Node, after: int) -> int:
        """Lay a piece of the pattern before what comes after it; where it begins."""
        self.pieces += 1
        if self.pieces > 10 * _MOST_STATES:  # Fifty times fifty times nothing is no step, but takes its time.
            raise PatternError("The pattern is too large.", 0)
        match node:
            case Repeat(inner, least, most):
                if most is None:
                    loop = self.add(None, ())
                    self.steps[loop] = (None, (self.build(inner, loop), after))
                    start = loop
                else:
                    start = after
                    for _ in range(most - least):
                        start = self.add(None, (self.build(inner, start), after))
                for _ in range(least):
                    start = self.build(inner, start)
                return start
            case Chars() | Edge():
                return self.add(node, (after,))
        starts = []
        for choice in node.choices:
            start = after
            for each in reversed(choice):
                start = self.build(each, start)
            starts.append(start)
        return starts[0] if len(starts) == 1 else self.add(None, tuple(starts))


class _Matcher:
    """Runs a program, and remembers where each character led."""

    def __init__(self, pattern: str) -> None:
        self._program = _Program()
        self._start = self._program.build(read(pattern), _ACCEPT)
        self._kept: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def found_in(self, text: str) -> bool:
        """Whether some part of the text fits."""
        at_start, at_end = frozenset({Edge.START}), frozenset({Edge.END})
        places = self._reach((self._start,), at_start)
        for character in text:
            if _ACCEPT in places:
                return True
            key = (places, character)
            after = self._kept.get(key)
            if after is None:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                after = self._kept[key] = self._step(places, character)
            places = after
        return _ACCEPT in places or _ACCEPT in self._reach(places, at_end if text else at_start | at_end)

    def _step(self, places: frozenset[int], character: str) -> frozenset[int]:
        led = [self._start]  # A match may begin at any character.
        for place in places:
            if place != _ACCEPT:
                atom, targets = self._program.steps[place]
                if isinstance(atom, Chars) and atom.fits(character):
                    led += targets
        return self._reach(led, frozenset())

    def _reach(self, places: Iterable[int], edges: frozenset[Edge]) -> frozenset[int]:
        seen: set[int] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            if place != _ACCEPT:
                atom, targets = self._program.steps[place]
                if atom is None or atom in edges:
                    waiting += targets
        return frozenset(seen)


@lru_cache(maxsize=4)
def _compiled(pattern: str) -> _Matcher:
    return _Matcher(pattern)
