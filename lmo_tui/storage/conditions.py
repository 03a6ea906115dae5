"""A filter as SQL conditions. Their meaning is that of `domain.filters.fits`; the tests hold the two together.

Every condition is true or false and never NULL, so that NOT is the rest. What was typed is only ever a parameter.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from lmo_tui.domain.edits import READ_ONLY_TYPE
from lmo_tui.domain.filters import EXPIRING, Tab
from lmo_tui.domain.filters.days import resolved
from lmo_tui.domain.filters.fields import FIELDS, RESTS_ON, FieldName, FlagName, Kind, rests_on
from lmo_tui.domain.filters.match import FLAG_TABS, verdict_filters
from lmo_tui.domain.filters.parameters import kind_of, number_of
from lmo_tui.domain.filters.terms import (
    Comparison,
    DayWord,
    Filter,
    Flag,
    Held,
    Holding,
    Not,
    Offset,
    Op,
    Regex,
    Special,
    Term,
    Word,
)
from lmo_tui.domain.filters.versions import version_key
from lmo_tui.domain.ids import is_id, short_id
from lmo_tui.domain.licenses import Status
from lmo_tui.storage import haystack
from lmo_tui.storage.functions import COVERS, FOLDED, FOUND_IN, VERSION_KEY
from lmo_tui.storage.sorting import NEVER, NOTHING, SITE_SEATS, is_kept_by_sorting


def _folded(text: str) -> str:
    """Text regardless of case, asking Python only where SQLite knows too little: 1 µs a row."""
    return f"CASE WHEN {text} GLOB '*[^ -~]*' THEN {FOLDED}({text}) ELSE lower({text}) END"


_LIVE = f"state <> '{Status.UNINSTALLED}'"
_TABS: Final = {
    Tab.ALL: "1",
    Tab.LAPSED: f"{_LIVE} AND (by_expires < :today OR expired)",
    Tab.EXPIRING: f"{_LIVE} AND by_expires BETWEEN :today AND :soon",
}
# One look at every row in the order of the file; by the index of orgs it took three times as long.
_TOGETHER: Final = (
    "SELECT key, count(*) OVER (PARTITION BY by_org, package_id) AS together FROM license NOT INDEXED"  # noqa: S608 - our own names
    f" WHERE {_LIVE} AND package_id <> '' AND by_org <> '{NOTHING}'"
)
_DUPLICATES: Final = f"SELECT key FROM ({_TOGETHER}) WHERE together > 1"  # noqa: S608 - our own names
_FLAGS: Final = {
    FlagName.PERPETUAL: "expires IS NULL",
    FlagName.SITE: "seats IS NULL",
    FlagName.OVER: "used IS NOT NULL AND used > by_seats",
    FlagName.FULL: "used IS NOT NULL AND used = by_seats",
    FlagName.LATEST: "version <> '' AND version = latest_version",
    FlagName.OLD: "version <> '' AND latest_version <> '' AND version <> latest_version",
    FlagName.SANDBOX: "sandbox",
    FlagName.LOCKED: f"state = '{Status.UNINSTALLED}' OR {_folded('license_type')} = '{READ_ONLY_TYPE}' OR checkout",
    FlagName.CHECKOUT: "checkout",
    FlagName.DUPLICATE: f"{_LIVE} AND key IN ({_DUPLICATES})",
}
_TEXTS: Final = {
    FieldName.CUSTOMER: "coalesce(nullif(account, ''), nullif(company, ''), nullif(lead, ''), contact)",
    FieldName.MAIL: "coalesce(nullif(contact_email, ''), lead_email)",
}
_SORTED: Final = {
    FieldName.CUSTOMER: "by_customer",
    FieldName.PACKAGE: "by_package",
    FieldName.EDITION: "by_edition",
}
"""The columns that hold a text case folded already."""
_IN_THE_HAYSTACK: Final = frozenset(
    (
        FieldName.NAME,
        FieldName.CUSTOMER,
        FieldName.ACCOUNT,
        FieldName.COMPANY,
        FieldName.CONTACT,
        FieldName.LEAD,
        FieldName.MAIL,
        FieldName.ORG_ID,
    )
)
PERCENT: Final = "CASE WHEN seats > 0 THEN 100.0 * used / seats WHEN seats = 0 THEN 100.0 * (used + 1) END"
"""The part of the sold seats that is held; NULL for a site license."""
_DATE: Final = "-".join(("[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2))
_BEGINNING: Final = "substr(org_trial_ends, 1, 10)"
_QUANTITIES: Final = {
    FieldName.USE: f"({PERCENT})",
    FieldName.SEATS: "by_seats",
    FieldName.USED: "used",
    FieldName.EXPIRES: "by_expires",
    FieldName.INSTALLED: "installed",
    FieldName.MODIFIED: "substr(modified, 1, 10)",
    FieldName.ORG_TRIAL_ENDS: f"CASE WHEN org_trial_ends GLOB '{_DATE}*' AND {_BEGINNING} >= '0001'"
    f" AND date({_BEGINNING}, '+0 days') = {_BEGINNING} THEN {_BEGINNING} END",
}
_FULL, _PREFIX = _folded("p.full_name"), _folded("p.namespace || '__'")
_CALLED: Final = f"({_FULL} = {{name}} OR {_FULL} = {_PREFIX} || {{name}})"
_AFTER_EVERY_DAY: Final = "~"
_SIGNS: Final = {Op.HOLDS: "=", Op.NOT_EQUAL: "<>"}


def tab_condition(tab: Tab) -> str:
    """What a license in the tab fulfills; it speaks of the days of `tab_days`."""
    return _TABS.get(tab, f"state = '{tab.value}'")


def tab_days(today: date) -> dict[str, str | int]:
    """The parameters of the tabs."""
    return {"today": today.toordinal(), "soon": (today + EXPIRING).toordinal()}


class Words(StrEnum):
    """How words are looked for."""

    EACH = "each"
    """In the text of each license that a statement comes to."""
    ALL = "all"
    """In every text, one after the other, before a statement begins: for one that comes to most of them."""


class Conditions:
    """Collects the conditions of a filter with their parameters."""

    def __init__(self, filter_: Filter, today: date, words: Words, prefix: str = "term") -> None:
        self.parameters: dict[str, str | int] = {}
        self._prefix = prefix
        self._today = today
        self._words = words
        plain = [term for term in filter_ if isinstance(term, Word) and not is_id(term.text)]
        self.parts = [self._term(term) for term in filter_ if term not in plain]
        if plain:  # All words in one look at the texts.
            self.parts.append(self._held([word.text for word in plain]))

    def _term(self, term: Term) -> str:
        match term:
            case Not(inner):
                return f"NOT ({self._term(inner)})"
            case Word(text):
                return self._word(text)
            case Flag(name):
                if name in FLAG_TABS:
                    return f"({tab_condition(FLAG_TABS[name])})"
                return _seen(f"({_FLAGS[name]})", *RESTS_ON.get(name, ()))
            case Holding():
                return self._holding(term)
            case Comparison(field, Op.NOT_EQUAL, value):
                return f"NOT ({self._comparison(Comparison(field, Op.EQUAL, value))})"
        return self._comparison(term)

    def _word(self, text: str) -> str:
        if not is_id(text):
            return self._held([text])
        own = self._put(short_id(text))
        return f"(short_id = {own} OR by_org = {own} OR {self._held([text])})"

    def _held(self, words: Sequence[str]) -> str:
        if any("\n" in word for word in words):  # It parts the values of the haystack, and is in none of them.
            return "0"
        names = [self._put(word.casefold()) for word in words]
        if self._words is Words.EACH:
            return " AND ".join(f"instr({haystack.TEXT}, {name})" for name in names)
        keys, _ = haystack.holding(words, names, indexed=False)
        return f"key IN ({keys})"

    def _holding(self, term: Holding) -> str:
        if term.op is Op.NOT_EQUAL:
            return f"NOT ({self._holding(replace(term, op=Op.EQUAL))})"
        name = self._put(term.parameter.casefold())
        called = _CALLED.format(name=name)
        named = f"SELECT v.license FROM feature_value v JOIN feature_parameter p ON p.key = v.parameter WHERE {called}"  # noqa: S608 - our own names
        if term.value is Held.NONE:
            packages = f"SELECT p.package_id FROM feature_parameter p WHERE {called}"  # noqa: S608 - the same
            return f"(substr(package_id, 1, 15) IN ({packages}) AND key NOT IN ({named}))"
        if term.value is Held.ANY:
            return f"key IN ({named})"
        if term.value is Held.UNSET:
            return f"key IN ({named} AND v.content IS NULL)"
        kind = kind_of(term)
        wanted = self._put(number_of(term, self._today))
        return f"key IN ({named} AND p.kind = '{kind}' AND v.content {term.op.value} {wanted})"

    def _comparison(self, term: Comparison) -> str:
        value = term.value
        fields = (term.field, value) if isinstance(value, FieldName) else (term.field,)
        return _seen(self._compared(term), *(name for field in fields for name in rests_on(field)))

    def _compared(self, term: Comparison) -> str:
        match FIELDS[term.field].kind:
            case Kind.NUMBER | Kind.DAY:
                return self._quantity(term)
            case Kind.VERSION:
                return self._version(term.op, str(term.value))
            case Kind.ID:
                return self._id(term.field, str(term.value))
        text = self._verdict(term.field) or _TEXTS.get(term.field, term.field.value)
        if isinstance(term.value, Regex):
            return f"{FOUND_IN}({self._put(term.value.pattern)}, {text})"
        wanted = str(term.value).casefold()
        sorted_by = _SORTED.get(term.field)
        own = sorted_by if sorted_by and wanted and is_kept_by_sorting(wanted) else _folded(text)
        own = self._verdict(term.field) or own
        if term.op is Op.HOLDS and wanted:
            return f"instr({own}, {self._put(wanted)})"
        return f"{own} = {self._put(wanted)}"

    def _verdict(self, field: FieldName) -> str:
        """What a field holds that is told by the rules of verdicts; empty for any other field."""
        if field not in {FieldName.CAN, FieldName.VERDICT}:
            return ""
        expression, parameters = verdict_expression(self._today, field)
        self.parameters |= parameters
        return expression

    def _quantity(self, term: Comparison) -> str:
        field, value = term.field, term.value
        sign = _SIGNS.get(term.op, term.op.value)
        own = _QUANTITIES[field]
        if isinstance(value, FieldName):
            own, other = _comparable(field), _comparable(value)
            return f"{own} IS NOT NULL AND {other} IS NOT NULL AND {own} {sign} {other}"
        return f"{own} IS NOT NULL AND {own} {sign} {self._put(self._constant(field, value))}"

    def _constant(self, field: FieldName, value: object) -> str | int:
        if isinstance(value, Special):
            return NEVER if value is Special.NEVER else SITE_SEATS
        if isinstance(value, (date, Offset, DayWord)):
            day = resolved(value, self._today)
            return day.toordinal() if field is FieldName.EXPIRES else day.isoformat()
        return value if isinstance(value, int) else str(value)

    def _version(self, op: Op, wanted: str) -> str:
        if op is Op.HOLDS:
            return f"{COVERS}({self._put(wanted)}, version)"
        key = f"{VERSION_KEY}(version)"
        return f"{key} <> '' AND {key} {op.value} {self._put(version_key(wanted))}"

    def _id(self, field: FieldName, wanted: str) -> str:
        if is_id(wanted):
            column = "short_id" if field is FieldName.ID else "by_org"
            return f"{column} = {self._put(short_id(wanted))}"
        return f"instr({_folded(field.value)}, {self._put(wanted.casefold())})"

    def _put(self, value: str | int) -> str:
        name = f"{self._prefix}{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


def verdict_expression(today: date, field: FieldName | None = None) -> tuple[str, dict[str, str | int]]:
    """The verdict on a license as SQL: its kind, whether they can use it, or without a field its place, worst first."""
    whens: list[str] = []
    parameters: dict[str, str | int] = {}
    for place, (rule, filters) in enumerate(verdict_filters()):
        ways: list[str] = []
        for filter_ in filters:
            way = Conditions(filter_, today, Words.EACH, f"rule{place}_{len(ways)}_")
            parameters |= way.parameters
            ways.append(" AND ".join(f"({part})" for part in way.parts) or "1")
        told = {FieldName.CAN: f"'{rule.can_use}'", FieldName.VERDICT: f"'{rule.kind}'", None: str(place)}[field]
        whens.append(f"WHEN {' OR '.join(f'({way})' for way in ways)} THEN {told}")
    return f"CASE {' '.join(whens)} END", parameters


def sought(filter_: Filter) -> list[str]:
    """Words that stand, case folded, in the text of every license that fits: few others may have them all."""
    return [word.casefold() for word in map(_sought, filter_) if "\n" not in word]


def _sought(term: Term) -> str:
    match term:
        case Word(text) if not is_id(text):
            return text
        case Comparison(field, Op.HOLDS | Op.EQUAL, str(value)) if field in _IN_THE_HAYSTACK:
            return "" if FIELDS[field].kind is Kind.ID and is_id(value) else value
    return ""


def id_sought(filter_: Filter) -> tuple[str, tuple[str, ...]] | None:
    """An id that every license that fits has, and the columns of which one holds it, unless a word of its text does."""
    for term in filter_:
        match term:
            case Word(text) if is_id(text):
                return text, ("short_id", "by_org")
            case Comparison(field, Op.HOLDS | Op.EQUAL, str(value)) if FIELDS[field].kind is Kind.ID and is_id(value):
                return value, ("short_id" if field is FieldName.ID else "by_org",)
    return None


def _comparable(field: FieldName) -> str:
    """Days of several columns as the same kind of text."""
    return f"coalesce(expires, '{_AFTER_EVERY_DAY}')" if field is FieldName.EXPIRES else _QUANTITIES[field]


def _seen(condition: str, *attributes: str) -> str:
    hidden = (f"NOT instr(unseen, '\"{name}\"')" for name in attributes)
    return " AND ".join((f"({condition})", *hidden))
