"""The matrix of licenses by parameters as lines: a frozen column, then one of equal width for each parameter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from lmo_tui.domain.feature_counts import Tally
from lmo_tui.domain.features import (
    FULL_ACCESS,
    Feature,
    FeatureAccess,
    FeatureParameter,
    FeatureValue,
    Kind,
    spoken_content,
)
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.ages import age
from lmo_tui.tui.render.features import METRIC, SETTING, value_span
from lmo_tui.tui.render.licenses import EMPTY
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit, fit_text, joined

HEAD_ROWS: Final = 4
"""Two for the name, two for what is counted."""

CELL: Final = 11
_TEXT: Final = CELL - 1
_WIDE: Final = 100
MARK: Final = "▌"
MARKED: Final = "◆"
CELL_MARK: Final = "▸"
"""Left of the cell under the cursor: one sign that moves, where a changed background would send two whole rows."""

Values = Mapping[tuple[str, str], FeatureValue]


def frozen_width(width: int) -> int:
    """Cells of the column that stays: license and customer, and where there is room the version."""
    return 37 if width >= _WIDE else 22


def columns_in(width: int) -> int:
    """How many parameters there is room for."""
    return max((width - frozen_width(width)) // CELL, 1)


def matrix_head(
    parameters: Sequence[FeatureParameter], tallies: Mapping[str, Tally], chosen: int | None, width: int
) -> list[Line]:
    """Names over counts; that of the column under the cursor is told apart."""
    frozen = frozen_width(width)
    version = "Version " if width >= _WIDE else ""
    titles = f" {fit_text('License   Customer', frozen - 2 - len(version))} {version}"
    names = [_name_lines(each.label) for each in parameters]
    counts = [_count_lines(each, tallies.get(each.id)) for each in parameters]
    lines: list[Line] = []
    for row in range(HEAD_ROWS):
        first = Span(fit_text(titles if row == 1 else "", frozen), Role.HEADER)
        if row < 2:
            roles = (Role.SORTED if place == chosen else Role.HEADER for place in range(len(names)))
            spans = [Span(f" {name[row]}", role) for name, role in zip(names, roles, strict=True)]
        else:
            spans = [Span(f" {count[row - 2]}", Role.DIM) for count in counts]
        lines.append(fit(joined((first, *spans)), width))
    return lines


def matrix_row(
    license_: License,
    parameters: Sequence[FeatureParameter],
    values: Values,
    width: int,
    *,
    cursor: int | None = None,
    marked: bool = False,
) -> Line:
    """One license; `cursor` is the column of the cursor, if it is on this row."""
    frozen = frozen_width(width)
    version = f"{fit_text(license_.version or EMPTY, 7)} " if width >= _WIDE else ""
    room = frozen - 2 - len(version)
    name = f"{fit_text(license_.name, 8)}  {license_.customer}"
    sign = MARKED if marked else MARK if cursor is not None else " "
    first = Span(f"{sign}{fit_text(name, room)} {version}", Role.ACCENT if marked else Role.TEXT)
    spans = [first]
    key = short_id(license_.id)
    for place, parameter in enumerate(parameters):
        mark = Span(CELL_MARK if place == cursor else " ", Role.ACCENT)
        spans += (mark, _cell(parameter, values.get((key, short_id(parameter.id)))))
    return fit(joined(spans), width)


def cell_line(
    license_: License, feature: Feature, now: datetime, pending: str = "", access: FeatureAccess = FULL_ACCESS
) -> Line:
    """The cell under the cursor in words, or what is on its way there."""
    parameter, value = feature.parameter, feature.value
    kind = METRIC if parameter.is_metric else SETTING
    text, role = Span(f"◌ {pending}", Role.PENDING) if pending else value_span(feature, license_, access)
    old = f", {age(now - value.modified)} old" if value and value.modified else ""
    since = f", since {parameter.introduced}" if parameter.introduced else ""
    return (
        Span(f" {license_.name} · {parameter.full_name}: "),
        Span(text.lstrip(), role),
        Span(f" ({parameter.kind} {kind}{since}{old})", Role.DIM),
    )


def _cell(parameter: FeatureParameter, value: FeatureValue | None) -> Span:
    if value is None:
        return Span(fit_text("·", _TEXT), Role.DIM)
    text = spoken_content(value.content)
    if value.content is None:
        return Span(fit_text("-", _TEXT), Role.DIM)
    if parameter.kind is Kind.BOOLEAN:
        on = bool(value.content)
        return Span(fit_text(f"{'●' if on else '○'} {text}", _TEXT), Role.ACTIVE if on else Role.SUSPENDED)
    return Span(fit_text(text, _TEXT), Role.TEXT)


def _name_lines(label: str) -> tuple[str, str]:
    """A name on two lines: names that begin alike differ at the end, which is always shown."""
    if cells(label) <= _TEXT:
        return fit_text("", _TEXT), fit_text(label, _TEXT)
    head, _, tail = label.rpartition(" ")
    if head and cells(head) <= _TEXT and cells(tail) <= _TEXT:
        return fit_text(head, _TEXT), fit_text(tail, _TEXT)
    if cells(label) <= 2 * _TEXT:
        return fit_text(label[:_TEXT], _TEXT), fit_text(label[_TEXT:].lstrip(), _TEXT)
    return fit_text(label[:_TEXT], _TEXT), fit_text(f"…{label[-(_TEXT - 1) :]}", _TEXT)


def _count_lines(parameter: FeatureParameter, tally: Tally | None) -> tuple[str, str]:
    if tally is None:
        return fit_text("", _TEXT), fit_text("", _TEXT)
    if parameter.kind is Kind.BOOLEAN:
        held = dict(tally.held)
        return fit_text(f"{held.get(True, 0):,} on", _TEXT), fit_text(f"{held.get(False, 0):,} off", _TEXT)
    settled = [(content, count) for content, count in tally.held if content is not None]
    if not settled:
        return fit_text("none set", _TEXT), fit_text("", _TEXT)
    content, count = settled[0]
    others = tally.total - tally.without - count
    return fit_text(f"{count:,}: {spoken_content(content)}", _TEXT), fit_text(f"{others:,} other", _TEXT)
