"""No value can leave its quotes, and no name is taken that is not one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.salesforce.soql import count, equals, is_name, is_record_id, quoted, select

_UNESCAPED = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def read_back(literal: str) -> str:
    """The value of a SOQL string, as the platform's tokenizer reads it."""
    assert re.fullmatch(r"'(?:[^'\\\n\r]|\\[\\'\"nrtbf])*'", literal), literal
    return re.sub(r"\\(.)", lambda found: _UNESCAPED[found[1]], literal[1:-1])


@given(st.text())
def test_any_value_comes_back_as_it_was(value: str) -> None:
    assert read_back(quoted(value)) == value


def test_a_query_is_put_together_from_names_and_quoted_values() -> None:
    query = select(
        ["Id", "A__r.Name"], "X__c", where=equals("Name", "O'Re\\il\"ly"), order=["CreatedDate DESC", "Id"], limit=3
    )
    assert query == (
        "SELECT Id, A__r.Name FROM X__c WHERE Name = 'O\\'Re\\\\il\\\"ly' ORDER BY CreatedDate DESC, Id LIMIT 3"
    )
    assert count("X__c") == "SELECT COUNT() FROM X__c"


@pytest.mark.parametrize("name", ["", "a b", "Id FROM X", "Id,Name", "x'", "1x", "a..b", "Id\n", "Иd", "a.b.c.d.e.f.g"])
def test_what_is_no_name_never_gets_into_a_query(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(ValueError, match="API name"):
        select([name], "X")
    with pytest.raises(ValueError, match="API name"):
        select(["Id"], name)
    with pytest.raises(ValueError, match="API name"):
        equals(name, "x")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a05000000000001", True),
        ("a05000000000001AAA", True),
        ("a0500000000001", False),
        ("a05000000000001A", False),
        ("a05000000000001/../x", False),
        ("a0500000000000\u0661", False),
        ("a05000000000001\n", False),
        ("", False),
    ],
)
def test_record_ids_have_one_of_two_lengths(text: str, fits: bool) -> None:
    assert is_record_id(text) is fits
