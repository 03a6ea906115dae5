"""Whatever is asked, the answer is records or one of the platform's errors; nothing else ever escapes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.demo.soql import SoqlError, compile_query
from tests.demo.soql.world import CONTEXT, World

_LINES: Final = (Path(__file__).parent / "corpus.txt").read_text(encoding="utf-8").splitlines()
STATEMENTS: Final = [line[2:] for line in _LINES if line and line[0] in "+-<>"]
WORDS: Final = sorted({word for text in STATEMENTS for word in re.findall(r"'[^']*'|\w+|\S", text)})
WORLD: Final = World()


def _try(text: str) -> None:
    try:
        query = compile_query(text, CONTEXT)
        total = query.total(WORLD.connection)
        assert query.is_count or len(query.rows(WORLD.connection, 0, 2_000)) == total
        assert isinstance(query.columns, list)
    except SoqlError as error:
        assert error.code.isupper()
        assert error.message


@pytest.mark.parametrize("text", STATEMENTS)
def test_every_statement_of_the_corpus_runs_or_is_refused(text: str) -> None:
    _try(text)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STATEMENTS), st.data())
def test_a_statement_with_a_word_changed_runs_or_is_refused(text: str, data: st.DataObject) -> None:
    words = re.findall(r"'[^']*'|\w+|\S", text)
    if words:
        at = data.draw(st.integers(0, len(words) - 1))
        words[at : at + data.draw(st.integers(0, 1))] = data.draw(st.lists(st.sampled_from(WORDS), max_size=2))
    _try(" ".join(words))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_as_a_literal_runs_or_is_refused(literal: str) -> None:
    _try(f"SELECT Id FROM Account WHERE Name = '{literal}' OR Name LIKE '{literal}%'")  # noqa: S608 - SOQL


@pytest.mark.parametrize(
    "condition",
    [
        "NumberOfEmployees = 99999999999999999999999",
        "NumberOfEmployees > -99999999999999999999999",
        "AnnualRevenue < 1e999",
        "Name = '\\ud800'",
        "Name = '\ud800'",
        "Name = '\\u0000'",
        "CreatedDate > 9999-12-31T23:59:59-12:00",
        "CreatedDate = NEXT_N_YEARS:999999999",
        "CreatedDate = LAST_N_DAYS:999999999999",
    ],
)
def test_values_at_the_edge_run_or_are_refused(condition: str) -> None:
    _try(f"SELECT Id FROM Account WHERE {condition}")  # noqa: S608 - SOQL


def test_two_surrogates_are_one_character(world: World) -> None:
    assert world.names("SELECT Name FROM Account WHERE Name = '\\ud83d\\ude00'") == []
    assert world.names("SELECT Name FROM Account WHERE Name != '\\ud83d\\ude00' AND Name = 'Acme'") == ["Acme"]


def test_a_limit_beyond_the_platforms_integers_is_refused(world: World) -> None:
    assert "Invalid numeric literal" in world.refused("SELECT Id FROM Account LIMIT 99999999999").message


def test_long_chains_and_long_lists_are_no_deeper_than_short_ones(world: World) -> None:
    chain = " OR ".join(["Name = 'wayne'"] * 4_000)
    assert world.names(f"SELECT Name FROM Account WHERE {chain}") == ["wayne"]  # noqa: S608 - SOQL
    assert len(world.names(f"SELECT Name FROM Account WHERE NOT ({chain})")) == 2  # noqa: S608 - SOQL
    texts = ", ".join(["'nobody'"] * 9_000 + ["'WAYNE'"])
    assert world.names(f"SELECT Name FROM Account WHERE Name IN ({texts})") == ["wayne"]  # noqa: S608 - SOQL
    assert len(world.names(f"SELECT Name FROM Account WHERE Name NOT IN ({texts})")) == 2  # noqa: S608 - SOQL
    numbers = ", ".join(["1"] * 30_000 + ["12"])
    assert len(world.names(f"SELECT Name FROM Account WHERE NumberOfEmployees IN ({numbers})")) == 1  # noqa: S608 - SOQL
