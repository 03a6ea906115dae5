"""How a pattern is written: characters, `.`, classes, groups, `|`, `^`, `$`, `*`, `+`, `?` and `{2,5}`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

_LONGEST: Final = 200
_DEEPEST: Final = 20
_MOST_TIMES: Final = 50
_TIMES: Final = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\}", re.ASCII)
_SETS: Final[dict[str, Callable[[str], bool]]] = {
    "d": str.isdecimal,
    "w": lambda each: each.isalnum() or each == "_",
    "s": str.isspace,
}


class PatternError(ValueError):
    """It is no pattern, or one that is not understood here."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Edge(StrEnum):
    """The ends of the text."""

    START = "^"
    END = "$"


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of some: between two others, or of a set."""

    ranges: tuple[tuple[str, str], ...] = ()
    sets: tuple[str, ...] = ()
    negated: bool = False

    def fits(self, character: str) -> bool:
        """Whether it is one of them, in either case."""
        upper = character.upper()
        cases = (character, upper) if len(upper) == 1 else (character,)
        return self.negated is not (
            any(low <= each <= high for low, high in self.ranges for each in cases)
            or any(_SETS[name.lower()](character) is name.islower() for name in self.sets)
        )


@dataclass(frozen=True, slots=True)
class Repeat:
    """A piece so many times; `most` is None without an end."""

    inner: "Node"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    choices: tuple[tuple["Node", ...], ...]


Atom: TypeAlias = Chars | Edge
Node: TypeAlias = Chars | Edge | Repeat | Choice

_ANY: Final = Chars(negated=True)


def read(pattern: str) -> Choice:
    """The pattern as a tree; raises PatternError."""
    if not pattern:
        raise PatternError("The pattern is empty.", 0)
    if len(pattern) > _LONGEST:
        raise PatternError(f"A pattern has at most {_LONGEST} characters.", _LONGEST)
    reader = _Reader(pattern)
    tree = reader.choice(0)
    if reader.more:
        raise PatternError("No group is open here.", reader.at)
    return tree


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    @property
    def more(self) -> str:
        """The next character, or nothing."""
        return self._pattern[self.at : self.at + 1]

    def choice(self, depth: int) -> Choice:
        """Sequences with bars between them."""
        if depth > _DEEPEST:
            raise PatternError("Too many groups are open.", self.at)
        choices: list[tuple[Node, ...]] = []
        while True:
            sequence: list[Node] = []
            while self.more and self.more not in "|)":
                sequence += self._repeated(depth)
            choices.append(tuple(sequence))
            if self.more != "|":
                return Choice(tuple(choices))
            self.at += 1

    def _repeated(self, depth: int) -> list[Node]:
        start = self.at
        piece = self._piece(depth)
        while self.more and self.more in "*+?{":
            times = self._times()
            if isinstance(piece[0], Edge):
                raise PatternError("An end of the text is there only once.", start)
            piece = [Repeat(piece[0] if len(piece) == 1 else Choice((tuple(piece),)), *times)]
            if self.more == "?":
                raise PatternError("Nothing is taken lazily or greedily here: leave the ? out.", self.at)
        return piece

    def _times(self) -> tuple[int, int | None]:
        mark, place = self.more, self.at
        if mark != "{":
            self.at += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[mark]
        found = _TIMES.match(self._pattern, place)
        if found is None:
            raise PatternError("Between { and } stand one or two numbers.", place)
        self.at = found.end()
        least = int(found[1])
        most = None if found[2] and not found[3] else int(found[3] or least)
        if max(least, most or 0) > _MOST_TIMES or (most is not None and most < least):
            raise PatternError(f"The numbers go up to {_MOST_TIMES}, the lower one first.", place)
        return least, most

    def _piece(self, depth: int) -> list[Node]:
        character, place = self.more, self.at
        self.at += 1
        match character:
            case "(":
                if self.more == "?":
                    raise PatternError("Groups with (? are not understood.", place)
                inner = self.choice(depth + 1)
                if self.more != ")":
                    raise PatternError("The group is not closed.", place)
                self.at += 1
                return [inner]
            case "[":
                return [self._class(place)]
            case "\\":
                return self._escape(place)
            case "^" | "$":
                return [Edge(character)]
            case ".":
                return [_ANY]
            case "*" | "+" | "?" | "{":
                raise PatternError(f"There is nothing before {character} to repeat.", place)
        return _literal(character)

    def _escape(self, place: int) -> list[Node]:
        character = self._escaped(place)
        return [Chars(sets=(character,))] if character.lower() in _SETS else _literal(character)

    def _escaped(self, place: int) -> str:
        character = self.more
        if not character:
            raise PatternError("A character must follow the backslash.", place)
        if character.isalnum() and character.lower() not in _SETS:
            raise PatternError(f"\\{character} is not understood.", place)
        self.at += 1
        return character

    def _class(self, place: int) -> Chars:
        negated = self.more == "^"
        self.at += negated
        ranges: list[tuple[str, str]] = []
        sets: list[str] = []
        first = True
        while first or self.more != "]":
            first = False
            low, is_set = self._member(place)
            if is_set:
                sets.append(low)
            elif self.more == "-" and self._pattern[self.at + 1 : self.at + 2] not in {"]", ""}:
                self.at += 1
                high, is_set = self._member(place)
                if is_set or high < low:
                    raise PatternError("A span goes from a lower to a higher character.", place)
                ranges.append((low, high))
            else:
                ranges.append((low, low))
                ranges += [(low.casefold(), low.casefold())] if len(low.casefold()) == 1 else []
        self.at += 1
        return Chars(tuple(ranges), tuple(sets), negated)

    def _member(self, place: int) -> tuple[str, bool]:
        character = self.more
        if not character:
            raise PatternError("The [ is not closed.", place)
        self.at += 1
        if character != "\\":
            return character, False
        escaped = self._escaped(self.at - 1)
        return escaped, escaped.lower() in _SETS


def _literal(character: str) -> list[Node]:
    # Texts are case folded, which may make two characters of one.
    return [Chars(((each, each),)) for each in character.casefold()]
