import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.text import FORBIDDEN, LONGEST, MOST_MARKS, clean

hostile = st.text(
    st.characters()
    | st.sampled_from([chr(code) for code in sorted(FORBIDDEN)])
    | st.sampled_from("a\u0301\u0300\u20dd\u200d\u200c👨"),
    max_size=60,
)


@settings(max_examples=400)
@given(text=hostile)
def test_nothing_forbidden_comes_through_and_twice_is_once(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN & set(map(ord, cleaned))
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


@given(text=hostile, longest=st.integers(1, 20))
def test_nothing_is_longer_than_asked_and_twice_is_once(text: str, longest: int) -> None:
    cleaned = clean(text, longest)
    assert len(cleaned) <= longest
    assert clean(cleaned, longest) == cleaned


@pytest.mark.parametrize("code", sorted({*range(0x20), *range(0x7F, 0xA0)}))
def test_every_control_character_is_gone(code: int) -> None:
    cleaned = clean(f"a{chr(code)}b")
    assert not [character for character in cleaned if unicodedata.category(character) == "Cc"]
    assert (cleaned[0], cleaned[-1], len(cleaned)) == ("a", "b", 3)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        ("", ""),
        ("two\nlines", "two␊lines"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("pay\u202egnp.exe", "pay\ufffdgnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud83d surrogate", "half \ufffd surrogate"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # noqa: RUF001 - Persian letters, meant
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("日本電気 مؤسسة Ж", "日本電気 مؤسسة Ж"),
        ("line\u2028end", "line␤end"),
    ],
)
def test_known_cases(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_marks_do_not_climb_over_the_neighboring_lines() -> None:
    assert clean("Z" + "\u0301" * 100 + "algo") == "Z" + "\u0301" * MOST_MARKS + "algo"


@pytest.mark.parametrize("letter", ["x", "é"])
def test_long_text_ends_in_an_ellipsis(letter: str) -> None:
    assert clean(letter * LONGEST) == letter * LONGEST
    assert clean(letter * (LONGEST + 1)) == letter * (LONGEST - 1) + "…"
