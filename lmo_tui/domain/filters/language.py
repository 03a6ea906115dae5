"""The filter language: `status:trial exp<30d !sandbox used>seats package:"Acme CRM" version<3.2 acme`."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters.days import DAY_FORMS, parse_day
from lmo_tui.domain.filters.errors import FilterError
from lmo_tui.domain.filters.fields import BY_WORD, FIELDS, FieldName, FlagName, Kind
from lmo_tui.domain.filters.parameters import WORD, read_holding
from lmo_tui.domain.filters.patterns import PatternError, check
from lmo_tui.domain.filters.terms import (
    Comparison,
    Filter,
    Flag,
    Holding,
    Not,
    Offset,
    Op,
    Regex,
    Special,
    Term,
    Value,
    Word,
)
from lmo_tui.domain.filters.versions import is_version
from lmo_tui.domain.ids import is_id

_SPACES: Final = re.compile(r"\s*")
_BARE: Final = re.compile(r"\S+")
_HEAD: Final = re.compile(r"([A-Za-z_]+)(!=|<=|>=|:|=|<|>)")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_PATTERN: Final = re.compile(r"/((?:[^/\\]|\\.)*)/(?=\s|$)")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,3}(?:[,_][0-9]{3}){1,3}|[0-9]{1,12})", re.ASCII)
_LONG_ID: Final = re.compile(r"[A-Za-z0-9]{18}", re.ASCII)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
BOOLEANS: Final = {"sandbox": FlagName.SANDBOX, "locked": FlagName.LOCKED, "version_is_latest": FlagName.LATEST}
_YES: Final = {"yes": True, "true": True, "no": False, "false": False}


@lru_cache(maxsize=256)
def parse(text: str) -> Filter:
    """The filter that a text says; raises FilterError. It does not depend on the day: `30d` stays an amount."""
    if broken := _SURROGATE.search(text):  # From an argument that is not UTF-8; no store takes it.
        raise FilterError("This is not a character.", *broken.span())
    terms: list[Term] = []
    at = _after_spaces(text, 0)
    while at < len(text):
        try:
            term, end = _Reader(text, at).term()
        except FilterError as error:
            error.understood = text[:at]
            raise
        if term not in terms:
            terms.append(term)
        at = _after_spaces(text, end)
    return tuple(terms)


class _Reader:
    """Reads the term that begins at a place."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start

    def term(self) -> tuple[Term, int]:
        """The term, and where it ends."""
        text, at = self._text, self._start
        bare = self._bare(at)
        if bare == "-" or bare[0] not in "!-":  # A dash between two words is no negation.
            return self._positive(at)
        if bare == "!":
            raise FilterError("After ! comes what is not wanted.", at, at + 1, "Type !sandbox, or quote it.")
        if text[at + 1] in "!-":
            raise FilterError("One ! or - is enough.", at + 1, at + 2)
        term, end = self._positive(at + 1)
        return (term.term if isinstance(term, Not) else Not(term)), end

    def _positive(self, at: int) -> tuple[Word | Flag | Comparison | Holding | Not, int]:
        if self._text[at] == '"':
            word, end = self._quoted(at)
            if not word.strip():
                raise FilterError("There is nothing between the quotes.", at, end)
            return _word(word), end
        if head := _HEAD.match(self._text, at):
            return self._comparison(head)
        bare = self._bare(at)
        end = at + len(bare)
        if bare.casefold() in set(FlagName):
            return Flag(FlagName(bare.casefold())), end
        return _word(bare), end

    def _comparison(self, head: re.Match[str]) -> tuple[Comparison | Flag | Holding | Not, int]:
        name, op, at = head[1].casefold(), Op(head[2]), head.end()
        if name == WORD:
            bare = self._bare(at)
            return read_holding(bare, op, at), at + len(bare)
        if name in BOOLEANS:
            return self._boolean(name, op, at)
        field = BY_WORD.get(name)
        if field is None:
            raise FilterError(
                f"There is no field “{head[1]}”.",
                head.start(1),
                head.end(1),
                _nearest(name, (*BY_WORD, *BOOLEANS, WORD)),
            )
        facts = FIELDS[field]
        if op not in {Op.HOLDS, Op.EQUAL, Op.NOT_EQUAL} and facts.kind in {Kind.TEXT, Kind.ID}:
            raise FilterError(
                f"{field} is {'an id' if facts.kind is Kind.ID else 'text'}: it is not more or less.",
                *head.span(2),
                f"Type {field}: for a part of it, {field}= for all of it.",
            )
        if self._text[at : at + 1] == "/" and facts.kind is Kind.TEXT:
            return self._regex(field, op, at)
        if self._text[at : at + 1] == '"':
            value, end = self._quoted(at)
        else:
            value = self._bare(at)
            end = at + len(value)
            if not value:
                raise FilterError(f"What {field} is compared with is missing.", head.start(), at, _forms(field))
        return Comparison(field, op, _value(field, value, at, end)), end

    def _regex(self, field: FieldName, op: Op, at: int) -> tuple[Comparison, int]:
        found = _PATTERN.match(self._text, at)
        if found is None:
            raise FilterError("The pattern is not closed.", at, len(self._text), "End it with /; inside, write \\/.")
        if op is not Op.HOLDS:
            raise FilterError("A pattern is looked for with “:”.", at, found.end(), f"Type {field}:{found[0]}.")
        try:
            check(found[1])
        except PatternError as error:
            raise FilterError(str(error), at + 1 + error.position, at + 2 + error.position) from error
        return Comparison(field, op, Regex(found[1])), found.end()

    def _boolean(self, name: str, op: Op, at: int) -> tuple[Flag | Not, int]:
        bare = self._bare(at)
        wanted = _YES.get(bare.casefold())
        if wanted is None or op not in {Op.HOLDS, Op.EQUAL, Op.NOT_EQUAL}:
            raise FilterError(f"{name} is yes or no.", at, at + len(bare), f"Type {name}:yes or {name}:no.")
        flag = Flag(BOOLEANS[name])
        return (flag if wanted is (op is not Op.NOT_EQUAL) else Not(flag)), at + len(bare)

    def _bare(self, at: int) -> str:
        found = _BARE.match(self._text, at)
        return found[0] if found else ""

    def _quoted(self, at: int) -> tuple[str, int]:
        found = _QUOTED.match(self._text, at)
        if found is None:
            raise FilterError("The quotes are not closed.", at, len(self._text), 'End them with "; inside, write \\".')
        if self._bare(found.end()):
            raise FilterError("After the quotes comes a space.", found.end(), found.end() + 1)
        return _ESCAPED.sub(r"\1", found[1]), found.end()


def _word(text: str) -> Word:
    return Word(text if is_id(text) else text.casefold())


def _value(field: FieldName, text: str, start: int, end: int) -> Value:
    kind = FIELDS[field].kind
    other = BY_WORD.get(text.casefold())
    if kind in {Kind.NUMBER, Kind.DAY} and other is not None and FIELDS[other].kind is kind:
        return other
    match kind:
        case Kind.DAY:
            return _day(field, text, start, end)
        case Kind.NUMBER:
            return _number(field, text, start, end)
        case Kind.VERSION if not is_version(text):
            raise FilterError(f"“{text}” is not a version.", start, end, _forms(field))
        case Kind.ID if not text.strip() or (_LONG_ID.fullmatch(text) and not is_id(text)):
            raise FilterError(f"“{text}” is not an id.", start, end, "Of 18 characters the last three must fit.")
        case Kind.ID if is_id(text):
            return text
    return text.casefold()


def _day(field: FieldName, text: str, start: int, end: int) -> Value:
    try:
        day = parse_day(text)
    except BadEntryError as error:
        raise FilterError(error.headline, start, end, error.remedy) from error
    past = FIELDS[field].past
    if day is None or (past and day is Special.NEVER):
        raise FilterError(f"“{text}” is not a date.", start, end, _forms(field))
    if past and isinstance(day, Offset) and day.amount > 0:
        ago = f"-{day.amount}{day.unit}"
        raise FilterError(f"{field} is never ahead of today.", start, end, f"{ago} is so long ago: type {field}>{ago}.")
    return day


def _number(field: FieldName, text: str, start: int, end: int) -> Value:
    word = text.casefold()
    if field is FieldName.SEATS and word == Special.SITE:
        return Special.SITE
    if not _NUMBER.fullmatch(word):
        raise FilterError(f"“{text}” is not a number.", start, end, _forms(field))
    number = int(re.sub("[,_]", "", word))
    # On the wire any negative number of seats is a site license, and one who knows the wire types it.
    if number < 0 and field is FieldName.SEATS:
        return Special.SITE
    return number


def _forms(field: FieldName) -> str:
    match FIELDS[field].kind:
        case Kind.DAY:
            return f"Type {DAY_FORMS}{'' if FIELDS[field].past else ' or never'}."
        case Kind.NUMBER:
            return f"Type a whole number{', site' if field is FieldName.SEATS else ''} or another field."
        case Kind.VERSION:
            return "Type numbers and points, such as 3.2."
    return f'Type {field}:word, or {field}:"several words".'


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    quote = "If it is a word to look for, quote it."
    return f"Did you mean {near[0]}? {quote}" if near else quote


def _after_spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at
