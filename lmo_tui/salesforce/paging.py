"""Pages of a query with as little work as they allow: no model, no copy, and Python's lock never held for long."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import WHITESPACE, scanstring  # type: ignore[attr-defined]  # in CPython since 3.0, in no stub
from typing import Any, Final, NoReturn

from lmo_tui.salesforce.answers import Record


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse_constant)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page of a query; what is in its records is not trusted yet."""

    records: list[Record]
    done: bool
    next_url: str


def page_of(text: str) -> RawPage:
    """The page in an answer; raises ValueError where it is none.

    The json module decodes a page of 2,000 licenses in one go, and for those 50 ms no other thread can draw or take a
    key. Record by record costs no more, and lets the others in.
    """
    found = dict(_members(text))
    records, done, following = found.get("records"), found.get("done"), found.get("nextRecordsUrl")
    if not isinstance(records, list) or not isinstance(done, bool):
        raise ValueError("not a page of a query")
    if any(type(each) is not dict for each in records):
        raise ValueError("a record that is none")
    return RawPage(records, done, following if isinstance(following, str) else "")


def _members(text: str) -> Iterator[tuple[str, Any]]:
    """The members of the object that the text is."""
    at = _past(text, 0, "{")
    while text[at : at + 1] != "}":
        key, at = scanstring(text, _past(text, at, '"'))
        at = _past(text, at, ":")
        value, at = _array(text, at) if text[at : at + 1] == "[" else _DECODER.raw_decode(text, at)
        yield key, value
        at = _after_one(text, at, "}")
    if WHITESPACE.match(text, at + 1).end() != len(text):
        raise ValueError("more than one value")


def _array(text: str, at: int) -> tuple[list[Any], int]:
    values: list[Any] = []
    at = WHITESPACE.match(text, at + 1).end()
    while text[at : at + 1] != "]":
        value, at = _DECODER.raw_decode(text, at)
        values.append(value)
        at = _after_one(text, at, "]")
    return values, at + 1


def _past(text: str, at: int, mark: str) -> int:
    """The place after a mark, and after the blanks around it."""
    at = WHITESPACE.match(text, at).end()
    if text[at : at + 1] != mark:
        raise ValueError("not JSON")
    # A blank within a string counts.
    return at + 1 if mark == '"' else int(WHITESPACE.match(text, at + 1).end())


def _after_one(text: str, at: int, end: str) -> int:
    """The place of the next one after a comma, or of the end."""
    at = WHITESPACE.match(text, at).end()
    if text[at : at + 1] == end:
        return int(at)
    at = _past(text, at, ",")
    if text[at : at + 1] == end:
        raise ValueError("not JSON")
    return at
