"""How a filter may go on: fields, flags and values that the word being typed begins."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.filters.days import WEEKDAYS
from lmo_tui.domain.filters.fields import BY_WORD, FIELDS, FieldName, FlagName, Kind
from lmo_tui.domain.filters.language import BOOLEANS, parse
from lmo_tui.domain.filters.print import quoted
from lmo_tui.domain.filters.terms import Filter
from lmo_tui.domain.licenses import Status
from lmo_tui.domain.verdict_rules import RULES, CanUse

Values: TypeAlias = Mapping[FieldName, Sequence[str]]
"""What the licenses at hand hold in a field, the likeliest first."""

MOST: Final = 50
"""Ways to go on that are worth walking through."""

LISTED: Final = (
    FieldName.PACKAGE,
    FieldName.VERSION,
    FieldName.EDITION,
    FieldName.INSTANCE,
    FieldName.ORG_STATUS,
)
"""The fields whose values are few enough to be offered, and known only from the licenses themselves."""

_TERM: Final = re.compile(
    r'[!-]?(?:(?P<word>[A-Za-z_]+)(?P<sign>!=|<=|>=|:|=|<|>))?(?:(?P<quote>")(?:[^"\\]|\\.)*(?:"|\\?$)|\S*)', re.DOTALL
)
_SPACES: Final = re.compile(r"\s*")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_AMOUNT: Final = re.compile(r"[+-]?[0-9]{1,5}", re.ASCII)
_SIGNS: Final = {Kind.DAY: "<", Kind.NUMBER: ">"}
"""What a field is mostly compared by; the others by what they hold."""
_STATUSES: Final = tuple(map(str, Status))
_KNOWN: Final[Values] = {
    FieldName.STATUS: tuple(status for status in _STATUSES if status != Status.EXPIRED),
    FieldName.LICENSE_STATUS: _STATUSES,
    FieldName.CAN: tuple(map(str, CanUse)),
    FieldName.VERDICT: tuple(rule.kind.value for rule in RULES),
}
_AHEAD: Final = ("30d", "today", "eom", "eoq", "eoy", "never")
_BEHIND: Final = ("-7d", "-30d", "-1y", "today", *WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on."""

    text: str
    """The whole filter, if this way is taken."""
    start: int
    """Where in it the completed term begins."""

    @property
    def term(self) -> str:
        """The term alone."""
        return self.text[self.start :]


def completions(text: str, values: Values) -> tuple[Completion, ...]:
    """The ways to go on behind the end of a filter, the best first.

    What is offered is a filter, or one with a field and its sign at the end, to which a value is offered in turn.
    """
    found = _last_term(text)
    if found is None or (text[: found.start()].strip() and not _meaning(text[: found.start()])):
        return ()
    start, typed = found.start(), found[0]
    offered = dict.fromkeys(each for each in _terms(found, values) if each != typed)
    return tuple(Completion(text[:start] + each, start) for each in islice(offered, MOST))


def _last_term(text: str) -> re.Match[str] | None:
    at = 0
    while True:
        spaces = _SPACES.match(text, at)
        found = _TERM.match(text, spaces.end() if spaces else at)
        if found is None or found.end() == len(text):
            return found
        at = found.end()


def _terms(found: re.Match[str], values: Values) -> Iterator[str]:
    typed, word = found[0], found["word"]
    negation = typed[:1] if typed[:1] in {"!", "-"} else ""
    if word is None:
        if not found["quote"]:
            yield from (f"{negation}{each}" for each in _openings(typed.removeprefix(negation)))
        return
    head = typed[: found.end("sign") - found.start()]
    begun = typed[len(head) :]
    if found["quote"]:
        begun = _ESCAPED.sub(r"\1", begun[1:].removesuffix("\\"))
        if typed.endswith('"') and len(typed) > len(head) + 1:
            return
    for value in _values(word.casefold(), begun, values):
        if term := _term(head, begun, value, in_quotes=bool(found["quote"])):
            yield term


def _openings(begun: str) -> Iterator[str]:
    """Fields with their sign, then flags."""
    begun = begun.casefold()
    for name, facts in FIELDS.items():
        word = next((each for each in (name.value, *facts.aliases) if each.startswith(begun)), None)
        if word is not None:
            yield f"{word}{_SIGNS.get(facts.kind, ':')}"
    yield from (flag.value for flag in FlagName if flag.startswith(begun))


def _values(word: str, begun: str, values: Values) -> Iterable[str]:
    """The values of a field that begin so; where they are words, then those that hold it."""
    if word in BOOLEANS:
        return [each for each in ("yes", "no") if each.startswith(begun.casefold())]
    field = BY_WORD.get(word)
    if field is None:
        return ()
    kind = FIELDS[field].kind
    others = [each.value for each in FIELDS if each is not field and FIELDS[each].kind is kind]
    if kind is Kind.NUMBER:
        known: Iterable[str] = [*others, *(["site"] if field is FieldName.SEATS else [])]
    elif kind is Kind.DAY:
        units = [f"{begun}{unit}" for unit in "dwmy"] if _AMOUNT.fullmatch(begun) else []
        known = [*units, *(_BEHIND if FIELDS[field].past else _AHEAD), *others]
    else:
        known = (*_KNOWN.get(field, ()), *values.get(field, ()))
    folded = begun.casefold()
    begins = [each for each in known if each.casefold().startswith(folded)]
    within = () if kind is not Kind.TEXT else (each for each in known if folded in each.casefold()[1:])
    return chain(begins, within)


def _term(head: str, begun: str, value: str, *, in_quotes: bool) -> str:
    """The term with this value, in quotes where it needs them; what was typed of it stays as it was typed."""
    spelled = begun + value[len(begun) :]
    if spelled.casefold() == value.casefold():
        value = spelled
    in_quotes_too = f"{head}{quoted(value)}"
    plain, safe = _meaning(f"{head}{value}"), _meaning(in_quotes_too)
    if not in_quotes and len(plain) == 1 and plain == (safe or plain):
        return f"{head}{value}"
    return in_quotes_too if safe else ""


def _meaning(text: str) -> Filter:
    try:
        return parse(text)
    except LmoError:
        return ()
