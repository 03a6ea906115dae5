import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lmo_tui.domain.ids import is_id, long_id, same_id, short_id, suffix

shorts = st.text(string.ascii_letters + string.digits, min_size=15, max_size=15)


@given(short=shorts)
def test_both_lengths_are_the_same_record(short: str) -> None:
    long = long_id(short)
    assert len(long) == 18
    assert is_id(short)
    assert is_id(long)
    assert is_id(long[:15] + long[15:].lower())
    assert short_id(long) == short
    assert long_id(long) == long
    assert same_id(short, long)


@given(one=shorts, other=shorts)
def test_only_the_fifteen_characters_decide(one: str, other: str) -> None:
    assert same_id(one, long_id(other)) == (one == other)


@given(short=shorts)
def test_case_tells_records_apart_and_the_suffix_tells_the_case(short: str) -> None:
    turned = short.swapcase()
    assume(turned != short)
    assert not same_id(short, turned)
    assert suffix(short) != suffix(turned)
    assert not is_id(turned + suffix(short))


@pytest.mark.parametrize(
    "text", ["", "a", "L-00042", "00D5g00000Abcd", "00D5g00000Abcdef", "00D5g00000Abcd-", "00D5g00000Äbcde", "x" * 19]
)
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_a_documented_pair() -> None:
    assert long_id("0015000000Gv7qJ") == "0015000000Gv7qJAAR"
