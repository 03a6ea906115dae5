"""The term for a feature parameter: `param:NS__Name=on`, `param:Seats_Max>=500`, `param:Beta_Until<30d`."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.features import Feature, Kind
from lmo_tui.domain.filters.days import parse_day, resolved
from lmo_tui.domain.filters.errors import FilterError
from lmo_tui.domain.filters.terms import DayWord, Held, Holding, Offset, Op, Special

WORD: Final = "param"
"""What such a term begins with."""

FORMS: Final = "Type param:NS__Name=on, =off, =unset, =none or =any; numbers and dates also with < <= > >=."

_TERM: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(!=|<=|>=|:|=|<|>)(\S+)", re.ASCII)
_WHOLE: Final = re.compile(r"-?(?:[0-9]{1,3}(?:[,_][0-9]{3}){1,5}|[0-9]{1,18})", re.ASCII)
_WORDS: Final = {
    "true": Held.ON,
    "yes": Held.ON,
    "false": Held.OFF,
    "no": Held.OFF,
    **{each.value: each for each in Held},
}


def read_holding(text: str, op: Op, start: int) -> Holding:
    """The term whose part behind `param:` this is, and where that begins; raises FilterError."""
    found = _TERM.fullmatch(text)
    if found is None or op is not Op.HOLDS:
        raise FilterError("A parameter's term is not complete.", start, start + len(text), FORMS)
    sign = Op.EQUAL if found[2] == Op.HOLDS else Op(found[2])
    place = start + found.start(3), start + found.end(3)
    value = _value(found[3].casefold(), *place)
    if isinstance(value, Held) and sign not in {Op.EQUAL, Op.NOT_EQUAL}:
        raise FilterError(f"{value.value} is not more or less.", *place, FORMS)
    return Holding(found[1], sign, value)


def holds(features: Iterable[Feature], term: Holding, today: date) -> bool:
    """Whether the license that has these fits: the meaning that the store's SQL must have."""
    if term.op is Op.NOT_EQUAL:
        return not holds(features, Holding(term.parameter, Op.EQUAL, term.value), today)
    return any(_holds(each, term, today) for each in features if each.parameter.is_called(term.parameter))


def kind_of(term: Holding) -> Kind | None:
    """The type of parameter that can hold it; None where each can."""
    if term.value in {Held.UNSET, Held.NONE, Held.ANY}:
        return None
    if isinstance(term.value, Held):
        return Kind.BOOLEAN
    return Kind.INTEGER if isinstance(term.value, int) else Kind.DATE


def number_of(term: Holding, today: date) -> int:
    """What it is compared with as the local copy keeps it: 0 or 1, a whole number, or the ordinal of a day."""
    match term.value:
        case Held():
            return int(term.value is Held.ON)
        case int():
            return term.value
    return resolved(term.value, today).toordinal()


def _holds(feature: Feature, term: Holding, today: date) -> bool:
    from lmo_tui.domain.filters.match import COMPARE

    if term.value is Held.NONE or feature.value is None:
        return term.value is Held.NONE and feature.value is None
    content = feature.value.content
    if term.value is Held.ANY:
        return True
    if term.value is Held.UNSET or content is None:
        return term.value is Held.UNSET and content is None
    if feature.parameter.kind is not kind_of(term):
        return False
    own = content.toordinal() if isinstance(content, date) else int(content)
    return COMPARE[term.op](own, number_of(term, today))


def _value(text: str, start: int, end: int) -> int | date | Offset | DayWord | Held:
    if (word := _WORDS.get(text)) is not None:
        return word
    if _WHOLE.fullmatch(text):
        return int(re.sub("[,_]", "", text))
    try:
        day = parse_day(text)
    except BadEntryError as error:
        raise FilterError(error.headline, start, end, error.remedy) from error
    if day is None or isinstance(day, Special):
        raise FilterError(f"“{text}” is no value of a parameter.", start, end, FORMS)
    return day
