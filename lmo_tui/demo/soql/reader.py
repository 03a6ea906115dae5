"""A cursor over tokens that knows how to complain about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lmo_tui.demo.soql.tokens import NUMBER, SIGN, UNREADABLE, WORD, Token, tokenize

if TYPE_CHECKING:
    from lmo_tui.demo.soql.errors import SoqlError, Statement

# A whole number of more digits would not fit the platform's integers.
_LONGEST_NUMBER: Final = 9
# Words the SOQL reference reserves, so that they can be neither fields nor aliases.
RESERVED: Final = frozenset(
    (
        "AND",
        "ASC",
        "DESC",
        "EXCLUDES",
        "FROM",
        "GROUP",
        "HAVING",
        "IN",
        "INCLUDES",
        "LIKE",
        "LIMIT",
        "NOT",
        "NULL",
        "NULLS",
        "OR",
        "SELECT",
        "USING",
        "WHERE",
        "WITH",
    )
)
# Words that open a later clause, and so cannot be aliases although fields may bear these names.
CLAUSES: Final = RESERVED | {"ORDER", "OFFSET", "FOR", "UPDATE", "ALL", "AS"}


class Reader:
    """Reads a statement's tokens one after the other; `readable` stands in for a text that is not all tokens."""

    def __init__(self, statement: Statement, readable: str | None = None) -> None:
        self.statement = statement
        self._tokens = tokenize(statement.text if readable is None else readable)
        self._next = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self._tokens[self._next]

    def ahead(self, count: int = 1) -> Token:
        """Look further ahead than the next token."""
        return self._tokens[min(self._next + count, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Take the next token."""
        token = self.token
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def accept(self, *words: str) -> bool:
        """Take a sign or a run of keywords if exactly these come next."""
        if all(self.ahead(place).says(word) for place, word in enumerate(words)):
            self._next += len(words)
            return True
        return False

    def expect(self, *words: str) -> Token:
        """Take a sign or a run of keywords, or complain about the first token that is another."""
        token = self.token
        for word in words:
            token = self.token
            if not token.says(word):
                raise self.unexpected()
            self.take()
        return token

    def name(self) -> Token:
        """Take the name of a field, object or relationship."""
        if self.token.kind != WORD or self.token.text.upper() in RESERVED:
            raise self.unexpected()
        return self.take()

    def alias(self) -> str | None:
        """Take an alias if one comes next."""
        if self.token.kind == WORD and self.token.text.upper() not in CLAUSES:
            return self.take().text
        return None

    def whole_number(self) -> int:
        """Take an unsigned whole number."""
        if self.token.kind != NUMBER or not self.token.text.isdigit():
            raise self.unexpected()
        if len(self.token.text.lstrip("0")) > _LONGEST_NUMBER:
            raise self.statement.malformed(self.token.at, f"Invalid numeric literal: {self.token.text}")
        return int(self.take().text)

    def unexpected(self) -> SoqlError:
        """Make the platform's complaint about the next token."""
        token = self.token
        if token.kind == UNREADABLE and token.text == "'":
            return self.statement.unreadable(len(self.statement.text), "mismatched character '<EOF>' expecting '''")
        if token.kind == UNREADABLE:
            return self.statement.unreadable(token.at, f"no viable alternative at character '{token.text}'")
        if token.kind == SIGN and token.text == ":":
            return self.statement.malformed(token.at, "Bind variables only allowed in Apex code")
        return self.statement.malformed(token.at, f"unexpected token: '{token.text.strip(chr(39))}'")
