"""A view as SQL. Its meaning is that of `domain.filters.matches`; the tests hold the two together."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from lmo_tui.domain.clues import Clue, ClueKind
from lmo_tui.domain.filters import EXPIRING, Column, Sort, Tab, View, terms
from lmo_tui.domain.ids import is_id, short_id
from lmo_tui.domain.licenses import Status
from lmo_tui.storage.schema import index_of

Query: TypeAlias = tuple[str, dict[str, str | int]]
"""A statement and its parameters."""

_SEARCH = "SELECT key FROM license INDEXED BY license_search WHERE "
_PARENTS = {"account_id": "001", "contact_id": "003", "lead_id": "00q"}
"""The columns that hold ids of other objects, and how those begin."""

_LIVE = f"state <> '{Status.UNINSTALLED}'"
_LAPSED = f"{_LIVE} AND (by_expires < :today OR expired)"
_EXPIRING = f"{_LIVE} AND by_expires BETWEEN :today AND :soon"


def keys(view: View, today: date, size: int | None = None) -> Query:
    """The keys of a view in order: all, or the first ones."""
    found, parameters = _found(view, today)
    limit = "" if size is None else " LIMIT :size"
    if size is not None:
        parameters["size"] = size
    return f"SELECT key FROM {found} ORDER BY {_order(view.sort)}{limit}", parameters  # noqa: S608 - our own names


def count(view: View, today: date) -> Query:
    """How many licenses a view holds."""
    found, parameters = _found(view, today)
    return f"SELECT count(*) FROM {found}", parameters  # noqa: S608 - our own names


def counts(today: date) -> Query:
    """How many licenses each tab holds, in the order of the tabs."""
    sums = (f"count(CASE WHEN {_tab(tab)} THEN 1 END)" for tab in Tab)
    statement = f"SELECT {', '.join(sums)} FROM license INDEXED BY {index_of(Column.EXPIRES)}"  # noqa: S608 - our own names
    return statement, _days(today)


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
    # The haystack is an index, which is read far quicker than the rows; it holds the org's id in lower case.
    if inside := [*wanted[ClueKind.EMAIL], *wanted[ClueKind.DOMAIN], *(each.lower() for each in _of("00d", ids))]:
        parts.append(f"{_SEARCH}{' OR '.join('instr(search, ?)' for _ in inside)}")
        parameters += inside
    if not parts:
        return "0", []
    found = f"SELECT key FROM ({' UNION '.join(parts)}) LIMIT ?"  # noqa: S608 - our own names
    orgs = f"SELECT by_org FROM license WHERE key IN ({found}) AND by_org <> ''"  # noqa: S608 - our own names
    return f"key IN ({found}) OR by_org IN ({orgs})", [*parameters, most] * 2


def _found(view: View, today: date) -> Query:
    conditions, parameters = _conditions(view, today)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    # Only the index of the column gives the order without sorting, and holds all that a tab asks for.
    return f"license INDEXED BY {index_of(view.sort.column)}{where}", parameters


def _of(prefix: str, ids: Sequence[str]) -> list[str]:
    """The ids of one kind of object, as their first three characters tell."""
    return [each for each in ids if each[:3].lower() == prefix]


def _conditions(view: View, today: date) -> tuple[list[str], dict[str, str | int]]:
    conditions = [] if view.tab is Tab.ALL else [f"({_tab(view.tab)})"]
    parameters = _days(today)
    words: list[str] = []
    for place, term in enumerate(dict.fromkeys(terms(view.text))):
        parameters[f"term{place}"] = term.casefold()
        holds = f"instr(search, :term{place})"
        if is_id(term):
            parameters[f"id{place}"] = short_id(term)
            same = (f"SELECT key FROM license WHERE {name} = :id{place}" for name in ("short_id", "by_org"))  # noqa: S608 - our own names
            conditions.append(f"key IN ({' UNION '.join((_SEARCH + holds, *same))})")
        else:
            words.append(holds)
    if words:
        conditions.append(f"key IN ({_SEARCH}{' AND '.join(words)})")
    return conditions, parameters


def _tab(tab: Tab) -> str:
    match tab:
        case Tab.ALL:
            return "1"
        case Tab.LAPSED:
            return _LAPSED
        case Tab.EXPIRING:
            return _EXPIRING
    return f"state = '{tab.value}'"


def _days(today: date) -> dict[str, str | int]:
    return {"today": today.toordinal(), "soon": (today + EXPIRING).toordinal()}


def _order(sort: Sort) -> str:
    direction = "DESC" if sort.descending else "ASC"
    first = f"by_{sort.column.value} {direction}"
    return f"{first}, key {direction}" if sort.column is Column.NAME else f"{first}, by_name DESC, key DESC"
