import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.columns import NARROWEST, WIDEST, ColumnChoice, ColumnName, parse_columns, spelled_columns
from lmo_tui.domain.errors import BadEntryError

choices = st.builds(ColumnChoice, st.sampled_from(ColumnName), st.none() | st.integers(NARROWEST, WIDEST))


@given(st.lists(choices, unique_by=lambda each: each.name))
def test_what_is_written_is_read_back(columns: list[ColumnChoice]) -> None:
    assert parse_columns(spelled_columns(tuple(columns))) == tuple(columns)


def test_the_names_of_json_are_known() -> None:
    assert [each.name for each in parse_columns(["org_id", "Version_Is_Latest", " customer:30 "])] == [
        ColumnName.ORG,
        ColumnName.LATEST,
        ColumnName.CUSTOMER,
    ]


@pytest.mark.parametrize(
    "text", ["", "shoe", "custmer", "name:", "name:2", "name:101", "name:x", "name:99999999999", "name:²"]
)
def test_what_is_no_column_is_told(text: str) -> None:
    with pytest.raises(BadEntryError, match=r"^There is no column|is no width"):
        parse_columns([text])


def test_a_column_is_named_once() -> None:
    with pytest.raises(BadEntryError, match="named twice"):
        parse_columns(["org", "org_id"])
