"""The index of words against a plain-Python reading of the same rules, on random queries."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.demo.database import open_database
from lmo_tui.demo.schema.customers import ACCOUNT
from lmo_tui.demo.soql import Context
from lmo_tui.demo.soql.errors import SoqlError
from lmo_tui.demo.sosl import SearchStatement, compile_search
from lmo_tui.demo.sosl.index import Index
from lmo_tui.demo.sosl.matching import matching_rows
from lmo_tui.demo.sosl.search import shares
from lmo_tui.demo.sosl.terms import Joined, Sought, Term, read_query
from tests.demo.soql.world import CONTEXT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

_WORDS = (
    "inc",
    "ltd",
    "example",
    "com",
    "press",
    "co",
    "joe",
    "the",
    "plumber",
    "sons",
    "co*",
    "pl*",
    "?oe",
    "l?d",
    "s*s",
)
_TERMS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(lambda words: Term(tuple(words)))
_QUERIES = st.recursive(
    _TERMS, lambda inner: st.builds(Joined, st.sampled_from(("AND", "OR", "NOT")), inner, inner), max_leaves=5
)


@pytest.fixture(scope="module")
def connection(pristine_lmo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = shutil.copyfile(pristine_lmo, tmp_path_factory.mktemp("search") / "lmo.sqlite3")
    with closing(open_database(path)) as opened:
        Index.of(ACCOUNT, CONTEXT).refresh(opened)
        yield opened


def spelled(sought: Sought) -> str:
    """Write a query as a user would."""
    if isinstance(sought, Term):
        return f'"{" ".join(sought.words)}"'
    operator = "AND NOT" if sought.operator == "NOT" else sought.operator
    return f"({spelled(sought.left)}) {operator} ({spelled(sought.right)})"


def holds(sought: Sought, fields: list[list[str]]) -> bool:
    """Tell whether a record matches, by looking at each place of each field."""
    if isinstance(sought, Joined):
        left, right = holds(sought.left, fields), holds(sought.right, fields)
        return {"AND": left and right, "OR": left or right, "NOT": left and not right}[sought.operator]
    size = len(sought.words)
    places = [words[start : start + size] for words in fields for start in range(len(words) - size + 1)]
    return any(all(map(fnmatchcase, place, sought.words)) for place in places)


@given(sought=_QUERIES)
def test_the_index_finds_what_reading_every_record_finds(connection: sqlite3.Connection, sought: Sought) -> None:
    index = Index.of(ACCOUNT, CONTEXT)
    names = ", ".join(f'"{field}"' for field in index.fields)
    expected = []
    plain = set()
    for row, *values in connection.execute(f"SELECT rowid, {names} FROM Account"):  # noqa: S608 (the schema's names)
        texts = [value or "" for value in values]
        if all(text.isascii() for text in texts):
            plain.add(row)
            fields = [re.findall(r"[^\W_]+", text.casefold()) for text in texts]
            # The id is one word in either length, which no query here asks for.
            if holds(sought, fields[1:]):
                expected.append(row)

    found = [row for row in matching_rows(connection, index, sought, "ALL") if row in plain]

    assert found == expected


@given(sought=_QUERIES)
def test_a_query_is_read_as_it_was_meant(sought: Sought) -> None:
    statement = SearchStatement(f"FIND {{{spelled(sought)}}}")
    read, end = read_query(statement, 5)

    def stripped(node: Sought) -> Sought:
        if isinstance(node, Term):
            return Term((node.words[0].lstrip("*?"), *node.words[1:]))
        return Joined(node.operator, stripped(node.left), stripped(node.right))

    assert read == stripped(sought)
    assert end == len(statement.text)


def test_operators_bind_as_the_reference_orders_them() -> None:
    read, _ = read_query(SearchStatement("{aa OR bb cc AND NOT dd OR ee}"), 0)
    aa, bb, cc, dd, ee = (Term((word,)) for word in ("aa", "bb", "cc", "dd", "ee"))
    assert read == Joined("OR", aa, Joined("OR", Joined("NOT", Joined("AND", bb, cc), dd), ee))


@given(text=st.text(alphabet='ab "()\\{}*?-|ANDORT日é\n', max_size=40))
def test_no_query_is_too_strange_to_be_run_or_refused(connection: sqlite3.Connection, text: str) -> None:
    context = Context(CONTEXT.now, CONTEXT.user_id)
    try:
        search = compile_search(f"FIND {{{text}}} RETURNING Account(Id)", context)
    except SoqlError as refusal:
        assert refusal.code in {"MALFORMED_SEARCH", "INVALID_SEARCH"}
        return
    assert all(set(record) == {"attributes", "Id"} for record in search.run(connection))


@given(found=st.lists(st.integers(0, 60), max_size=6), most=st.integers(0, 200))
def test_shares_waste_nothing_and_favor_nobody(found: list[int], most: int) -> None:
    given_out = shares(found, most)

    assert sum(given_out) == min(most, sum(found))
    assert all(0 <= share <= many for share, many in zip(given_out, found, strict=True))
    hungry = [share for share, many in zip(given_out, found, strict=True) if share < many]
    # Whoever got less than it could use got as much as anybody, give or take the last one dealt out.
    assert not hungry or min(hungry) >= max(given_out) - 1
