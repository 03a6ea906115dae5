"""Parsing operands, literals, and the conditions of WHERE and HAVING."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.soql.dates import COUNTED_RANGES, RANGES
from lmo_tui.demo.soql.syntax import Both, Call, Comparison, Condition, Literal, Not, Operand, Path, Select
from lmo_tui.demo.soql.tokens import DATE, DATETIME, NUMBER, STRING, WORD, decode, decode_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from lmo_tui.demo.soql.reader import Reader

_COMPARISONS: Final = ("=", "!=", "<>", "<=", ">=", "<", ">")
_CONSTANTS: Final[dict[str, tuple[str, bool | None]]] = {
    "TRUE": ("boolean", True),
    "FALSE": ("boolean", False),
    "NULL": ("null", None),
}
_LONGEST_STRING: Final = 4_000
_LONGEST_WHOLE: Final = 18


def path(reader: Reader) -> Path:
    """Parse a field path."""
    first = reader.name()
    parts = [first.text]
    while reader.accept("."):
        parts.append(reader.name().text)
    return Path(tuple(parts), first.at)


def operand(reader: Reader) -> Operand:
    """Parse a field path or a function call."""
    if not reader.ahead().says("("):
        return path(reader)
    function = reader.name()
    if function.text.upper() in {"DISTANCE", "GEOLOCATION"}:
        raise reader.statement.malformed(function.at, f"{function.text} is not supported by the demo LMO")
    reader.expect("(")
    arguments = [operand(reader)]
    while reader.accept(","):
        arguments.append(operand(reader))
    reader.expect(")")
    return Call(function.text, tuple(arguments), function.at)


def _finite(text: str) -> float:
    """Read a number; one beyond what a double holds becomes the largest there is."""
    return max(-sys.float_info.max, min(float(text), sys.float_info.max))


class Conditions:
    """Parses the condition of one clause; the platform never mixes AND with OR without parentheses."""

    def __init__(self, reader: Reader, subselect: Callable[[], Select]) -> None:
        self._reader = reader
        self._subselect = subselect

    def condition(self) -> Condition:
        """Parse a condition: a run of ANDs, a run of ORs, or one NOT."""
        reader = self._reader
        if reader.accept("NOT"):
            return Not(self._simple())
        first = self._simple()
        for word in ("AND", "OR"):
            parts = [first]
            while reader.accept(word):
                parts.append(self._simple())
            if len(parts) > 1:
                return Both(word, tuple(parts))
        return first

    def _simple(self) -> Condition:
        reader = self._reader
        if reader.accept("("):
            inner = self.condition()
            reader.expect(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Comparison:
        reader = self._reader
        at = reader.token.at
        left = operand(reader)
        for sign in _COMPARISONS:
            if reader.accept(sign):
                return Comparison(left, "!=" if sign == "<>" else sign, self._literal(), at)
        if reader.accept("LIKE"):
            return Comparison(left, "LIKE", self._pattern(), at)
        for words in (("IN",), ("NOT", "IN")):
            if reader.accept(*words):
                return Comparison(left, " ".join(words), self._list(), at)
        for word in ("INCLUDES", "EXCLUDES"):
            if reader.accept(word):
                return Comparison(left, word, self._literals(), at)
        raise reader.unexpected()

    def _list(self) -> tuple[Literal, ...] | Select:
        if self._reader.token.says("(") and self._reader.ahead().says("SELECT"):
            self._reader.take()
            select = self._subselect()
            self._reader.expect(")")
            return select
        return self._literals()

    def _literals(self) -> tuple[Literal, ...]:
        self._reader.expect("(")
        values = [self._literal()]
        while self._reader.accept(","):
            values.append(self._literal())
        self._reader.expect(")")
        return tuple(values)

    def _pattern(self) -> Literal:
        token = self._reader.token
        if token.kind != STRING:
            return self._literal()
        self._reader.take()
        return Literal("pattern", self._short(decode_pattern(token, self._reader.statement), token.at), token.at)

    def _literal(self) -> Literal:
        reader = self._reader
        token = reader.token
        if token.kind == STRING:
            reader.take()
            return Literal("string", self._short(decode(token, reader.statement), token.at), token.at)
        if token.kind == NUMBER:
            reader.take()
            # SQLite has no whole numbers beyond 64 bits.
            exact = token.text.lstrip("+-").isdigit() and len(token.text) <= _LONGEST_WHOLE
            return Literal("number", int(token.text) if exact else _finite(token.text), token.at)
        if token.kind in {DATE, DATETIME}:
            reader.take()
            return Literal(token.kind, token.text, token.at)
        if token.kind == WORD:
            return self._word()
        raise reader.unexpected()

    def _word(self) -> Literal:
        reader = self._reader
        token = reader.token
        word = token.text.upper()
        if word in _CONSTANTS:
            reader.take()
            return Literal(*_CONSTANTS[word], token.at)
        if word in RANGES:
            reader.take()
            return Literal("range", word, token.at)
        if word in COUNTED_RANGES and reader.ahead().says(":"):
            reader.take()
            reader.take()
            return Literal("range", word, token.at, reader.whole_number())
        raise reader.unexpected()

    def _short(self, value: str, at: int) -> str:
        if len(value) > _LONGEST_STRING:
            raise self._reader.statement.malformed(at, f"Filter criterion is longer than {_LONGEST_STRING} characters")
        return value
