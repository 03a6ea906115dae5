"""What a filter means, in plain Python: the store's SQL must mean the same."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from lmo_tui.domain.edits import why_locked
from lmo_tui.domain.features import Feature
from lmo_tui.domain.filters.days import day_in, resolved
from lmo_tui.domain.filters.fields import FIELDS, RESTS_ON, FieldName, FlagName, Kind, rests_on
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.filters.parameters import holds as holds_parameter
from lmo_tui.domain.filters.patterns import found_in
from lmo_tui.domain.filters.terms import (
    Comparison,
    DayWord,
    Filter,
    Flag,
    Holding,
    Not,
    Offset,
    Op,
    Regex,
    Special,
    Term,
    Word,
)
from lmo_tui.domain.filters.versions import covers, parts
from lmo_tui.domain.filters.view import Tab, View, in_tab
from lmo_tui.domain.ids import is_id, same_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdict_rules import RULES, Rule

COMPARE: Final[dict[Op, Callable[[Any, Any], bool]]] = {
    Op.HOLDS: operator.eq,
    Op.EQUAL: operator.eq,
    Op.NOT_EQUAL: operator.ne,
    Op.LESS: operator.lt,
    Op.AT_MOST: operator.le,
    Op.MORE: operator.gt,
    Op.AT_LEAST: operator.ge,
}
_BEYOND: Final = float("inf")
FLAG_TABS: Final = {
    FlagName.ACTIVE: Tab.ACTIVE,
    FlagName.TRIAL: Tab.TRIAL,
    FlagName.SUSPENDED: Tab.SUSPENDED,
    FlagName.UNINSTALLED: Tab.UNINSTALLED,
    FlagName.EXPIRED: Tab.LAPSED,
    FlagName.EXPIRING: Tab.EXPIRING,
}
"""The flags that say what a tab does."""
_FLAGS: Final[dict[FlagName, Callable[[License], bool]]] = {
    FlagName.PERPETUAL: lambda each: each.expires is None,
    FlagName.SITE: lambda each: each.seats is None,
    FlagName.OVER: lambda each: each.over_used,
    FlagName.FULL: lambda each: each.full,
    FlagName.LATEST: lambda each: bool(each.version) and each.version == each.latest_version,
    FlagName.OLD: lambda each: each.outdated,
    FlagName.SANDBOX: lambda each: each.sandbox,
    FlagName.LOCKED: lambda each: why_locked(each) is not None,
    FlagName.CHECKOUT: lambda each: each.checkout,
}


class Known(NamedTuple):
    """What a license alone cannot tell."""

    today: date
    duplicates: frozenset[str] = frozenset()
    """The ids of the licenses that are duplicates."""
    features: Mapping[str, Sequence[Feature]] = {}
    """What licenses have of the parameters of their packages, by the license's id."""


def matches(license_: License, view: View, today: date, duplicates: frozenset[str] = frozenset()) -> bool:
    """Whether the view shows the license: the meaning that the store's SQL must have."""
    return in_tab(license_, view.tab, today) and fits(license_, parse(view.filter), today, duplicates)


def fits(
    license_: License,
    filter_: Filter,
    today: date,
    duplicates: frozenset[str] = frozenset(),
    features: Mapping[str, Sequence[Feature]] | None = None,
) -> bool:
    """Whether the license fits every term; which ones are duplicates is told by `duplicated`."""
    known = Known(today, duplicates, features or {})
    return all(_fits(license_, term, known) for term in filter_)


def duplicated(licenses: Iterable[License]) -> frozenset[str]:
    """The ids of those that are installed in an org where the same package is installed by another license."""
    by_place: dict[tuple[str, str], list[str]] = {}
    for each in licenses:
        if each.org_id and each.package_id and not each.uninstalled:
            by_place.setdefault((each.short_org_id, each.package_id), []).append(each.id)
    return frozenset(license_id for ids in by_place.values() if len(ids) > 1 for license_id in ids)


SEARCHED: Final = ("name", "account", "company", "contact", "lead", "contact_email", "lead_email", "org_id")
"""The attributes that a word is looked for in."""


def asks_of_others(filter_: Filter) -> bool:
    """Whether a license alone cannot tell if it fits: `duplicates` must be known, or its parameters."""
    terms = [term.term if isinstance(term, Not) else term for term in filter_]
    return asks_of_parameters(filter_) or Flag(FlagName.DUPLICATE) in terms


def asks_of_parameters(filter_: Filter) -> bool:
    """Whether a feature parameter decides who fits."""
    return any(isinstance(term.term if isinstance(term, Not) else term, Holding) for term in filter_)


def searched(license_: License) -> tuple[str, ...]:
    """The values that a word is looked for in."""
    return tuple(getattr(license_, name) for name in SEARCHED)


def holds(license_: License, word: str) -> bool:
    """Whether the license holds the word: an id is compared as an id, anything else as a part of a value."""
    if is_id(word) and any(same_id(word, own) for own in (license_.id, license_.org_id)):
        return True
    return any(word.casefold() in value.casefold() for value in searched(license_))


@lru_cache(maxsize=1)
def verdict_filters() -> tuple[tuple[Rule, tuple[Filter, ...]], ...]:
    """The rules of verdicts with their filters, in order."""
    return tuple((rule, tuple(map(parse, rule.filters))) for rule in RULES)


def judged(license_: License, today: date) -> Rule:
    """The verdict on a license: the first rule that it fits."""
    return next(
        rule for rule, filters in verdict_filters() if any(fits(license_, filter_, today) for filter_ in filters)
    )


def _fits(license_: License, term: Term, known: Known) -> bool:
    today = known.today
    match term:
        case Not(inner):
            return not _fits(license_, inner, known)
        case Word(text):
            return holds(license_, text)
        case Flag(name):
            if name in FLAG_TABS:
                return in_tab(license_, FLAG_TABS[name], today)
            if not license_.unseen.isdisjoint(RESTS_ON.get(name, ())):
                return False
            return license_.id in known.duplicates if name is FlagName.DUPLICATE else _FLAGS[name](license_)
        case Holding():
            return holds_parameter(known.features.get(license_.id, ()), term, today)
        case Comparison(field, Op.NOT_EQUAL, value):
            return not _compares(license_, Comparison(field, Op.EQUAL, value), today)
    return _compares(license_, term, today)


def _compares(license_: License, term: Comparison, today: date) -> bool:
    field, op, value = term.field, term.op, term.value
    if _hidden(license_, field) or (isinstance(value, FieldName) and _hidden(license_, value)):
        return False
    match FIELDS[field].kind:
        case Kind.NUMBER | Kind.DAY:
            own, other = _quantity(license_, field), _other(license_, value, today)
            return own is not None and other is not None and COMPARE[op](own, other)
        case Kind.VERSION:
            return _version_fits(license_.version, op, str(value))
        case Kind.ID:
            own_id = license_.id if field is FieldName.ID else license_.org_id
            return same_id(own_id, str(value)) if is_id(str(value)) else str(value).casefold() in own_id.casefold()
    text = _text(license_, field, today)
    if isinstance(value, Regex):
        return found_in(value.pattern, text)
    wanted = str(value).casefold()
    return wanted in text.casefold() if op is Op.HOLDS and wanted else wanted == text.casefold()


def _hidden(license_: License, field: FieldName) -> bool:
    return not license_.unseen.isdisjoint(rests_on(field))


def _text(license_: License, field: FieldName, today: date) -> str:
    if field in {FieldName.CAN, FieldName.VERDICT}:
        rule = judged(license_, today)
        return rule.can_use if field is FieldName.CAN else rule.kind
    return str(getattr(license_, "email" if field is FieldName.MAIL else field.value))


def _version_fits(version: str, op: Op, wanted: str) -> bool:
    if op is Op.HOLDS:
        return covers(wanted, version)
    return bool(parts(version)) and COMPARE[op](parts(version), parts(wanted))


def _quantity(license_: License, field: FieldName) -> float | None:
    if field is FieldName.USE:
        return license_.percent_used
    value = getattr(license_, field.value)
    if value is None:  # Site licenses have more seats than any number, and never is after every date.
        return _BEYOND if field in {FieldName.SEATS, FieldName.EXPIRES} else None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):  # A date as text; what is none is not known.
        value = day_in(value)
        return None if value is None else value.toordinal()
    return value.toordinal() if isinstance(value, date) else value


def _other(license_: License, value: object, today: date) -> float | None:
    if isinstance(value, FieldName):
        return _quantity(license_, value)
    if isinstance(value, Special):
        return _BEYOND
    if isinstance(value, (date, Offset, DayWord)):
        return resolved(value, today).toordinal()
    return value if isinstance(value, int) else None
