"""Random conditions over random rows, compared with an evaluator that shares nothing with the compiler."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.demo import database
from lmo_tui.demo.soql import compile_query
from tests.demo.soql.world import CONTEXT, insert

Row: TypeAlias = dict[str, Any]
#: A condition as SOQL, and as what it means for a row.
Condition: TypeAlias = tuple[str, Any]

WORDS: Final = ("a", "A", "É", "é", "_%", "b\\", "o'x")
NUMBERS: Final = (-1, 0, 5, 25)
DAYS: Final = ("1970-01-01", "2026-11-24", "2026-11-25", "2026-12-01")
TODAY: Final = "2026-11-25"


def _quote(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fold(value: Any) -> Any:  # noqa: ANN401 - values of several types
    return value.casefold() if isinstance(value, str) else value


def _equal(field: str, text: str, value: Any) -> Condition:  # noqa: ANN401 - values of several types
    return f"{field} = {text}", lambda row: _fold(row[field]) == _fold(value)


def _unequal(field: str, text: str, value: Any) -> Condition:  # noqa: ANN401 - values of several types
    return f"{field} != {text}", lambda row: _fold(row[field]) != _fold(value)


def _among(field: str, texts: list[str], values: list[Any], *, negate: bool) -> Condition:
    folded = [_fold(value) for value in values]
    return (
        f"{field} {'NOT ' if negate else ''}IN ({', '.join(texts)})",
        lambda row: (_fold(row[field]) in folded) != negate,
    )


def _compare(field: str, operator: str, text: str, value: Any) -> Condition:  # noqa: ANN401 - numbers or days
    def holds(row: Row) -> bool:
        left = row[field]
        if left is None or value is None:
            return False
        return bool(
            {"<": left < value, "<=": left <= value, ">": left > value, ">=": left >= value}[operator],
        )

    return f"{field} {operator} {text}", holds


def _like(field: str, pattern: str) -> Condition:
    """A pattern of plain letters, wildcards and escaped wildcards."""
    expression = "".join(
        re.escape(part[-1]) if part.startswith("\\") or part not in {"%", "_"} else {"%": ".*", "_": "."}[part]
        for part in re.findall(r"\\.|.", pattern, re.DOTALL)
    )
    matcher = re.compile(_fold(expression), re.DOTALL)
    return (
        f"{field} LIKE '{pattern}'",
        lambda row: row[field] is not None and matcher.fullmatch(_fold(row[field])) is not None,
    )


def _text_conditions(field: str) -> st.SearchStrategy[Condition]:
    pairs = st.sampled_from([*((_quote(word), word) for word in WORDS), ("null", None), ("''", None)])
    patterns = st.lists(st.sampled_from(["a", "É", "%", "_", "\\%", "\\_", "\\\\", "b", "x"]), max_size=4).map("".join)
    return st.one_of(
        pairs.map(lambda pair: _equal(field, *pair)),
        pairs.map(lambda pair: _unequal(field, *pair)),
        st.tuples(st.lists(pairs, min_size=1, max_size=3), st.booleans()).map(
            lambda drawn: _among(field, [one[0] for one in drawn[0]], [one[1] for one in drawn[0]], negate=drawn[1])
        ),
        patterns.map(lambda pattern: _like(field, pattern)),
    )


def _ordered_conditions(field: str, values: tuple[Any, ...]) -> st.SearchStrategy[Condition]:
    pairs = st.sampled_from([*((str(value), value) for value in values), ("null", None)])
    operators = st.sampled_from(["<", "<=", ">", ">="])
    return st.one_of(
        pairs.map(lambda pair: _equal(field, *pair)),
        pairs.map(lambda pair: _unequal(field, *pair)),
        st.tuples(operators, pairs).map(lambda drawn: _compare(field, drawn[0], *drawn[1])),
        st.tuples(st.lists(pairs, min_size=1, max_size=3), st.booleans()).map(
            lambda drawn: _among(field, [one[0] for one in drawn[0]], [one[1] for one in drawn[0]], negate=drawn[1])
        ),
    )


def _flag_conditions(field: str) -> st.SearchStrategy[Condition]:
    pairs = st.sampled_from([("true", True), ("false", False), ("null", False)])
    return st.one_of(pairs.map(lambda pair: _equal(field, *pair)), pairs.map(lambda pair: _unequal(field, *pair)))


def _not(condition: Condition) -> Condition:
    return f"(NOT {condition[0]})", lambda row: not condition[1](row)


def _joined(operator: str, parts: list[Condition]) -> Condition:
    decide = all if operator == "AND" else any
    return f"({f' {operator} '.join(part[0] for part in parts)})", lambda row: decide(part[1](row) for part in parts)


def _grow(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.one_of(
        inner.map(_not),
        st.tuples(st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=2, max_size=3)).map(
            lambda drawn: _joined(*drawn)
        ),
    )


LEAVES: Final = st.one_of(
    _text_conditions("sfLma__License_Type__c"),
    _text_conditions("sfLma__Account__r.Name"),
    _ordered_conditions("sfLma__Seats__c", NUMBERS),
    _ordered_conditions("sfLma__Expiration__c", DAYS),
    _flag_conditions("sfLma__Subscriber_Org_Is_Sandbox__c"),
    st.just(("sfLma__Expiration__c = TODAY", lambda row: row["sfLma__Expiration__c"] == TODAY)),
    st.just(("sfLma__Expiration__c != TODAY", lambda row: row["sfLma__Expiration__c"] != TODAY)),
)
CONDITIONS: Final = st.recursive(LEAVES, _grow, max_leaves=8)
ROWS: Final = st.lists(
    st.fixed_dictionaries(
        {
            "sfLma__License_Type__c": st.sampled_from([*WORDS, None]),
            "sfLma__Account__r.Name": st.sampled_from([*WORDS, None]),
            "sfLma__Seats__c": st.sampled_from([*NUMBERS, None]),
            "sfLma__Expiration__c": st.sampled_from([*DAYS, None]),
            "sfLma__Subscriber_Org_Is_Sandbox__c": st.booleans(),
        }
    ),
    min_size=1,
    max_size=8,
)
CONNECTION: Final = database.create(":memory:", with_indexes=False)


@settings(max_examples=400, deadline=None)
@given(ROWS, CONDITIONS)
def test_a_condition_finds_what_it_says(rows: list[Row], condition: Condition) -> None:
    CONNECTION.execute('DELETE FROM "sfLma__License__c"')
    CONNECTION.execute("DELETE FROM Account")
    for number, row in enumerate(rows):
        # A parent without a name and no parent at all must look the same.
        if row["sfLma__Account__r.Name"] is not None or number % 2:
            insert(CONNECTION, "Account", Id=f"001{number:015d}", Name=row["sfLma__Account__r.Name"])
        values = {name: value for name, value in row.items() if "." not in name}
        insert(CONNECTION, "sfLma__License__c", Id=f"a05{number:015d}", sfLma__Account__c=f"001{number:015d}", **values)
    query = compile_query(f"SELECT Id FROM sfLma__License__c WHERE {condition[0]}", CONTEXT)  # noqa: S608 - SOQL
    query.total(CONNECTION)
    found = {int(record["Id"][3:]) for record in query.rows(CONNECTION, 0, 100)}
    assert found == {number for number, row in enumerate(rows) if condition[1](row)}
