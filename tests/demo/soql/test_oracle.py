"""What we accept and how we read it, compared with soql-parser-js, an independent parser of SOQL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from lmo_tui.demo.soql.errors import SoqlError
from lmo_tui.demo.soql.parser import parse
from tests.demo.node import node_packages, run_node
from tests.demo.soql import trees

HERE: Final = Path(__file__).parent
PARSER: Final = "@jetstreamapp/soql-parser-js@6.3.1"
ACCEPTED_BY_US: Final = "+<"
ACCEPTED_BY_THEM: Final = "+>"


def _corpus() -> list[tuple[str, str]]:
    lines = (HERE / "corpus.txt").read_text(encoding="utf-8").splitlines()
    return [(line[0], line[2:]) for line in lines if line and line[0] in "+-<>"]


def _accepts(text: str) -> bool:
    try:
        parse(text)
    except SoqlError:
        return False
    return True


@pytest.mark.parametrize(("expected", "text"), _corpus())
def test_we_judge_the_corpus_as_it_says(expected: str, text: str) -> None:
    assert _accepts(text) == (expected in ACCEPTED_BY_US)


def test_the_corpus_is_large_and_has_both_kinds() -> None:
    corpus = _corpus()
    assert len({text for _, text in corpus}) == len(corpus) >= 170
    assert len([text for expected, text in corpus if expected == "-"]) >= 50


def test_an_independent_parser_agrees_on_every_statement_of_the_corpus() -> None:
    folder = node_packages(PARSER)
    corpus = _corpus()
    answers: list[dict[str, Any] | None] = json.loads(
        run_node(folder, HERE / "oracle.mjs", stdin=json.dumps([text for _, text in corpus]))
    )
    judged = [
        text
        for (expected, text), answer in zip(corpus, answers, strict=True)
        if (answer is not None) != (expected in ACCEPTED_BY_THEM)
    ]
    assert judged == []
    for (expected, text), answer in zip(corpus, answers, strict=True):
        if expected == "+" and answer is not None:
            assert trees.ours(parse(text)) == trees.theirs(answer), text
