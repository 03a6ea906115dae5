"""From a statement's text to its tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lmo_tui.demo.soql.errors import SoqlError, Statement

END: Final = "end"
WORD: Final = "word"
STRING: Final = "string"
NUMBER: Final = "number"
DATE: Final = "date"
DATETIME: Final = "datetime"
SIGN: Final = "sign"
UNREADABLE: Final = "unreadable"

_TOKEN: Final = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<datetime>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2}))
    | (?P<date>\d{4}-\d{2}-\d{2})
    | (?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<string>'(?:[^'\\]|\\.)*')
    | (?P<sign><=|>=|!=|<>|[-=<>().,:*;/%+?\[\]{}&|^!~@$\\])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind, its text as written, and where it stands."""

    kind: str
    text: str
    at: int

    def says(self, word: str) -> bool:
        """Tell whether this is a keyword (given in upper case) in any case, or a sign."""
        return self.kind in {WORD, SIGN} and self.text.upper() == word


def tokenize(text: str) -> list[Token]:
    """Split a statement into tokens, the last of which is the end, or what cannot be read."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            # Only an error if the parser gets here: one of grammar that comes earlier is reported first.
            return [*tokens, Token(UNREADABLE, text[at], at)]
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, match.group(), at))
        at = match.end()
    return [*tokens, Token(END, "<EOF>", len(text))]


def decode(token: Token, statement: Statement) -> str:
    """Give the text that a string token stands for; any escape but the documented ones is an error."""

    def replace(match: re.Match[str]) -> str:
        code, letter = match.groups()
        if code:
            return chr(int(code, 16))
        if letter not in _ESCAPES:
            raise _illegal(match.group(), token, statement)
        return _ESCAPES[letter]

    return _whole(_ESCAPE.sub(replace, token.text[1:-1]))


def decode_pattern(token: Token, statement: Statement) -> str:
    """Give the LIKE pattern that a string token stands for: a backslash before each character that is no wildcard."""

    def replace(match: re.Match[str]) -> str:
        code, letter = match.groups()
        if letter in {"%", "_", "\\"}:
            return f"\\{letter}"
        plain = chr(int(code, 16)) if code else _ESCAPES.get(letter)
        if plain is None:
            raise _illegal(match.group(), token, statement)
        return f"\\{plain}" if plain in {"%", "_", "\\"} else plain

    return _whole(_ESCAPE.sub(replace, token.text[1:-1]))


def _whole(text: str) -> str:
    """Join surrogates into their character; a lone one, which SQLite would not take, becomes a question mark."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _illegal(escape: str, token: Token, statement: Statement) -> SoqlError:
    return statement.malformed(
        token.at, f"Invalid string literal {token.text}. Illegal character sequence '{escape}' in string literal."
    )
