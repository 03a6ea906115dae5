"""From the query in the braces to the rows of one object that match it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.sosl.terms import Joined, Term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from lmo_tui.demo.sosl.index import Index
    from lmo_tui.demo.sosl.terms import Sought

_MOST_WORDS: Final = 1_000
_NOWHERE: Final = '""'
_LAST: Final = "\U0010ffff"


def matching_rows(connection: sqlite3.Connection, index: Index, sought: Sought, group: str) -> list[int]:
    """Give the rows, deleted ones too; in the order of the table."""
    fields = index.group(group)
    expression = _Expressions(connection, index).of(sought)
    if not fields or expression == _NOWHERE:
        return []
    columns = " ".join(f'"{field}"' for field in fields)
    sql = f"SELECT rowid FROM {index.table} WHERE {index.table} MATCH ? ORDER BY rowid"  # noqa: S608 (the schema's names)
    return [row for (row,) in connection.execute(sql, (f"{{{columns}}} : ({expression})",))]


@dataclass(frozen=True, slots=True)
class _Expressions:
    """Writes FTS5's query language; what can match nothing is an empty phrase, which FTS5 takes as such."""

    connection: sqlite3.Connection
    index: Index

    def of(self, sought: Sought) -> str:
        if isinstance(sought, Term):
            return self._term(sought)
        return self._joined(sought)

    def _joined(self, joined: Joined) -> str:
        left, right = self.of(joined.left), self.of(joined.right)
        if joined.operator == "OR":
            known = [side for side in (left, right) if side != _NOWHERE]
            return f"({' OR '.join(known)})" if known else _NOWHERE
        if left == _NOWHERE or (right == _NOWHERE and joined.operator == "AND"):
            return _NOWHERE
        return left if right == _NOWHERE else f"({left} {joined.operator} {right})"

    def _term(self, term: Term) -> str:
        if not term.words:
            return _NOWHERE
        *front, last = term.words
        prefix = last.rstrip("*")
        if prefix != last and prefix and not _is_pattern(prefix):
            return self._phrases([*(self._meant(word) for word in front), [prefix]], " *")
        return self._phrases([self._meant(word) for word in term.words])

    def _phrases(self, words: Iterable[list[str]], tail: str = "") -> str:
        phrases = [f'"{" ".join(phrase)}"{tail}' for phrase in itertools.islice(itertools.product(*words), _MOST_WORDS)]
        return f"({' OR '.join(phrases)})" if phrases else _NOWHERE

    def _meant(self, word: str) -> list[str]:
        """List the words that a word with wildcards stands for."""
        if not _is_pattern(word):
            return [word]
        head = word[: min(word.find(sign) for sign in "*?" if sign in word)]
        sql = f"SELECT term FROM {self.index.vocabulary} WHERE term >= ? AND term < ? AND term GLOB ? LIMIT ?"  # noqa: S608 (the schema's names)
        found = self.connection.execute(sql, (head, head + _LAST, word, _MOST_WORDS))
        return [term for (term,) in found]


def _is_pattern(word: str) -> bool:
    return "*" in word or "?" in word
