"""The columns of a list of licenses, and which of them a width has room for."""

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from lmo_tui.domain.columns import ColumnName, Columns
from lmo_tui.domain.filters import Column, Sort
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.column_specs import SPECS, ColumnSpec
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit, fit_text, joined


class Placed(NamedTuple):
    """A column with the width that it got."""

    name: ColumnName
    spec: ColumnSpec
    width: int


_GROW: Final = (
    *(ColumnName.CUSTOMER, ColumnName.PACKAGE, ColumnName.EXPIRES, ColumnName.EDITION),
    *(ColumnName.STATUS, ColumnName.NAME, ColumnName.VERSION, ColumnName.SEATS),
)
"""Which columns get the room that is left, most deserving first; then those that are there because they were chosen."""

_GO: Final = (ColumnName.SEATS, ColumnName.EXPIRES, ColumnName.CUSTOMER, ColumnName.STATUS)
"""Which columns go first from a window so narrow that not even the five fit that are always there."""

MARGIN: Final = 1
"""The cell at the left where the cursor's mark stands."""


class Sign(StrEnum):
    """What stands in the margin of a row."""

    NONE = ""
    CHANGED = "·"
    """It changed a moment ago."""
    MARKED = "*"


@lru_cache(maxsize=16)
def layout(width: int, columns: Columns = ()) -> tuple[Placed, ...]:
    """The columns that a table of this width shows, and how wide each is; together with the gaps they fill it.

    Of columns that were chosen those at the right end are left out where they do not fit.
    """
    widths = _chosen(width, columns) if columns else _usual(width)
    spare = _spare(width, widths)
    fixed = {each.name for each in columns if each.width is not None}
    for name in dict.fromkeys((*_GROW, *widths)):
        if name in widths and name not in fixed and spare > 0:
            more = min(spare, max(SPECS[name].most - widths[name], 0))
            widths[name] += more
            spare -= more
    return tuple(Placed(name, SPECS[name], wide) for name, wide in widths.items())


def _usual(width: int) -> dict[ColumnName, int]:
    widths = {name: spec.least for name, spec in SPECS.items() if spec.since is not None and width >= spec.since}
    for going in _GO:
        if _spare(width, widths) < 0 and len(widths) > 1:
            widths.pop(going, None)
    return widths


def _chosen(width: int, columns: Columns) -> dict[ColumnName, int]:
    widths = {each.name: each.width or SPECS[each.name].least for each in columns}
    while _spare(width, widths) < 0 and len(widths) > 1:
        widths.popitem()
    return widths


def _spare(width: int, widths: dict[ColumnName, int]) -> int:
    return width - MARGIN - gap(width) * (len(widths) - 1) - sum(widths.values())


def gap(width: int) -> int:
    """Blanks between two columns."""
    return 2 if width >= 140 else 1


def header_line(width: int, sort: Sort, columns: Columns = ()) -> Line:
    """The titles, with an arrow at the columns that the rows are sorted by, and a number where there are several."""
    spans: list[Span] = [Span(" " * MARGIN, Role.HEADER)]
    for placed in layout(width, columns):
        spec = placed.spec
        title, role = spec.title, Role.HEADER
        if spec.sort is not None and (place := sort.place(spec.sort)):
            which = f"{place}" if sort.then else ""
            title, role = f"{title} {'▼' if sort.keys[place - 1][1] else '▲'}{which}", Role.SORTED
        spans.append(Span(fit_text(title, placed.width, right=spec.right), role))
        spans.append(Span(" " * gap(width), Role.HEADER))
    return fit(joined(spans), width)


def column_at(width: int, x: int, columns: Columns = ()) -> Column | None:
    """The sort column whose title is at this cell, for a mouse."""
    start = MARGIN
    for placed in layout(width, columns):
        if start <= x < start + placed.width:
            return placed.spec.sort
        start += placed.width + gap(width)
    return None


def row_line(
    license_: License,
    today: date,
    width: int,
    columns: Columns = (),
    *,
    pending: str | None = None,
    sign: Sign = Sign.NONE,
) -> Line:
    """One license as a row, without the cursor; `pending` (say, `saving…`) takes the place of the status.

    The sign stands where the cursor's mark would.
    """
    spans: list[Span] = [Span(" " * MARGIN) if sign is Sign.NONE else Span(sign, Role.ACCENT)]
    between = Span(" " * gap(width))
    shown = layout(width, columns)
    # What is pending is seen in any case: without a status, in the first column.
    told = next((placed for placed in shown if placed.name is ColumnName.STATUS), shown[0])
    for placed in shown:
        if pending is not None and placed is told:
            cell: Line = (Span(f"◌ {pending}", Role.PENDING),)
        else:
            cell = placed.spec.cell(license_, today, placed.width)
        taken = sum(cells(span.text) for span in cell)
        if placed.spec.right and taken < placed.width:
            cell, taken = (Span(" " * (placed.width - taken)), *cell), placed.width
        spans.extend(cell if taken == placed.width else fit(cell, placed.width))
        spans.append(between)
    return fit(joined(spans), width)
