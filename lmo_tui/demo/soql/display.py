"""How stored values look on the wire, and what FORMAT() makes of them for an English (US) user."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def converter(kind: str, *, formatted: bool = False) -> Callable[[Any], Any] | None:
    """Give what turns a stored value of a type into its wire value; None where they are the same."""
    if formatted:
        return _FORMATS.get(kind, str)
    return bool if kind == "boolean" else None


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def _date(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.month}/{day.day}/{day.year}"


def _moment(value: str) -> str:
    moment = datetime.fromisoformat(value)
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment.month}/{moment.day}/{moment.year}, {moment.hour % 12 or 12}:{moment.minute:02d} {half}"


def _currency(value: float) -> str:
    return f"${value:,.2f}"


_FORMATS: Final[Mapping[str, Callable[[Any], str]]] = {
    "date": _date,
    "datetime": _moment,
    "int": _number,
    "double": _number,
    "currency": _currency,
}
