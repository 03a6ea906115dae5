"""The search query in the braces of FIND: terms, phrases and operators, by the rules of the SOSL reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from lmo_tui.demo.sosl.errors import too_short
from lmo_tui.demo.sosl.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lmo_tui.demo.soql.errors import SoqlError
    from lmo_tui.demo.sosl.errors import SearchStatement

#: An error unless escaped; `" ( ) * ?` have a meaning of their own, and the hyphen is refused in every transcript.
_RESERVED: Final = frozenset("&|!{[]^~:'+-")
_OPERATORS: Final = frozenset(("AND", "OR", "NOT"))
_WITHOUT_OPERATORS: Final = 4_000
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; `*` and `?` in them are wildcards."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Terms joined by AND, OR or NOT (which is AND NOT)."""

    operator: str
    left: Sought
    right: Sought


Sought: TypeAlias = Term | Joined


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    at: int


def read_query(statement: SearchStatement, at: int) -> tuple[Sought, int]:
    """Read the query whose brace opens at `at`; also tell where the text goes on behind it."""
    pieces, end = _Scanner(statement, at + 1).pieces()
    text = statement.text[at + 1 : end - 1]
    sizes = [len(piece.text.replace("*", "").replace("?", "")) for piece in pieces if piece.kind == "term"]
    if max(sizes, default=0) < _SHORTEST:
        raise too_short(text.strip())
    if len(text) > _WITHOUT_OPERATORS:
        terms = [Term(words(piece.text)) for piece in pieces if piece.kind == "term"]
        return _joined("OR", terms), end
    return _Parser(statement, pieces, end - 1).query(), end


def _joined(operator: str, parts: Sequence[Sought]) -> Sought:
    """Join by AND or OR, which may be grouped in any way, without going deeper than a recursion can."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return Joined(operator, _joined(operator, parts[:middle]), _joined(operator, parts[middle:]))


class _Scanner:
    """Cuts the query into terms, operators and parentheses."""

    def __init__(self, statement: SearchStatement, start: int) -> None:
        self._statement = statement
        self._text = statement.text
        self._at = start

    def pieces(self) -> tuple[list[_Piece], int]:
        found: list[_Piece] = []
        while (letter := self._peek()) != "}":
            at = self._at
            if letter.isspace():
                self._at += 1
            elif letter in "()":
                self._at += 1
                found.append(_Piece(letter, letter, at))
            elif letter == '"':
                self._at += 1
                found.append(_Piece("term", self._run('"'), at))
                self._at += 1
            else:
                text = self._run(' \t\r\n()}"')
                operator = text.upper() if text.upper() in _OPERATORS else "term"
                found.append(_Piece(operator, text, at))
        return found, self._at + 1

    def _run(self, ends: str) -> str:
        letters = ""
        while (letter := self._peek(ends[-1])) not in ends:
            if letter == "\\":
                self._at += 1
                # What is escaped is no wildcard, and as punctuation it only parts words.
                letter = self._peek()
                letters += " " if letter in "*?" else letter
            elif letter in _RESERVED or (letter == "}" and ends == '"'):
                raise self._refusal(letter)
            else:
                letters += letter
            self._at += 1
        # The reference allows wildcards in the middle and at the end of a term; at the front they are not looked at.
        return letters.lstrip("*?")

    def _peek(self, expected: str = "}") -> str:
        if self._at >= len(self._text):
            wanted = '"' if expected == '"' else "}"
            raise self._statement.unreadable(self._at, f"mismatched character '<EOF>' expecting '{wanted}'")
        return self._text[self._at]

    def _refusal(self, letter: str) -> SoqlError:
        return self._statement.unreadable(self._at, f"mismatched character '{letter}' expecting '}}'")


class _Parser:
    """AND and AND NOT bind closer than OR; a space is an AND."""

    def __init__(self, statement: SearchStatement, pieces: list[_Piece], end: int) -> None:
        self._statement = statement
        self._pieces = [*pieces, _Piece("end", "}", end)]
        self._next = 0

    def query(self) -> Sought:
        try:
            sought = self._any()
        except RecursionError:
            raise self._statement.malformed(self._pieces[-1].at, "search query is nested too deeply") from None
        if self._piece.kind != "end":
            raise self._unexpected()
        return sought

    @property
    def _piece(self) -> _Piece:
        return self._pieces[self._next]

    def _accept(self, kind: str) -> bool:
        if self._piece.kind != kind:
            return False
        self._next += 1
        return True

    def _any(self) -> Sought:
        parts = [self._all()]
        while self._accept("OR"):
            parts.append(self._all())
        return _joined("OR", parts)

    def _all(self) -> Sought:
        parts: list[tuple[str, Sought]] = [("AND", self._one())]
        while self._piece.kind in {"AND", "term", "("}:
            operator = "NOT" if self._accept("AND") and self._accept("NOT") else "AND"
            parts.append((operator, self._one()))
        wanted = _joined("AND", [part for operator, part in parts if operator == "AND"])
        unwanted = [part for operator, part in parts if operator == "NOT"]
        return Joined("NOT", wanted, _joined("OR", unwanted)) if unwanted else wanted

    def _one(self) -> Sought:
        if self._accept("("):
            inner = self._any()
            if not self._accept(")"):
                raise self._unexpected()
            return inner
        piece = self._piece
        if not self._accept("term"):
            raise self._unexpected()
        return Term(words(piece.text))

    def _unexpected(self) -> SoqlError:
        return self._statement.malformed(self._piece.at, f"unexpected token: '{self._piece.text}'")
