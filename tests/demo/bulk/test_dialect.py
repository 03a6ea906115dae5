from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.demo.bulk.columns import number
from lmo_tui.demo.bulk.dialect import DELIMITERS, LINE_ENDINGS, Dialect, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

# No field of the platform can hold a NUL.
VALUES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(
    st.sampled_from(sorted(DELIMITERS)),
    st.sampled_from(sorted(LINE_ENDINGS)),
    st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), max_size=4)),
)
def test_what_is_written_is_read(delimiter: str, ending: str, rows: Sequence[list[str]]) -> None:
    dialect = Dialect(delimiter, ending)
    header = [f"Column{number}__c" for number in range(len(rows[0]) if rows else 1)]
    text = dialect.write([header, *rows])
    assert dialect.read(text.encode()) == (header, list(rows))


def test_every_value_is_in_quotes_and_null_is_empty() -> None:
    assert Dialect().write([["Id", "Name"], ["a05", None], ["", 'say "so"']]) == (
        '"Id","Name"\n"a05",""\n"","say ""so"""\n'
    )
    assert Dialect("PIPE", "CRLF").write([["Id", "Name"]]) == '"Id"|"Name"\r\n'


@pytest.mark.parametrize(
    ("ending", "data", "complaint"),
    [
        (
            "LF",
            b"Id\r\na\r\n",
            "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF",
        ),
        (
            "CRLF",
            b"Id\na\n",
            "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is CRLF",
        ),
        ("LF", b"Id,Name\na\n", "InvalidBatch : Record 1 has 1 columns where the header has 2"),
        ("LF", b"Id\n\xff\xfe\n", "ClientInputError : The data is not UTF-8"),
        ("LF", b'Id\n"a', "ClientInputError : The CSV cannot be read, line 2: unexpected end of data"),
    ],
)
def test_what_cannot_be_read_says_why(ending: str, data: bytes, complaint: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Dialect("COMMA", ending).read(data)
    assert str(refused.value) == complaint


def test_no_data_are_no_rows() -> None:
    assert Dialect().read(b"") == ([], [])
    assert Dialect().read(b"\xef\xbb\xbfId\n\n") == (["Id"], [])


@pytest.mark.parametrize(
    ("value", "text"),
    [(25, "25.0"), (-1, "-1.0"), (0, "0.0"), (9_999_999, "9999999.0"), (99_000_000, "9.9E7"), (0.0005, "5.0E-4")],
)
def test_numbers_look_as_java_prints_them(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_no_number_loses_a_digit(value: float) -> None:
    assert float(number(value)) == value
