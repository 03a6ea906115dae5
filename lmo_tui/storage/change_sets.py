"""Change sets as TOML: for people to review and to cut down, for the program to carry out later."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from lmo_tui.domain.change_sets import MOST, ChangeSet, PlannedRow
from lmo_tui.domain.edits import Change, Value
from lmo_tui.domain.entries import NEVER, SITE_LICENSE
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.feature_rules import FORMS, kind_of
from lmo_tui.domain.features import NOT_SET, FeatureContent, FeatureField, Kind
from lmo_tui.domain.ids import is_id, long_id, short_id
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.text import clean

FORMAT: Final = 1
PARAMETER: Final = "parameter"
"""The change of a parameter's value, where one of a license's fields is named otherwise."""

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a file: ten thousand licenses take two million."""

_FIELDS: Final = {field.value: field for field in Field}
_TOP: Final = frozenset({"format", "id", "org_id", "org", "user_id", "made", "about", "reason", "writer", "license"})
_OF_A_LICENSE: Final = frozenset({"id", "name", "customer", "undoes", PARAMETER, *_FIELDS})
_OF_A_PARAMETER: Final = frozenset({"name", "type", "id", "value_id", "was", "to"})
_KINDS: Final = {kind.value: kind for kind in Kind}


def written(plan: ChangeSet) -> Iterator[str]:
    """The text of a change set, piece by piece."""
    yield (
        f"# lmo-tui plan: {clean(plan.about) or 'changes'}, {len(plan.rows):,} licenses, in {clean(plan.org_name)}.\n"
        "# Nothing has been changed. Take out the licenses that are not to be changed, then:\n"
        "#   lmo-tui apply FILE\n"
        "# A license that does not hold its `was` any more is left out, and told.\n\n"
    )
    head = {
        "format": FORMAT,
        "id": plan.id,
        "org_id": plan.org_id,
        "org": plan.org_name,
        "user_id": plan.user_id,
        "made": plan.made,
        "about": plan.about,
        "reason": plan.reason,
    }
    yield "".join(f"{name} = {_toml(value)}\n" for name, value in head.items())
    if plan.writer:
        yield f"writer = {_toml(plan.writer)}\n"
    for row in plan.rows:
        yield f"\n[[license]]\nid = {_toml(long_id(row.license_id))}\nname = {_toml(row.name)}\n"
        if row.customer:
            yield f"customer = {_toml(row.customer)}\n"
        if row.undoes:
            yield f"undoes = {_toml(row.undoes)}\n"
        for change in row.changes:
            if not isinstance(change.field, Field):
                yield _written_parameter(change.field, change)
                continue
            was, to = _typed(change.field, change.before), _typed(change.field, change.after)
            yield f"{change.field.value} = {{ was = {_toml(was)}, to = {_toml(to)} }}\n"


def read_file(path: Path) -> ChangeSet:
    """The change set of a file; raises BadEntryError, and OSError where it cannot be read."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    return read_text(content, path.name)


def read_text(content: bytes, name: str) -> ChangeSet:
    """The change set that a text holds; raises BadEntryError naming the place."""
    if len(content) > LARGEST:
        raise BadEntryError(f"{name} is too large to be a plan.")
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadEntryError(f"{name} is not a plan.", f"{clean(str(error), 200)}.", "See `lmo-tui plan`.") from None
    try:
        return _change_set(document)
    except BadEntryError as error:
        raise BadEntryError(f"{name} is not a plan.", error.headline, error.remedy or "See `lmo-tui plan`.") from None


def _change_set(document: Mapping[str, Any]) -> ChangeSet:
    _only(document, _TOP, "")
    if document.get("format") != FORMAT:
        raise BadEntryError(f"Its format is {_shown(document.get('format'))}, not {FORMAT}.", remedy="Update lmo-tui.")
    rows = document.get("license", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadEntryError("Its licenses are no list of tables.")
    if len(rows) > MOST:
        raise BadEntryError(f"It has more than {MOST:,} licenses.", remedy="Cut it into parts.")
    planned = tuple(_row(row, number) for number, row in enumerate(rows, start=1))
    if len({row.key for row in planned}) < len(planned):
        raise BadEntryError("A license, or one of its parameters, is in it twice.")
    made = document.get("made")
    if not isinstance(made, datetime):
        raise BadEntryError("It does not say when it was `made`.")
    return ChangeSet(
        id=_text(document, "id", "The plan"),
        org_id=_text(document, "org_id", "The plan"),
        org_name=_text(document, "org", "The plan", needed=False),
        user_id=_text(document, "user_id", "The plan", needed=False),
        made=made if made.tzinfo else made.replace(tzinfo=UTC),
        rows=planned,
        about=_text(document, "about", "The plan", needed=False),
        reason=_text(document, "reason", "The plan", needed=False),
        writer=_text(document, "writer", "The plan", needed=False),
    )


def _row(row: Mapping[str, Any], number: int) -> PlannedRow:
    where = f"License {number}"
    _only(row, _OF_A_LICENSE, f"{where}: ")
    license_id = _text(row, "id", where)
    if not is_id(license_id):
        raise BadEntryError(f"{where}: `id` is no record id.")
    changes = tuple(_change(field, row[field.value], where) for field in Field if field.value in row)
    if PARAMETER in row:
        if changes:
            raise BadEntryError(f"{where}: fields and a parameter are changed by plans of their own.")
        changes = (_parameter(row[PARAMETER], where),)
    if not changes:
        raise BadEntryError(f"{where} changes nothing.")
    return PlannedRow(
        license_id,
        _text(row, "name", where, needed=False),
        _text(row, "customer", where, needed=False),
        changes,
        _text(row, "undoes", where, needed=False),
    )


def _change(field: Field, told: object, where: str) -> Change:
    if not isinstance(told, dict) or told.keys() != {"was", "to"}:
        raise BadEntryError(f"{where}: `{field.value}` is not {{ was = …, to = … }}.")
    return Change(field, _value(field, told["was"], where), _value(field, told["to"], where))


def _written_parameter(field: FeatureField, change: Change) -> str:
    told = {
        "name": field.full_name,
        "type": field.kind.value,
        "id": long_id(field.parameter_id),
        "value_id": long_id(field.record_id),
        "was": NOT_SET if change.before is None else change.before,
        "to": NOT_SET if change.after is None else change.after,
    }
    return f"{PARAMETER} = {{ {', '.join(f'{name} = {_toml(value)}' for name, value in told.items())} }}\n"


def _parameter(told: object, where: str) -> Change:
    if not isinstance(told, dict) or told.keys() != _OF_A_PARAMETER:
        raise BadEntryError(f"{where}: `{PARAMETER}` is not {{ name, type, id, value_id, was, to }}.")
    kind, ids = _KINDS.get(str(told["type"])), (told["id"], told["value_id"])
    if kind is None or not all(isinstance(each, str) and is_id(each) for each in ids):
        raise BadEntryError(f"{where}: `{PARAMETER}` names none.")
    own, record = (short_id(str(each)) for each in ids)
    field = FeatureField(own, _text(told, "name", where), kind, record)
    return Change(field, _content(kind, told["was"], where), _content(kind, told["to"], where))


def _content(kind: Kind, told: object, where: str) -> FeatureContent:
    if told == NOT_SET and kind is not Kind.BOOLEAN:
        return None
    if isinstance(told, int | date) and kind_of(told) is kind:
        return told
    raise BadEntryError(f"{where}: {_shown(told)} is not {FORMS[kind]}.")


def _value(field: Field, told: object, where: str) -> Value:
    if field is Field.STATUS and isinstance(told, str):
        return clean(told)
    if field is Field.SEATS and (told == SITE_LICENSE or (isinstance(told, int) and not isinstance(told, bool))):
        return told if isinstance(told, int) else None
    if field is Field.EXPIRES and (told == NEVER or (isinstance(told, date) and not isinstance(told, datetime))):
        return told if isinstance(told, date) else None
    forms = {Field.STATUS: "a status", Field.SEATS: "a whole number or “site”", Field.EXPIRES: "a date or “never”"}
    raise BadEntryError(f"{where}: {_shown(told)} is not {forms[field]}.")


def _typed(field: Field, value: Value) -> Value:
    if value is None:
        return SITE_LICENSE if field is Field.SEATS else NEVER
    return value


def _only(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for name in table:
        if name not in known:
            raise BadEntryError(f"{where}`{clean(name, 40)}` is not known.")


def _text(table: Mapping[str, Any], name: str, where: str, *, needed: bool = True) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise BadEntryError(f"{where}: `{name}` is no text.")
    if needed and not value.strip():
        raise BadEntryError(f"{where}: `{name}` is missing.")
    return clean(value)


def _shown(value: object) -> str:
    return clean(repr(value), 40)


def _toml(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    # A JSON string is a TOML string but for DEL; clean texts hold none, and what is escaped here is read back the same.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
