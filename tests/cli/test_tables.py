from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.cli.tables import Column, fit, pad, row, width, widths

ANY = st.text(max_size=40)


def test_cells_are_counted_as_terminals_do() -> None:
    assert width("Acme") == 4
    assert width("日本") == 4
    assert width("e\u0301") == 1
    assert width("") == 0


@given(text=ANY, cells=st.integers(1, 30))
def test_what_is_cut_and_padded_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert width(fit(text, cells)) <= cells
    assert width(pad(fit(text, cells), cells)) == cells
    assert width(pad(fit(text, cells), cells, right=True)) == cells


@given(rows=st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=8), room=st.none() | st.integers(1, 120))
def test_every_line_of_a_table_is_as_wide_as_every_other(rows: list[tuple[str, str, str]], room: int | None) -> None:
    columns = (Column("License"), Column("Customer", flexible=True), Column("Seats", right=True))
    wide = widths(columns, rows, room)
    assert {sum(width(cell) for cell in row(columns, cells, wide)) for cells in rows} == {sum(wide)}


def test_only_flexible_columns_shrink_and_never_to_nothing() -> None:
    columns = (Column("License"), Column("Customer", flexible=True))
    rows = [("L-00042", "A company with a very long name indeed")]
    assert widths(columns, rows, None) == [7, 38]
    assert widths(columns, rows, 30) == [7, 21]
    assert widths(columns, rows, 5) == [7, 8]
    assert row(columns, rows[0], [7, 8]) == ["L-00042", "A compa…"]
