"""The columns of a list of licenses, and which of them a width has room for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from lmo_tui.domain.filters import Column, Sort
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.licenses import (
    EMPTY,
    customer_cell,
    expires_cell,
    license_status,
    seats_cell,
    version_cell,
)
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit, fit_text, joined

Cell: TypeAlias = Callable[[License, date, int], Line]


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: `least` to `most` cells wide, shown from a table width of `since` on."""

    title: str
    cell: Cell
    least: int
    most: int
    since: int = 0
    sort: Column | None = None
    right: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A column with the width that it got."""

    spec: ColumnSpec
    width: int


def _text(value: str, role: Role = Role.TEXT) -> Line:
    return (Span(value, role),) if value else (Span(EMPTY, Role.DIM),)


COLUMNS: Final = (
    ColumnSpec("License", lambda lic, _today, _width: _text(lic.name), 9, 10, sort=Column.NAME),
    ColumnSpec("Status", lambda lic, _today, _width: (license_status(lic),), 14, 15, sort=Column.STATUS),
    ColumnSpec("Customer", lambda lic, _today, width: customer_cell(lic, width), 12, 40, sort=Column.CUSTOMER),
    ColumnSpec("Package", lambda lic, _today, _width: _text(lic.package), 13, 24, since=100, sort=Column.PACKAGE),
    ColumnSpec("Version", lambda lic, _today, _width: (version_cell(lic),), 8, 9, since=108, sort=Column.VERSION),
    ColumnSpec(
        "Edition",
        lambda lic, _today, _width: _text(lic.edition.removesuffix(" Edition")),
        10,
        14,
        since=150,
        sort=Column.EDITION,
    ),
    ColumnSpec("Seats", lambda lic, _today, width: seats_cell(lic, width), 10, 12, sort=Column.SEATS, right=True),
    ColumnSpec("Expires", lambda lic, today, width: (expires_cell(lic, today, width),), 19, 24, sort=Column.EXPIRES),
    ColumnSpec(
        "Org", lambda lic, _today, _width: _text(lic.short_org_id, Role.DIM), 15, 15, since=116, sort=Column.ORG
    ),
    ColumnSpec(
        "Kind",
        lambda lic, _today, _width: (Span("sandbox" if lic.sandbox else "production", Role.DIM),),
        10,
        10,
        since=164,
        sort=Column.SANDBOX,
    ),
    ColumnSpec(
        "Installed",
        lambda lic, _today, _width: _text(lic.installed.isoformat() if lic.installed else "", Role.DIM),
        10,
        10,
        since=176,
    ),
)
"""In the order of the screen."""

_GROW: Final = ("Customer", "Package", "Expires", "Edition", "Status", "License", "Version", "Seats")
"""Which columns get the room that is left, most deserving first."""

MARGIN: Final = 1
"""The cell at the left where the cursor's mark stands."""


CHANGED: Final = "·"
"""In the margin of a row that changed a moment ago."""


def layout(width: int) -> tuple[Placed, ...]:
    """The columns that a table of this width shows, and how wide each is; together with the gaps they fill it."""
    shown = [spec for spec in COLUMNS if width >= spec.since]
    widths = {spec.title: spec.least for spec in shown}
    spare = width - MARGIN - gap(width) * (len(shown) - 1) - sum(widths.values())
    while spare < 0 and len(shown) > 1:
        # A window so narrow that not even the five fit: seats, expiry, customer go, in that order.
        going = next(title for title in ("Seats", "Expires", "Customer", "Status") if title in widths)
        shown = [spec for spec in shown if spec.title != going]
        spare += widths.pop(going) + gap(width)
    for title in _GROW:
        spec = next((spec for spec in shown if spec.title == title), None)
        if spec is not None and spare > 0:
            more = min(spare, spec.most - spec.least)
            widths[title] += more
            spare -= more
    return tuple(Placed(spec, widths[spec.title]) for spec in shown)


def gap(width: int) -> int:
    """Blanks between two columns."""
    return 2 if width >= 140 else 1


def header_line(width: int, sort: Sort) -> Line:
    """The titles, with an arrow at the column that the rows are sorted by."""
    spans: list[Span] = [Span(" " * MARGIN, Role.HEADER)]
    for placed in layout(width):
        spec = placed.spec
        title, role = spec.title, Role.HEADER
        if spec.sort is sort.column:
            title, role = f"{title} {'▼' if sort.descending else '▲'}", Role.SORTED
        spans.append(Span(fit_text(title, placed.width, right=spec.right), role))
        spans.append(Span(" " * gap(width), Role.HEADER))
    return fit(joined(spans), width)


def column_at(width: int, x: int) -> Column | None:
    """The sort column whose title is at this cell, for a mouse."""
    start = MARGIN
    for placed in layout(width):
        if start <= x < start + placed.width:
            return placed.spec.sort
        start += placed.width + gap(width)
    return None


def row_line(license_: License, today: date, width: int, *, pending: str | None = None, changed: bool = False) -> Line:
    """One license as a row, without the cursor; `pending` (say, `saving…`) takes the place of the status.

    A license that `changed` a moment ago has a dot where the cursor's mark would stand.
    """
    spans: list[Span] = [Span(CHANGED, Role.ACCENT) if changed else Span(" " * MARGIN)]
    between = Span(" " * gap(width))
    for placed in layout(width):
        if pending is not None and placed.spec.sort is Column.STATUS:
            cell: Line = (Span(f"◌ {pending}", Role.PENDING),)
        else:
            cell = placed.spec.cell(license_, today, placed.width)
        taken = sum(cells(span.text) for span in cell)
        spans.extend(cell if taken == placed.width else fit(cell, placed.width))
        spans.append(between)
    return fit(joined(spans), width)
