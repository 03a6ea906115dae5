"""A view as SQL. Its meaning is that of `domain.filters.matches`; the tests hold the two together."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from lmo_tui.domain.clues import Clue, ClueKind
from lmo_tui.domain.filters import Column, Sort, Tab, View, parse
from lmo_tui.domain.filters.terms import Comparison, Not, Regex, Word
from lmo_tui.domain.ids import short_id
from lmo_tui.storage import haystack
from lmo_tui.storage.conditions import (
    Conditions,
    Words,
    id_sought,
    sought,
    tab_condition,
    tab_days,
    verdict_expression,
)
from lmo_tui.storage.functions import NEWEST_SEEN
from lmo_tui.storage.schema import index_of

Query: TypeAlias = tuple[str, dict[str, str | int]]
"""A statement and its parameters."""

_PARENTS = {"account_id": "001", "contact_id": "003", "lead_id": "00q"}
"""The columns that hold ids of other objects, and how those begin."""


def first(view: View, today: date, size: int, among: str | None) -> Query:
    """The keys of the first rows of a view, as JSON; `among` are those of few licenses that hold them all, if known.

    Where they are not, it looks at one license after the other, in order, until there are enough.
    """
    walk = _walk(view, today, Words.EACH) if among is None else _few(view, today, among)
    return _as_json(f"{walk[0]} LIMIT :size"), {**walk[1], "size": size}


def order(view: View, today: date, among: str | None) -> Query:
    """The keys of all rows of a view, in order, as JSON."""
    statement, parameters = _walk(view, today, Words.ALL) if among is None else _few(view, today, among)
    return _as_json(statement), parameters


def keys(view: View, today: date) -> Query:
    """The keys of all rows of a view, one after the other."""
    return _walk(view, today, Words.ALL)


def count(view: View, today: date) -> Query:
    """How many licenses a view holds."""
    source, parameters = _source(view, today, Words.ALL, _by_index(view.sort))
    return f"SELECT count(*) FROM {source}", parameters  # noqa: S608 - our own names


def candidates(view: View, most: int, *, indexed: bool) -> Query | None:
    """The keys of licenses among which those of a view are, as JSON; None where no index can tell them."""
    filter_ = parse(view.filter)
    if (found := id_sought(filter_)) is not None:
        text, columns = found
        words = [text.casefold()] if len(columns) > 1 else []
        parts = [f"SELECT key FROM license WHERE {column} = :own" for column in columns]  # noqa: S608 - our own names
        parameters: dict[str, str | int] = {"own": short_id(text)}
    else:
        words, parts, parameters = sought(filter_), [], {}
    parameters |= {f"word{number}": word for number, word in enumerate(words)}
    keys, trigrams = haystack.holding(words, [f":word{number}" for number in range(len(words))], indexed=indexed)
    if (words and not trigrams) or not (words or parts):
        return None
    every = " UNION ".join((*parts, keys) if words else parts)
    statement = f"SELECT DISTINCT key FROM ({every}) LIMIT :most"  # noqa: S608 - the same
    return _as_json(statement), {**parameters, "trigrams": trigrams, "most": most}


def _as_json(statement: str) -> str:
    return f"SELECT json_group_array(key) FROM ({statement})"  # noqa: S608 - our own query


def _few(view: View, today: date, among: str) -> Query:
    conditions, parameters = _conditions(view, today, Words.EACH)
    # A cross join keeps its order: first the keys, then a license for each.
    source = "(SELECT value AS hit FROM json_each(:among)) CROSS JOIN license ON license.key = hit"
    order, more = _order(view.sort, today)
    statement = f"SELECT key FROM {source}{_where(conditions)} ORDER BY {order}"  # noqa: S608 - our own names
    return statement, {**parameters, **more, "among": among}


def _walk(view: View, today: date, words: Words) -> Query:
    source, parameters = _source(view, today, words, _way(view.sort, words))
    order, more = _order(view.sort, today)
    return f"SELECT key FROM {source} ORDER BY {order}", {**parameters, **more}  # noqa: S608 - our own names


def _source(view: View, today: date, words: Words, way: str) -> Query:
    conditions, parameters = _conditions(view, today, words)
    return f"license {way}{_where(conditions)}", parameters


def _way(sort: Sort, words: Words) -> str:
    """How the rows are gone through: all that are put in order by what no index holds, in the order of the file."""
    in_index = {Column.NAME, Column.EXPIRES}
    if words is Words.ALL and any(column not in in_index for column, _ in sort.then):
        return "NOT INDEXED"
    return _by_index(sort)


def _by_index(sort: Sort) -> str:
    if sort.column is Column.VERDICT:
        return "NOT INDEXED"
    # Only the index of the column gives the order without sorting, and holds all that a tab asks for.
    return f"INDEXED BY {index_of(sort.column)}"


class Cost(StrEnum):
    """What finding the first rows of a view takes."""

    LITTLE = "little"
    BOUNDED = "bounded"
    """It may come to a scan of all rows: to be given up after a while where somebody waits."""
    MUCH = "much"
    """A pattern is tried on every row, which no bound of ours ends in between."""


def cost(view: View) -> Cost:
    """What finding its first rows takes; words have the haystack, an index."""
    filter_ = parse(view.filter)
    terms = [term.term if isinstance(term, Not) else term for term in filter_]
    if any(isinstance(term, Comparison) and isinstance(term.value, Regex) for term in terms):
        return Cost.MUCH
    # Those that are equal by the first column must be put in order before the first can be shown; of verdicts, all.
    if view.sort.then or view.sort.column is Column.VERDICT:
        return Cost.BOUNDED
    return Cost.LITTLE if all(isinstance(term, Word) for term in filter_) else Cost.BOUNDED


def where(view: View, today: date) -> Query:
    """The clause by which a scan comes to the licenses of a view, and no others."""
    conditions, parameters = _conditions(view, today, Words.ALL)
    return _where(conditions), parameters


def counts(today: date) -> Query:
    """How many licenses each tab holds, in the order of the tabs."""
    sums = (f"count(CASE WHEN {tab_condition(tab)} THEN 1 END)" for tab in Tab)
    statement = f"SELECT {', '.join(sums)} FROM license INDEXED BY {index_of(Column.EXPIRES)}"  # noqa: S608 - our own names
    return statement, tab_days(today)


def mentioned(clues: Sequence[Clue], customers: Sequence[str], most: int) -> tuple[str, list[str | int]]:
    """The condition that a license is what clues or names of customers lead to, or of the same org as one that is."""
    wanted = {kind: [clue.value for clue in clues if clue.kind is kind] for kind in ClueKind}
    ids = wanted[ClueKind.ID]
    parts: list[str] = []
    parameters: list[str | int] = []
    for condition, values in (
        ("short_id IN ({})", ids),
        ("by_org IN ({})", ids),
        *((f"substr({name}, 1, 15) IN ({{}})", _of(prefix, ids)) for name, prefix in _PARENTS.items()),
        ("folded_name IN ({})", wanted[ClueKind.NUMBER]),
        ("by_customer IN ({})", customers),
    ):
        if values:
            parts.append(f"SELECT key FROM license WHERE {condition.format(', '.join('?' * len(values)))}")  # noqa: S608 - our own names
            parameters += values
    # The haystack is read far quicker than the rows; it holds the org's id in lower case.
    if inside := [*wanted[ClueKind.EMAIL], *wanted[ClueKind.DOMAIN], *(each.lower() for each in _of("00d", ids))]:
        parts.append(f"SELECT key FROM haystack WHERE {' OR '.join('instr(text, ?)' for _ in inside)}")  # noqa: S608 - the same
        parameters += inside
    if not parts:
        return "0", []
    found = f"SELECT key FROM ({' UNION '.join(parts)}) LIMIT ?"  # noqa: S608 - our own names
    orgs = f"SELECT by_org FROM license WHERE key IN ({found}) AND by_org <> ''"  # noqa: S608 - our own names
    return f"key IN ({found}) OR by_org IN ({orgs})", [*parameters, most] * 2


_SEEN = f"{NEWEST_SEEN}(license.version_id, license.version, newest.version_id, newest.number)"
_PARTS = ", ".join(
    f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(("package_id", "version_id", "number"))
)
FOLLOW = (
    f"UPDATE license SET latest_version = {_SEEN} FROM (SELECT {_PARTS} FROM json_each(?)) AS newest"  # noqa: S608 - our own names
    f" WHERE license.package_id = newest.package_id AND license.latest_version <> {_SEEN}"
)
"""Lets licenses name the newest versions of their packages: an array of ids of package and version with a number."""


def _of(prefix: str, ids: Sequence[str]) -> list[str]:
    """The ids of one kind of object, as their first three characters tell."""
    return [each for each in ids if each[:3].lower() == prefix]


def _conditions(view: View, today: date, words: Words) -> tuple[list[str], dict[str, str | int]]:
    tab = [] if view.tab is Tab.ALL else [f"({tab_condition(view.tab)})"]
    typed = Conditions(parse(view.filter), today, words)
    return [*tab, *typed.parts], {**tab_days(today), **typed.parameters}


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _order(sort: Sort, today: date) -> Query:
    parts: list[str] = []
    parameters: dict[str, str | int] = {}
    for column, descending in sort.keys:
        direction = "DESC" if descending else "ASC"
        by = f"by_{column.value}"
        if column is Column.VERDICT:
            by, parameters = verdict_expression(today)
        parts.append(f"{by} {direction}")
        if column is Column.NAME:  # Two of one name differ by their key, and nothing else is asked.
            return ", ".join((*parts, f"key {direction}")), parameters
    return ", ".join((*parts, "by_name DESC", "key DESC")), parameters
