"""Builds SOQL: names are checked, values are quoted, and no statement is ever formatted from foreign text."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*){0,5}", re.ASCII)
_RECORD_ID: Final = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?", re.ASCII)
_ESCAPES: Final = str.maketrans(
    {"\\": r"\\", "'": r"\'", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}
)


def is_name(text: str) -> bool:
    """Whether it is an API name or a path of them."""
    return bool(_NAME.fullmatch(text))


def is_record_id(text: str) -> bool:
    """Whether it has the shape of a record id; the check suffix is the server's own affair."""
    return bool(_RECORD_ID.fullmatch(text))


def quoted(value: str) -> str:
    """The value as a SOQL string."""
    return "".join(("'", value.translate(_ESCAPES), "'"))


def equals(name: str, value: str) -> str:
    """The condition that a field has a value."""
    return " = ".join((_checked(name), quoted(value)))


def among(name: str, values: Iterable[str]) -> str:
    """The condition that a field has one of some values."""
    return "".join((_checked(name), " IN (", ", ".join(quoted(each) for each in values), ")"))


def since(name: str, moment: datetime) -> str:
    """The condition that a date and time is at or after a moment."""
    return " >= ".join((_checked(name), moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))


def between(name: str, after: str, until: str) -> str:
    """The condition that an Id comes after one and not after another; an empty one leaves that side open."""
    sides = ((">", after), ("<=", until))
    return " AND ".join(f"{_checked(name)} {sign} {quoted(bound)}" for sign, bound in sides if bound)


def begins(name: str, value: str) -> str:
    """The condition that a text begins so, in any case: nothing in it is a wildcard."""
    literal = quoted(value)[:-1].replace("%", r"\%").replace("_", r"\_")
    return "".join((_checked(name), " LIKE ", literal, "%'"))


def any_of(*conditions: str) -> str:
    """The condition that at least one of these is met."""
    return " OR ".join(conditions)


def select(
    fields: Sequence[str], source: str, *, where: str = "", order: Sequence[str] = (), limit: int | None = None
) -> str:
    """A query; `order` takes names with a trailing ` DESC` where they descend."""
    words = ["SELECT", ", ".join(_checked(name) for name in fields), "FROM", _checked(source)]
    if where:
        words += ["WHERE", where]
    if order:
        words += [
            "ORDER BY",
            ", ".join(" ".join((_checked(name.removesuffix(" DESC")), *_direction(name))) for name in order),
        ]
    if limit is not None:
        words += ["LIMIT", str(limit)]
    return " ".join(words)


def count(source: str, *, where: str = "") -> str:
    """A query that only counts."""
    return " ".join(("SELECT", "COUNT()", "FROM", _checked(source), *(("WHERE", where) if where else ())))


def _direction(name: str) -> tuple[str, ...]:
    return ("DESC",) if name.endswith(" DESC") else ()


def _checked(name: str) -> str:
    if not is_name(name):
        raise ValueError("not an API name")
    return name
