"""How a sort is written: `status,-expires` is by status, then by expiry, the latest first."""

from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters.view import MOST_KEYS, NEWEST, Column, Sort, sort_by, usual

_WAYS: Final = {"-": True, "+": False}


def parse_sort(text: str) -> Sort:
    """The sort that a text says; raises BadEntryError.

    A minus before or behind a column is descending, a plus ascending; without, a column goes as one expects it to. The
    beginning of a column's name will do.
    """
    keys: list[tuple[Column, bool]] = []
    for word in text.replace(",", " ").split():
        name = word.strip("-+").casefold()
        sign = word[0] if word[0] in _WAYS else word[-1]
        column = next((each for each in Column if name and each.startswith(name)), None)
        if column is None:
            raise BadEntryError(f"There is no column “{word}” to sort by.", remedy=f"There are {', '.join(Column)}.")
        if column in dict(keys):
            raise BadEntryError(f"The list is sorted by {column} already.", remedy="Name each column once.")
        keys.append((column, _WAYS[sign]) if sign in _WAYS else usual(column))
    if not keys:
        raise BadEntryError("No column is named.", remedy=f"There are {', '.join(Column)}.")
    if len(keys) > MOST_KEYS:
        raise BadEntryError(f"A list is sorted by at most {MOST_KEYS} columns.", remedy="Leave the last ones out.")
    return sort_by(keys)


def sort_of(text: str) -> Sort:
    """The same where nothing may be said, which is the newest first."""
    return parse_sort(text) if text.strip() else NEWEST


def spelled_sort(sort: Sort) -> str:
    """The text that is parsed to this sort."""
    return ",".join(_key(column, descending=descending) for column, descending in sort.keys)


def _key(column: Column, *, descending: bool) -> str:
    if descending:
        return f"-{column}"
    return f"+{column}" if usual(column)[1] else column.value
