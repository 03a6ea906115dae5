"""Which columns a width has room for, and that rows are exactly as wide as the table."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters import Column, Sort
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
