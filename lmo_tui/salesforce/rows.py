"""From pages of records or of CSV to cells, column by column: the same meaning as `records.LicenseReader`, for bulk."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeAlias

from pydantic import BeforeValidator

from lmo_tui.domain.cells import ATTRIBUTES, TO_CELL, Cell, Cells, Memo, cells_of, extra_to_cell, unseen_to_cell
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License, expiration_from_wire, seats_from_wire
from lmo_tui.domain.text import LONGEST
from lmo_tui.salesforce.answers import Record, moment_of, text_of
from lmo_tui.salesforce.records import LicenseRow, shown
from lmo_tui.salesforce.schema import Schema
from lmo_tui.salesforce.versions import LatestVersions

Convert: TypeAlias = Callable[[Any], Any]
Column: TypeAlias = Callable[[Sequence[Any]], list[Any]]
"""Makes the cells of one attribute of many licenses."""

_NUMBERS: Final = frozenset({"int", "double", "currency", "percent", "long"})
_FEW: Final = frozenset(
    {"status", "license_status", "license_type", "seats", "used", "expires", "installed", "package_id", "package"}
    | {"version_id", "version", "sandbox", "instance", "edition", "org_status", "org_trial_ends", "record_type_id"}
    | {"proxy_user", "owner", "created_by", "modified_by"}
)
"""Attributes of few different values, which are remembered; for the others that would only cost."""

_OWN_TEXT: Final = frozenset({"string", "picklist", "reference", "id", "email", "textarea", "url", "phone"})
"""Types whose values are in a CSV as they are in JSON."""

_LONG_ID: Final = re.compile(r"[A-Za-z0-9]{18}", re.ASCII).fullmatch
_AS_USUAL: Final = ".000+0000"
_USUAL_LENGTH: Final = len("2026-11-24T10:00:00.000+0000")

_NOTHING: Final = dict(zip(ATTRIBUTES, cells_of(License("", "", "")), strict=True))

_MEANT: Final[Mapping[str, Convert]] = {
    "seats": seats_from_wire,
    "used": lambda value: None if value is None else int(value),
    "expires": expiration_from_wire,
}
"""What a value that could be read means, where that is not the value itself."""


class RowReader:
    """Reads cells of licenses that were asked for by one schema. One thread at a time."""

    def __init__(self, schema: Schema, latest: LatestVersions, checkout: frozenset[str]) -> None:
        self._schema = schema
        self._checkout = checkout
        self._latest: Memo[tuple[str, str, str], str] = Memo(lambda of: latest.of(*of))
        self._unseen = unseen_to_cell(schema.access.unseen)
        fragments = [_fragment(field.label or field.name, field.type) for field in schema.extras]
        self._by_json: dict[str, Column] = {name: _column(name) for name in schema.columns}
        self._by_text = {name: _from_text(name, schema.types.get(name, "")) for name in schema.columns}
        self._extras_by_json = [Memo(fragment) for fragment in fragments]
        self._extras_by_text = [
            Memo(_then(partial(plain, kind=field.type), fragment))
            for field, fragment in zip(schema.extras, fragments, strict=True)
        ]

    def of_records(self, records: Sequence[Record]) -> list[Cells]:
        """The cells of records; raises ValueError for one that cannot be a license."""
        if not records:
            return []
        parents: dict[str, Sequence[Any]] = {"": records}
        try:
            cells = {name: self._by_json[name](_dug(parents, path)) for name, path in self._schema.columns.items()}
            extras = [
                memo.all([record.get(field.name) for record in records])
                for memo, field in zip(self._extras_by_json, self._schema.extras, strict=True)
            ]
        except TypeError:  # A list or an object, which no memo takes, is no value of a field.
            raise ValueError("neither text nor a number") from None
        return self._whole(cells, extras, len(records))

    def of_lines(self, header: Sequence[str], lines: Sequence[Sequence[str]]) -> list[Cells]:
        """The cells of the lines of a CSV; raises ValueError for what cannot be licenses."""
        if not lines:
            return []
        given = dict(zip(header, zip(*lines, strict=True), strict=True))
        try:
            cells = {name: self._by_text[name](given[path]) for name, path in self._schema.columns.items()}
            extras = [
                memo.all(given[field.name])
                for memo, field in zip(self._extras_by_text, self._schema.extras, strict=True)
            ]
        except KeyError:
            raise ValueError("a column is missing") from None
        return self._whole(cells, extras, len(lines))

    def _whole(self, cells: dict[str, list[Cell]], extras: Sequence[Sequence[str]], count: int) -> list[Cells]:
        """The rows, with what is not in a field of its own, and what cannot be seen as it is in an empty license."""
        columns: dict[str, list[Any]] = {name: [cell] * count for name, cell in _NOTHING.items()} | cells
        of = zip(columns["package_id"], columns["version_id"], columns["version"], strict=True)
        columns["latest_version"] = self._latest.all(of)
        if self._checkout:
            columns["checkout"] = [int(short_id(str(key)) in self._checkout) for key in columns["id"]]
        if extras:
            columns["extra"] = [f"[{', '.join(values)}]" for values in zip(*extras, strict=True)]
        columns["unseen"] = [self._unseen] * count
        return list(zip(*(columns[name] for name in ATTRIBUTES), strict=True))


def plain(text: str, kind: str) -> object:
    """What the REST API would have given for a value in a CSV of the Bulk API."""
    if not text:
        return None
    if kind in _NUMBERS:
        return float(text)
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if kind == "datetime" and text.endswith("Z"):
        return f"{text[:-1]}+0000"
    return text


def _column(name: str) -> Column:
    """How the wire's values of an attribute become cells."""
    convert = _converter(name)
    if name in _FEW:
        return Memo(convert).all
    check = _check(name)
    if check is text_of:
        return lambda values: [each if type(each) is str and _harmless(each) else text_of(each) for each in values]
    if check is moment_of:
        return lambda values: [_moment(each, convert) for each in values]
    return lambda values: [each if type(each) is str and _LONG_ID(each) else convert(each) for each in values]


def _from_text(name: str, kind: str) -> Column:
    """How an attribute's values in a CSV become cells."""
    column = _column(name)
    if name in _FEW:
        return Memo(_then(partial(plain, kind=kind), _converter(name))).all
    if not kind or kind in _OWN_TEXT:
        return lambda values: column([each or None for each in values])
    return lambda values: column([plain(each, kind) for each in values])


def _harmless(text: str) -> bool:
    """Whether the sanitizer would leave the text as it is, as it does with most."""
    return text.isascii() and text.isprintable() and len(text) <= LONGEST


def _moment(value: object, convert: Convert) -> Cell:
    if type(value) is str and value.endswith(_AS_USUAL) and len(value) == _USUAL_LENGTH and value[10] == "T":
        datetime.fromisoformat(value)  # It must be one.
        return f"{value[:19]}+00:00"
    cell: Cell = convert(value)
    return cell


def _check(name: str) -> Convert:
    """The check that a single license's value passes as well."""
    (check,) = (each.func for each in LicenseRow.model_fields[name].metadata if isinstance(each, BeforeValidator))
    return check  # type: ignore[return-value]  # none of ours asks for pydantic's context


def _converter(name: str) -> Convert:
    """From the wire's value of an attribute to its cell."""
    check, meant, to_cell = _check(name), _MEANT.get(name), TO_CELL.get(name)

    def convert(value: object) -> Cell:
        read = check(value)
        read = read if meant is None else meant(read)
        cell: Cell = read if read is None or to_cell is None else to_cell(read)
        return cell

    return convert


def _fragment(label: str, kind: str) -> Convert:
    """From the wire's value of one of the ISV's own fields to its part of the cell of them all."""
    return lambda value: extra_to_cell(((label, shown(value, kind)),))[1:-1]


def _then(first: Convert, second: Convert) -> Convert:
    return lambda value: second(first(value))


def _dug(parents: dict[str, Sequence[Any]], path: str) -> list[Any]:
    """The values at the end of a path; a parent that is null ends it with nothing. `parents` holds those found."""
    way, _, name = path.rpartition(".")
    if way not in parents:
        parents[way] = found = _dug(parents, way)
        if any(each is not None and type(each) is not dict for each in found):
            raise ValueError("a parent that is no record")
    return [None if each is None else each.get(name) for each in parents[way]]
