"""Which columns a width has room for, and that rows are exactly as wide as the table."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.columns import NARROWEST, WIDEST, ColumnChoice, ColumnName, Columns, parse_columns
from lmo_tui.domain.filters import Column, Sort, parse_sort
from lmo_tui.domain.licenses import License
from lmo_tui.domain.text import clean
from lmo_tui.tui.render.columns import MARGIN, column_at, gap, header_line, layout, row_line
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import line_width, text_of
from tests.fakes.licenses import TODAY, a_license, sample_licenses
from tests.fakes.strategies import licenses
from tests.payloads import PAYLOADS, Payload


def titles(width: int) -> list[str]:
    return [placed.spec.title for placed in layout(width)]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, ["License", "Status", "Customer", "Seats", "Expires"]),
        (120, ["License", "Status", "Customer", "Package", "Version", "Seats", "Expires", "Org"]),
        (60, ["License", "Status", "Customer", "Expires"]),
        (10, ["License"]),
    ],
)
def test_columns_by_width(width: int, shown: list[str]) -> None:
    assert titles(width) == shown


def test_a_wide_table_adds_edition_kind_and_install_date() -> None:
    assert {"Edition", "Kind", "Installed"} <= set(titles(180))


@given(st.integers(9, 400))
def test_columns_and_gaps_never_exceed_the_width(width: int) -> None:
    placed = layout(width)
    taken = MARGIN + sum(column.width for column in placed) + gap(width) * (len(placed) - 1)
    assert taken <= max(width, MARGIN + 9)


@given(st.integers(1, 250), st.sampled_from(tuple(Column)), st.booleans())
def test_the_header_fills_its_width(width: int, column: Column, descending: bool) -> None:
    assert line_width(header_line(width, Sort(column, descending))) == width


@given(licenses(), st.integers(1, 200))
def test_a_row_fills_its_width(license_: License, width: int) -> None:
    assert line_width(row_line(license_, TODAY, width)) == width


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_hostile_row_fills_its_width(payload: Payload, width: int) -> None:
    text = clean(payload.text)
    hostile = replace(
        a_license(),
        name=text,
        status=text,
        account=text,
        package=text,
        version=text,
        edition=text,
        org_id=text,
        sandbox=True,
    )
    assert line_width(row_line(hostile, TODAY, width)) == width
    assert line_width(row_line(hostile, TODAY, width, pending=text)) == width


def test_columns_stand_below_each_other() -> None:
    status = text_of(header_line(120, Sort())).index("Status")
    for license_ in sample_licenses():
        line = text_of(row_line(license_, TODAY, 120))
        assert line.startswith(f" {license_.name} ")
        if license_.customer.isascii():
            assert line[status] in "●◐■▲✗"


def test_the_sorted_column_has_an_arrow() -> None:
    header = header_line(120, Sort(Column.EXPIRES, descending=False))
    assert [span.text.strip() for span in header if span.role is Role.SORTED] == ["Expires ▲"]
    assert "License ▼" in text_of(header_line(80, Sort()))


def test_a_pending_change_stands_where_the_status_was() -> None:
    line = text_of(row_line(a_license(), TODAY, 80, pending="saving…"))
    assert "◌ saving…" in line
    assert "Active" not in line


def test_a_title_is_found_by_its_cell() -> None:
    header = text_of(header_line(120, Sort()))
    assert column_at(120, header.index("Customer") + 2) is Column.CUSTOMER
    assert column_at(120, header.index("Org")) is Column.ORG
    assert column_at(120, 0) is None


choices = st.lists(
    st.builds(ColumnChoice, st.sampled_from(ColumnName), st.none() | st.integers(NARROWEST, WIDEST)),
    min_size=1,
    max_size=8,
    unique_by=lambda each: each.name,
).map(tuple)


@given(st.integers(9, 300), choices, licenses())
def test_chosen_columns_fill_their_width_in_their_order(width: int, columns: Columns, license_: License) -> None:
    placed = layout(width, columns)
    assert [each.name for each in placed] == [each.name for each in columns][: len(placed)]
    assert len(placed) == 1 or MARGIN + sum(each.width for each in placed) + gap(width) * (len(placed) - 1) <= width
    assert all(had.width in {None, got.width} for had, got in zip(columns, placed, strict=False))
    assert line_width(row_line(license_, TODAY, width, columns)) == width
    assert line_width(header_line(width, Sort(), columns)) == width


@pytest.mark.parametrize("name", list(ColumnName))
def test_every_column_says_something_of_every_license(name: ColumnName) -> None:
    columns = (ColumnChoice(name, 40),)
    for license_ in sample_licenses():
        assert text_of(row_line(license_, TODAY, 60, columns)).strip()
    assert "saving…" in text_of(row_line(a_license(), TODAY, 60, columns, pending="saving…"))


def test_what_a_user_may_not_see_is_said_in_any_column() -> None:
    hidden = replace(a_license(), unseen=frozenset({"account", "used", "license_status", "instance"}))
    columns = parse_columns(["account", "used:9", "license_status", "instance:9"])
    assert text_of(row_line(hidden, TODAY, 90, columns)).count("no access") == 4


def test_numbers_end_below_each_other() -> None:
    columns = parse_columns(["used:9", "name"])
    rows = [text_of(row_line(a_license(1, used=used), TODAY, 40, columns)) for used in (7, 1_234, None)]
    assert [row[:10] for row in rows] == ["         7", "     1,234", "         —"]


def test_several_sort_keys_are_numbered() -> None:
    header = text_of(header_line(120, parse_sort("status,-expires")))
    assert "Status ▲1" in header
    assert "Expires ▼2" in header
