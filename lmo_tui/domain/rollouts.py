"""How far a parameter is rolled out: a bar for each value in each group of licenses, and the filter behind each bar."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lmo_tui.domain.feature_counts import Facet, Group, tally_of
from lmo_tui.domain.features import NOT_IN_VERSION, NOT_SET, FeatureContent, FeatureParameter, spoken_content
from lmo_tui.domain.filters.fields import FieldName, FlagName
from lmo_tui.domain.filters.terms import Comparison, Filter, Flag, Held, Holding, Not, Op
from lmo_tui.domain.filters.versions import parts

EVERYTHING: Final = 1_000_000
"""Values that are counted one by one: the bars name the commonest, the total is of all."""

MOST: Final = 5
"""Values that have a bar of their own in a group."""

NO_RECORD: Final = "no record"
OTHERS: Final = "other values"
ALL: Final = "All"
FULL: Final = "#"
"""One sign of a bar: it looks the same on every terminal, and as plain text."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Some licenses of a group: those that hold one value, or none."""

    facet: Facet | None
    """None where it is of all licenses."""
    group: str
    label: str
    """The value in words."""
    content: FeatureContent
    is_value: bool
    """Whether it is a value that licenses hold."""
    count: int
    total: int
    """Of the group."""
    terms: Filter
    """Finds its licenses among those that were counted."""

    @property
    def share(self) -> float:
        """The part of its group, from 0 to 1."""
        return self.count / self.total if self.total else 0.0


def group_name(bar: Bar) -> str:
    """The licenses that a bar is a part of."""
    if bar.facet is None:
        return ALL
    if bar.facet is Facet.SANDBOX:
        return bar.group.capitalize()
    return f"{bar.facet.value.capitalize()} {bar.group or '—'}"


def bar_text(bar: Bar, width: int) -> str:
    """The bar, as long as its part of the group; what is there at all has one sign."""
    return FULL * max(round(bar.share * width), 1 if bar.count else 0)


def share_text(bar: Bar) -> str:
    """Its part of the group in percent; neither none nor all is said of what is not quite that."""
    percent = round(100 * bar.share)
    if bar.count and not percent:
        return "<1%"
    return ">99%" if percent == 100 and bar.count < bar.total else f"{percent}%"


def bars_of(parameter: FeatureParameter, facet: Facet, groups: Sequence[Group], most: int = MOST) -> list[Bar]:
    """The bars of every group by a facet; no group without licenses."""
    return [
        bar
        for group in groups
        for bar in _bars(parameter, facet, group, _group_terms(facet, group.label), most, _old(parameter, facet, group))
    ]


def bars_of_all(parameter: FeatureParameter, versions: Sequence[Group], most: int = MOST) -> list[Bar]:
    """The same of all licenses together, from the groups by version."""
    counts: Counter[tuple[type, FeatureContent]] = Counter()
    for group in versions:
        counts.update({(type(content), content): count for content, count in group.tally.held})
    held = [(content, count) for (_, content), count in counts.items()]
    whole = Group("", tally_of(held, sum(each.tally.without for each in versions), EVERYTHING))
    old = sum(_old(parameter, Facet.VERSION, each) for each in versions)
    return _bars(parameter, None, whole, (), most, old)


def holding(parameter: FeatureParameter, content: FeatureContent) -> Holding:
    """The term for the licenses that hold this."""
    value: int | date | Held
    if content is None:
        value = Held.UNSET
    elif isinstance(content, bool):
        value = Held.ON if content else Held.OFF
    else:
        value = content
    return _is(parameter, value)


def _bars(
    parameter: FeatureParameter, facet: Facet | None, group: Group, within: Filter, most: int, old: int
) -> list[Bar]:
    tally = group.tally

    def bar(label: str, count: int, *terms: Holding | Not | Comparison, content: FeatureContent = None) -> Bar:
        is_value = label not in {NO_RECORD, NOT_IN_VERSION, OTHERS}
        return Bar(facet, group.label, label, content, is_value, count, tally.total, (*within, *terms))

    shown, rest = tally.held[:most], tally.held[most:]
    found = [
        bar(
            NOT_SET if content is None else spoken_content(content), count, holding(parameter, content), content=content
        )
        for content, count in shown
    ]
    if others := sum(count for _, count in rest) + tally.others:
        but = (Not(holding(parameter, content)) for content, _ in shown)
        found.append(bar(OTHERS, others, _is(parameter, Held.ANY), *but))
    none, before = _is(parameter, Held.NONE), _before(parameter)
    if recordless := tally.without - old:
        found.append(bar(NO_RECORD, recordless, none, *([Not(before)] if old and before else [])))
    if old:
        found.append(bar(NOT_IN_VERSION, old, none, *([before] if recordless and before else [])))
    return found


def _old(parameter: FeatureParameter, facet: Facet, group: Group) -> int:
    """How many of a group have a version without the parameter; by other facets than the version that is not told."""
    return group.tally.without if facet is Facet.VERSION and not parameter.in_version(group.label) else 0


def _is(parameter: FeatureParameter, value: int | date | Held) -> Holding:
    return Holding(parameter.full_name, Op.EQUAL, value)


def _before(parameter: FeatureParameter) -> Comparison | None:
    numbers = parts(parameter.introduced)
    return Comparison(FieldName.VERSION, Op.LESS, ".".join(map(str, numbers))) if numbers else None


def _group_terms(facet: Facet, label: str) -> Filter:
    if facet is Facet.SANDBOX:
        flag = Flag(FlagName.SANDBOX)
        return (flag,) if label == "sandbox" else (Not(flag),)
    if facet is Facet.EDITION:
        return (Comparison(FieldName.EDITION, Op.EQUAL, label.casefold()),)
    numbers = parts(label)
    if not numbers:  # No comparison finds what is no version.
        return (Not(Comparison(FieldName.VERSION, Op.AT_LEAST, "0")),)
    return (Comparison(FieldName.VERSION, Op.EQUAL, ".".join(map(str, numbers))),)
