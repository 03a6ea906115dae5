"""Compiled searches, ready to be run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.soql.errors import SoqlError
from lmo_tui.demo.soql.records import plan_rows
from lmo_tui.demo.soql.scope import root_object
from lmo_tui.demo.soql.syntax import Source
from lmo_tui.demo.sosl.errors import MALFORMED_SEARCH, SearchStatement
from lmo_tui.demo.sosl.index import Index
from lmo_tui.demo.sosl.matching import matching_rows
from lmo_tui.demo.sosl.parser import Parsed, columns_of, parse

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from lmo_tui.demo.schema import SObject
    from lmo_tui.demo.soql.context import Context
    from lmo_tui.demo.soql.records import RowPlan
    from lmo_tui.demo.soql.shape import Record
    from lmo_tui.demo.soql.syntax import Select

_MOST_RECORDS: Final = 2_000
_LONGEST_QUERY: Final = 10_000
_NOT_SEARCHED: Final = "INVALID_TYPE_FOR_OPERATION"


@dataclass(frozen=True, slots=True)
class _Part:
    """What is wanted of one object."""

    index: Index
    select: Select


@dataclass(frozen=True, slots=True)
class Search:
    """A search that has been understood."""

    statement: SearchStatement
    context: Context
    parsed: Parsed
    parts: tuple[_Part, ...]

    @property
    def indexes(self) -> list[Index]:
        """The indexes that have to be fresh before the search runs."""
        return [part.index for part in self.parts]

    def run(self, connection: sqlite3.Connection) -> list[Record]:
        """Give the records found, object after object as the search names them."""
        if len(self.parsed.query) > _LONGEST_QUERY:
            return []
        plans = [self._plan(connection, part) for part in self.parts]
        keys = [plan.keys(connection) for plan in plans]
        most = _MOST_RECORDS if self.parsed.limit is None else min(self.parsed.limit, _MOST_RECORDS)
        records: list[Record] = []
        for plan, found, share in zip(plans, keys, shares([len(one) for one in keys], most), strict=True):
            wanted = found[:share].tolist()
            read = plan.fetch(connection, wanted)
            records += [read[row] for row in wanted if row in read]
        return records

    def _plan(self, connection: sqlite3.Connection, part: _Part) -> RowPlan:
        rows = matching_rows(connection, part.index, self.parsed.sought, self.parsed.group)
        return plan_rows(self.statement, self.context, part.select, part.index.item, rows)


def compile_search(text: str, context: Context) -> Search:
    """Understand a search, or raise SoqlError with the platform's code and text."""
    if not text.strip():
        raise SoqlError(MALFORMED_SEARCH, "SOSL statements cannot be empty or null")
    statement = SearchStatement(text)
    parsed = parse(statement)
    parts = [_part(statement, context, select) for select in parsed.returning]
    if not parts:
        everything = (item for item in SCHEMA.values() if item.searchable and context.sees(item))
        parts = [_Part(Index.of(item, context), columns_of(Source((item.name,), None, 0))) for item in everything]
    search = Search(statement, context, parsed, tuple(parts))
    for part in parts:
        # Also what is wrong with the fields of an object is said before anything is searched.
        plan_rows(statement, context, part.select, part.index.item, ())
    return search


def shares(found: Sequence[int], most: int) -> list[int]:
    """Deal records out evenly among the objects, and what one cannot use to the others."""
    given = [0] * len(found)
    left = most
    hungry = [place for place, many in enumerate(found) if many]
    while hungry and left:
        share = max(left // len(hungry), 1)
        for place in hungry:
            more = min(share, found[place] - given[place], left)
            given[place] += more
            left -= more
        hungry = [place for place in hungry if given[place] < found[place]]
    return given


def _part(statement: SearchStatement, context: Context, select: Select) -> _Part:
    item: SObject = root_object(statement, context, select.source)
    if not item.searchable:
        message = f"entity type {item.name} does not support search"
        raise statement.error(_NOT_SEARCHED, select.source.at, message)
    return _Part(Index.of(item, context), select)
