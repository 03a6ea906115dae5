"""The journal's lines as what they tell; what another version wrote, or a crash tore, tells as much as can be read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from lmo_tui.domain.edits import Change, Value
from lmo_tui.domain.feature_rules import kind_of
from lmo_tui.domain.features import FeatureField, Kind
from lmo_tui.domain.ids import is_id, short_id
from lmo_tui.domain.journal import UNSETTLED, Ended, Ending, JournalEntry
from lmo_tui.domain.licenses import AnyField, Field
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.text import clean

_ENDINGS: Final = {ending.value: ending for ending in Ending if ending is not Ending.OPEN}
_SETTLES: Final = tuple(f'"step": "{each}"'.encode() for each in Ending if each not in UNSETTLED)
_ID_END: Final = len('{"id": "0123456789abcdef"')
_FIELDS: Final = {field.value: field for field in Field}
_KINDS: Final = {kind.value: kind for kind in Kind}
PARAMETER: Final = "parameter"
"""The field of a change of a parameter's value."""

_CLASSES: Final = {each.value: each for each in OrgClass}


def line_of(text: bytes) -> JournalEntry | Ended | None:
    """The entry or the ending that a line of the file tells, or None."""
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match line:
        case {"step": "intended", "id": str(entry_id), "at": str(at)}:
            return _entry(entry_id, _moment(at), line)
        case {"step": str(step), "id": str(entry_id), "at": str(at)} if step in _ENDINGS:
            return Ended(entry_id, _moment(at), _ENDINGS[step], _text(line, "detail"))
    return None


def without_settled(newest_first: Iterable[bytes]) -> Iterator[bytes]:
    """The lines without those of changes whose ending is known, found without understanding them: most are.

    A quote within a text is written with a backslash, so that no text looks like a step.
    """
    settled: set[bytes] = set()
    for line in newest_first:
        entry_id = line[:_ID_END]
        if any(step in line for step in _SETTLES):
            settled.add(entry_id)
        elif entry_id not in settled:
            yield line


def plain(value: Value) -> str | int | None:
    """A value as a line holds it."""
    return value.isoformat() if isinstance(value, date) else value


def named_in_full(field: AnyField) -> dict[str, object]:
    """What a line says of a parameter besides its value; nothing of the three fields of a license.

    A version that does not know of parameters takes it for a field that it does not know, and leaves it alone.
    """
    if isinstance(field, Field):
        return {}
    return {
        "parameter_id": field.parameter_id,
        "full_name": field.full_name,
        "type": field.kind.value,
        "record_id": field.record_id,
    }


def _entry(entry_id: str, at: datetime, line: Mapping[str, Any]) -> JournalEntry:
    found = line.get("changes")
    told = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    changes = [_change(each) for each in told]
    return JournalEntry(
        id=entry_id,
        at=at,
        org_id=_text(line, "org_id"),
        org_name=_text(line, "org_name"),
        org_class=_CLASSES.get(_text(line, "org_class"), OrgClass.UNKNOWN),
        user_id=_text(line, "user_id"),
        user_name=_text(line, "user_name"),
        license_id=_text(line, "license_id"),
        license_name=_text(line, "license_name"),
        changes=tuple(change for change in changes if change is not None),
        reason=_text(line, "reason"),
        writer=_text(line, "writer"),
        undoes=_text(line, "undoes"),
        run=_text(line, "run"),
        strange=tuple(_text(line, "field") for line, change in zip(told, changes, strict=True) if change is None),
    )


def _change(told: Mapping[str, Any]) -> Change | None:
    """The change of one field; None if this version does not understand it."""
    field = _field(told)
    if field is None or not {"before", "after"} <= told.keys():
        return None
    try:
        return Change(field, _value(field, told["before"]), _value(field, told["after"]))
    except ValueError:
        return None


def _field(told: Mapping[str, Any]) -> AnyField | None:
    name = _text(told, "field")
    if name != PARAMETER:
        return _FIELDS.get(name)
    kind = _KINDS.get(_text(told, "type"))
    parameter_id, record_id = _text(told, "parameter_id"), _text(told, "record_id")
    if kind is None or not is_id(parameter_id) or not is_id(record_id):
        return None
    return FeatureField(short_id(parameter_id), _text(told, "full_name"), kind, short_id(record_id))


def _value(field: AnyField, told: object) -> Value:
    if isinstance(field, FeatureField):
        content = date.fromisoformat(told) if field.kind is Kind.DATE and isinstance(told, str) else told
        if content is None:
            return None
        if isinstance(content, int | date) and kind_of(content) is field.kind:
            return content
    elif field is Field.STATUS:
        if isinstance(told, str):
            return clean(told)
    elif told is None:
        return None
    elif field is Field.EXPIRES:
        if isinstance(told, str):
            return date.fromisoformat(told)
    elif isinstance(told, int) and not isinstance(told, bool):
        return told
    raise ValueError(field)


def _moment(text: str) -> datetime:
    """When it was; what cannot be read was at the beginning of time, so that nobody takes it for new."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    return clean(value) if isinstance(value, str) else ""
