"""Feature parameters of a license as lines: name, value, type, who sets it, since when, how old."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from lmo_tui.domain.feature_counts import Tally
from lmo_tui.domain.features import (
    FULL_ACCESS,
    METRIC_AGE,
    NO_DEFAULT,
    NO_DEFAULT_SHORT,
    Feature,
    FeatureAccess,
    FeatureContent,
    Kind,
    held_by,
    spoken_content,
)
from lmo_tui.domain.licenses import License
from lmo_tui.tui.render.ages import age
from lmo_tui.tui.render.dates import moment
from lmo_tui.tui.render.licenses import EMPTY, LOCKED
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit, fit_text, joined

SETTING: Final = "setting"
METRIC: Final = "metric"

_VALUE: Final = 21
"""Cells of the longest words for a value."""

_REST: Final = 1 + 2 + _VALUE + 2 + 7 + 2 + 7 + 2 + 6
_AGE: Final = 2 + 6
_WIDE: Final = 78
"""Cells from which on the age has a column."""


def features_title(license_: License, features: Sequence[Feature]) -> Line:
    """Whose parameters these are, and how many."""
    metrics = sum(each.parameter.is_metric for each in features)
    counted = f"{_counted(len(features) - metrics, SETTING)}, {_counted(metrics, METRIC)}" if features else "none"
    customer = f" · {license_.customer}" if license_.customer else ""
    package = f" · {license_.package} {license_.version}" if license_.package else ""
    return (
        Span(f" Parameters of {license_.name}", Role.STRONG),
        Span(f"{customer}{package}"),
        Span(f" · {counted}", Role.DIM),
    )


def features_header(width: int) -> Line:
    """The titles of the columns."""
    name = fit_text("Parameter", _name_width(width))
    old = f"{'Age':>{_AGE}}" if width >= _WIDE else ""
    return fit(
        (Span(f" {name}  {'Value':<{_VALUE}}  {'Type':<7}  {'Kind':<7}  {'Since':<6}{old}", Role.HEADER),), width
    )


def feature_line(
    feature: Feature, license_: License, now: datetime, width: int, access: FeatureAccess, pending: str = ""
) -> Line:
    """One row; `pending` is said in place of the value while a change of it is on its way."""
    parameter = feature.parameter
    text, role = Span(f"◌ {pending}", Role.PENDING) if pending else value_span(feature, license_, access)
    quiet = Role.DIM if parameter.is_metric else Role.TEXT
    when = feature.value.modified if feature.value else None
    old = f"{age(now - when) if when else EMPTY:>{_AGE}}" if width >= _WIDE else ""
    kind = METRIC if parameter.is_metric else SETTING
    return fit(
        joined(
            (
                Span(f" {fit_middle(parameter.label, _name_width(width))}  ", quiet),
                Span(f"{fit_text(text, _VALUE)}  ", role),
                Span(f"{parameter.kind:<7}  {kind:<7}  {fit_text(parameter.introduced or EMPTY, 6)}{old}", Role.DIM),
            )
        ),
        width,
    )


def value_span(feature: Feature, license_: License, access: FeatureAccess = FULL_ACCESS) -> Span:
    """The value: symbol, word and color."""
    text, content = held_by(feature, license_.version, access), feature.content
    if feature.value is None or content is None:
        return Span(f"- {text}", Role.DIM)
    if feature.parameter.kind is Kind.BOOLEAN:
        return Span(f"● {text}", Role.ACTIVE) if content else Span(f"○ {text}", Role.SUSPENDED)
    return Span(f"  {text}", Role.STRONG)


def feature_detail(
    feature: Feature,
    license_: License,
    now: datetime,
    access: FeatureAccess,
    why_not: str | None,
    usual: str = "",
) -> tuple[Line, ...]:
    """Everything about the parameter under the cursor; `usual` says what most licenses hold."""
    parameter, value = feature.parameter, feature.value
    text, role = value_span(feature, license_, access)
    changed = ""
    if value is not None and value.modified is not None:
        changed = f", modified {moment(value.modified)}, {age(now - value.modified)} ago"
    lines: list[Line] = [
        (*_label("Name"), Span(parameter.full_name), Span(f"  {parameter.code}", Role.DIM)),
        (*_label("Value"), Span(text.lstrip(), role), Span(changed, Role.DIM)),
        (
            *_label("Type"),
            Span(f"{parameter.kind}, {parameter.direction}"),
            Span(f", since version {parameter.introduced}" if parameter.introduced else "", Role.DIM),
        ),
    ]
    if parameter.is_metric:
        lines.append((*_label("Age"), Span(f"{METRIC_AGE[0].upper()}{METRIC_AGE[1:]}.", Role.DIM)))
    elif usual:
        lines.append((*_label("Most have"), Span(usual), Span(f" {NO_DEFAULT_SHORT}", Role.DIM)))
    elif why_not is None:
        lines.append((*_label("Default"), Span(NO_DEFAULT, Role.DIM)))
    if why_not:
        lines.append((*_label("Locked"), Span(f"{LOCKED} {why_not}", Role.DIM)))
    return tuple(lines)


def usual_words(tally: Tally, content: FeatureContent, version: str) -> str:
    """What most licenses of a version hold, and how many of how many."""
    count = tally.holding(content)
    of = f" on {version}" if version else ""
    return f"{spoken_content(content)}, {count:,} of {tally.total:,}{of}; = sets it."


def fit_middle(text: str, width: int) -> str:
    """The text in so many cells, cut in the middle: names of many parameters begin alike and differ at the end."""
    if cells(text) <= width or width < 8:
        return fit_text(text, width)
    half = (width - 1) // 2
    head = fit_text(text, width - 1 - half)[:-1].rstrip()
    return fit_text(f"{head}…{text[-half:].lstrip()}", width)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _name_width(width: int) -> int:
    return max(width - _REST - (_AGE if width >= _WIDE else 0), 8)


def _label(text: str) -> Line:
    return (Span(fit_text(text, 10), Role.DIM),)
