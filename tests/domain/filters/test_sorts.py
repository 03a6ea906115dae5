import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import Column, Sort, parse_sort, spelled_sort
from lmo_tui.domain.filters.view import MOST_KEYS, sort_by

sorts = st.lists(
    st.tuples(st.sampled_from(tuple(Column)), st.booleans()), min_size=1, max_size=3, unique_by=lambda key: key[0]
).map(sort_by)


@given(sorts)
def test_what_is_written_is_read_back(sort: Sort) -> None:
    assert parse_sort(spelled_sort(sort)) == sort


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("expires", [(Column.EXPIRES, False)]),
        ("name", [(Column.NAME, True)]),  # The newest first, as ever.
        ("+name", [(Column.NAME, False)]),
        ("status,-expires", [(Column.STATUS, False), (Column.EXPIRES, True)]),
        ("status, exp-", [(Column.STATUS, False), (Column.EXPIRES, True)]),
        ("cust -seats +name", [(Column.CUSTOMER, False), (Column.SEATS, True), (Column.NAME, False)]),
    ],
)
def test_a_sort_is_typed_in_short(text: str, keys: list[tuple[Column, bool]]) -> None:
    assert parse_sort(text) == sort_by(keys)


@pytest.mark.parametrize("text", ["", ",", "shoe", "-", "status,stat", "name,status,customer,package"])
def test_what_is_no_sort_is_told(text: str) -> None:
    with pytest.raises(BadEntryError, match=r"\w"):
        parse_sort(text)


def test_one_column_alone_is_turned_when_it_is_named_again() -> None:
    by_expiry = Sort().only(Column.EXPIRES)
    assert by_expiry == Sort(Column.EXPIRES, descending=False)
    assert by_expiry.only(Column.EXPIRES) == Sort(Column.EXPIRES, descending=True)
    assert by_expiry.also(Column.STATUS).only(Column.EXPIRES) == by_expiry


@given(sorts, st.sampled_from(tuple(Column)))
def test_adding_a_column_three_times_leads_back(sort: Sort, column: Column) -> None:
    added = sort.also(column)
    assert 1 <= len(added.keys) <= MOST_KEYS
    if sort.place(column) is None and sort.place(Column.NAME) is None and len(sort.keys) < MOST_KEYS:
        assert added.keys[:-1] == sort.keys
        assert added.also(column).keys[-1] == (column, not added.keys[-1][1])
        assert added.also(column).also(column) == sort


def test_what_is_added_comes_before_the_name_which_decides_all() -> None:
    assert Sort().also(Column.STATUS) == parse_sort("status")
    assert parse_sort("+name").also(Column.STATUS).also(Column.SEATS) == parse_sort("status,seats,+name")


@given(sorts)
def test_turning_twice_is_nothing(sort: Sort) -> None:
    assert sort.turned().turned() == sort != sort.turned()
