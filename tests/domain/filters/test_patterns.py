import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters.patterns import PatternError, check, found_in

atoms = st.sampled_from(("a", "b", "c", ".", "[ab]", "[^a]", "[a-c]", "\\d", "\\W", "1", "^", "$", "\\."))


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    repeated = st.builds("({}){}".format, inner, st.sampled_from(("*", "+", "?", "{2}", "{1,3}", "{0,}")))
    return st.lists(inner, min_size=1, max_size=3).map("".join) | repeated | st.builds("({}|{})".format, inner, inner)


patterns = st.recursive(atoms, _grown, max_leaves=8)


@given(pattern=patterns, text=st.text("abc1. ", max_size=8))
def test_a_pattern_finds_what_python_finds(pattern: str, text: str) -> None:
    assert found_in(pattern, text) is bool(re.search(pattern.replace("$", "\\Z"), text))


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*)*x$", "((a?){50}){3}b", "(a*)*(a*)*b"])
def test_no_pattern_goes_back_and_forth(pattern: str) -> None:
    # Python's own would still be busy with the first of these when the universe ends.
    assert not found_in(pattern, "a" * 4_000 + "!")


@pytest.mark.parametrize(
    ("pattern", "text"), [("straße", "STRASSE"), ("[É-Ü]", "é"), ("^ACME", "acme"), ("[A-C]", "b"), ("İ", "İstanbul")]
)
def test_case_makes_no_difference(pattern: str, text: str) -> None:
    assert found_in(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "place"),
    [
        ("", 0),
        ("ab)", 2),
        ("a(b", 1),
        ("*a", 0),
        ("a+?", 2),
        ("(?:a)", 0),
        ("\\b", 0),
        ("a[b", 1),
        ("a\\", 1),
        ("a{x", 1),
        ("a{51}", 1),
        ("[c-a]", 0),
        ("^*", 0),
        ("((a{50}){50}){50}", 0),
        ("(((((){50}){50}){50}){50}){50}", 0),
        ("(" * 22, 21),
        ("a" * 201, 200),
    ],
)
def test_a_wrong_pattern_says_where(pattern: str, place: int) -> None:
    with pytest.raises(PatternError) as caught:
        check(pattern)
    assert caught.value.position == place
