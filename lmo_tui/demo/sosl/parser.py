"""From a search's text to its syntax: FIND, IN, RETURNING, LIMIT and what else may follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.soql.errors import SoqlError
from lmo_tui.demo.soql.parser import LARGEST_OFFSET, Parser
from lmo_tui.demo.soql.reader import Reader
from lmo_tui.demo.soql.syntax import Item, Path, Select, Source
from lmo_tui.demo.soql.tokens import END, STRING
from lmo_tui.demo.sosl.errors import MALFORMED_SEARCH
from lmo_tui.demo.sosl.terms import read_query

if TYPE_CHECKING:
    from lmo_tui.demo.sosl.errors import SearchStatement
    from lmo_tui.demo.sosl.terms import Sought

GROUPS: Final = ("ALL", "NAME", "EMAIL", "PHONE", "SIDEBAR")
_FIND: Final = re.compile(r"\s*FIND\s*(?=\{)", re.IGNORECASE)
_LONGEST_STATEMENT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """A search as it was written; without RETURNING no object is named."""

    sought: Sought
    query: str
    group: str
    returning: tuple[Select, ...]
    limit: int | None


def parse(statement: SearchStatement) -> Parsed:
    """Parse a whole search; SoqlError says where the platform would stop reading."""
    text = statement.text
    if len(text) > _LONGEST_STATEMENT:
        message = f"SOSL statements cannot be longer than {_LONGEST_STATEMENT} characters."
        raise SoqlError(MALFORMED_SEARCH, message)
    opening = _FIND.match(text)
    if opening is None:
        word = text.split(maxsplit=1)[0] if text.strip() else ""
        raise statement.malformed(text.find(word) + 1, f"unexpected token: '{word or '<EOF>'}'")
    sought, end = read_query(statement, opening.end())
    # What stands in the braces is no text for SOQL's tokenizer; places in the text stay what they are.
    reader = Reader(statement, " " * end + text[end:])
    group = _group(reader)
    returning = _returning(reader)
    _with(reader)
    limit = reader.whole_number() if reader.accept("LIMIT") else None
    if reader.accept("UPDATE"):
        _update(reader)
    if reader.token.kind != END:
        raise reader.unexpected()
    return Parsed(sought, text[opening.end() + 1 : end - 1], group, returning, limit)


def columns_of(source: Source) -> Select:
    """What comes back of an object when no field is named."""
    return Select(items=(Item(Path(("Id",), source.at)),), source=source, at=source.at)


def _group(reader: Reader) -> str:
    if not reader.accept("IN"):
        return "ALL"
    group = reader.take()
    if group.text.upper() not in GROUPS:
        raise reader.statement.malformed(group.at, f"Malformed search token: {group.text}")
    token = reader.take()
    if not token.says("FIELDS"):
        raise reader.statement.malformed(token.at, f"Malformed search token: {token.text}")
    return group.text.upper()


def _returning(reader: Reader) -> tuple[Select, ...]:
    if not reader.accept("RETURNING"):
        return ()
    found = [_object(reader)]
    while reader.accept(","):
        found.append(_object(reader))
    names: set[str] = set()
    for select in found:
        name = select.source.parts[0].lower()
        if name in names:
            message = f"duplicate object in RETURNING: {select.source.parts[0]}"
            raise reader.statement.malformed(select.source.at, message)
        names.add(name)
        if select.offset is not None and len(found) > 1:
            raise reader.statement.malformed(select.offset_at, "OFFSET can be used only when querying a single object")
        if (select.offset or 0) > LARGEST_OFFSET:
            message = f"SOSL offset should be between 0 to {LARGEST_OFFSET}"
            raise reader.statement.malformed(select.offset_at, message)
    return tuple(found)


def _object(reader: Reader) -> Select:
    name = reader.name()
    source = Source((name.text,), None, name.at)
    if not reader.accept("("):
        return columns_of(source)
    select = Parser(reader).fields_of(source)
    reader.expect(")")
    return select


def _with(reader: Reader) -> None:
    while reader.accept("WITH"):
        if reader.accept("SPELL_CORRECTION", "="):
            # The demo corrects nothing, which either value allows.
            if not (reader.accept("TRUE") or reader.accept("FALSE")):
                raise reader.unexpected()
        elif reader.token.kind in {END, STRING}:
            raise reader.unexpected()
        else:
            message = f"The demo LMO does not support WITH {reader.token.text.upper()}"
            raise reader.statement.malformed(reader.token.at, message)


def _update(reader: Reader) -> None:
    while True:
        if not (reader.accept("TRACKING") or reader.accept("VIEWSTAT")):
            raise reader.unexpected()
        if not reader.accept(","):
            return
