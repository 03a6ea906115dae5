"""A view as SQL. Its meaning is that of `domain.filters.matches`; the tests hold the two together."""

from datetime import date
from typing import TypeAlias

from lmo_tui.domain.filters import EXPIRING, Column, Sort, Tab, View, terms
from lmo_tui.domain.ids import is_id, short_id
from lmo_tui.domain.licenses import Status
from lmo_tui.storage.schema import index_of

Query: TypeAlias = tuple[str, dict[str, str | int]]
"""A statement and its parameters."""

_SEARCH = "SELECT key FROM license INDEXED BY license_search WHERE "
_LIVE = f"state <> '{Status.UNINSTALLED}'"
_LAPSED = f"{_LIVE} AND (by_expires < :today OR expired)"
_EXPIRING = f"{_LIVE} AND by_expires BETWEEN :today AND :soon"


def keys(view: View, today: date, size: int | None = None) -> Query:
    """The keys of a view in order: all, or the first ones."""
    column = view.sort.column
    conditions, parameters = _conditions(view, today)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = "" if size is None else " LIMIT :size"
    if size is not None:
        parameters["size"] = size
    # Only the index of the column gives the order without sorting, and holds all that a tab asks for.
    statement = f"SELECT key FROM license INDEXED BY {index_of(column)}{where} ORDER BY {_order(view.sort)}{limit}"  # noqa: S608 - our own names
    return statement, parameters


def counts(today: date) -> Query:
    """How many licenses each tab holds, in the order of the tabs."""
    sums = (f"count(CASE WHEN {_tab(tab)} THEN 1 END)" for tab in Tab)
    statement = f"SELECT {', '.join(sums)} FROM license INDEXED BY {index_of(Column.EXPIRES)}"  # noqa: S608 - our own names
    return statement, _days(today)


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
