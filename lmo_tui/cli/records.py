"""A license as JSON: the names and meanings that scripts rely on."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final, TypeAlias

from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import Change, why_locked
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.features import FeatureField
from lmo_tui.domain.filters.match import judged
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import Field, License

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None

Told: TypeAlias = bool | int | str | date | None
"""What a license has in a cell."""

_PLAIN: Final = (
    *("name", "status", "license_status", "seats", "used", "expires", "account", "contact", "lead", "company"),
    *("package", "version", "version_is_latest", "org_id", "org_status", "edition", "instance", "sandbox"),
    *("installed", "modified"),
)
KEYS: Final = ("id", *_PLAIN, "locked", "locked_reason", "verdict", "can_use")
"""The names of what is told of a license, in order; `no_access` may follow."""

_RESTS_ON: Final = {"version_is_latest": ("version", "latest_version")}
"""Keys that are not an attribute of License, and the attributes that they are made of."""


def license_json(license_: License, access: Access, today: date | None = None) -> dict[str, Json]:
    """The license, and the verdict on it of a day; what this user may not see is null, and named in `no_access`."""
    values, hidden = license_values(license_, access, today)
    told: dict[str, Json] = {key: plain_json(value) for key, value in values.items()}
    return told | {"no_access": list[Json](hidden)} if hidden else told


def license_values(license_: License, access: Access, today: date | None) -> tuple[dict[str, Told], list[str]]:
    """What is told of the license, as the values they are, and the names of those that this user may not see."""
    reason = locked_reason(license_, access)
    values: dict[str, Told] = {"id": long_id(license_.id)}
    hidden: list[str] = []
    for key in _PLAIN:
        seen = license_.unseen.isdisjoint(_RESTS_ON.get(key, (key,)))
        values[key] = _value(license_, key) if seen else None
        if not seen:
            hidden.append(key)
    values |= {"locked": reason is not None, "locked_reason": reason}
    if today is not None:
        rule = judged(license_, today)
        values |= {"verdict": rule.kind.value, "can_use": rule.can_use.value}
    return values, hidden


def locked_reason(license_: License, access: Access) -> str | None:
    """Why nothing of the license can be changed: a rule for everybody, or this user's permissions."""
    refusals = [access.why_not(field) for field in Field]
    return why_locked(license_) or (refusals[0] if all(refusals) else None)


def change_json(change: Change) -> dict[str, Json]:
    """One field, before and after: a site license, `never` and `not set` are null, as in a license."""
    told: dict[str, Json] = {"field": change.field.value}
    if isinstance(change.field, FeatureField):
        told |= {
            "name": change.field.full_name,
            "type": str(change.field.kind),
            "parameter_id": long_id(change.field.parameter_id),
            "value_id": long_id(change.field.record_id),
        }
    return told | {
        "before": plain_json(change.before),
        "after": plain_json(change.after),
    }


def entry_json(entry: JournalEntry) -> dict[str, Json]:
    """A change that the journal holds; times in UTC."""
    return {
        "id": entry.id,
        "at": plain_json(entry.at),
        "org_id": entry.org_id,
        "org_name": entry.org_name,
        "org_class": str(entry.org_class),
        "user_id": entry.user_id,
        "user_name": entry.user_name,
        "license_id": entry.license_id,
        "license": entry.license_name,
        "changes": [change_json(change) for change in entry.changes],
        "reason": entry.reason,
        "outcome": str(entry.ending),
        "detail": entry.detail,
        "ended": plain_json(entry.ended),
        "undoes": entry.undoes or None,
        "undone_by": entry.undone_by or None,
        "run": entry.run or None,
    }


def error_json(error: LmoError) -> dict[str, Json]:
    """What happened, why, what to do, and whether trying again makes sense."""
    return {
        "headline": error.headline,
        "detail": error.detail,
        "remedy": error.remedy,
        "retryable": error.retryable,
    }


def write_json(value: Json) -> None:
    """One value on stdout, for people and programs."""
    _write((json.dumps(value, indent=2, ensure_ascii=_ascii_only()), "\n"))


def write_json_array(values: Iterable[Json]) -> None:
    """One array on stdout, a line an element; not held in memory as a whole."""
    _write(json_array(values, ascii_only=_ascii_only()))


def write_json_lines(values: Iterable[Json]) -> None:
    """One JSON object a line on stdout."""
    _write(json_lines(values, ascii_only=_ascii_only()))


def json_array(values: Iterable[Json], *, ascii_only: bool = False) -> Iterator[str]:
    """One array, a line an element."""
    before = "["
    for value in values:
        yield f"{before}\n  {json.dumps(value, ensure_ascii=ascii_only)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def json_lines(values: Iterable[Json], *, ascii_only: bool = False) -> Iterator[str]:
    """One object a line."""
    return (json.dumps(value, ensure_ascii=ascii_only) + "\n" for value in values)


def _write(parts: Iterable[str]) -> None:
    for part in parts:
        sys.stdout.write(part)


def _ascii_only() -> bool:
    # JSON is UTF-8; under another locale the same text is written in escapes, which is UTF-8 as well.
    return sys.stdout.encoding.replace("-", "").casefold() != "utf8"


def _value(license_: License, key: str) -> Told:
    if key == "version_is_latest":
        return license_.version == license_.latest_version if license_.version and license_.latest_version else None
    values: Mapping[str, Told] = {key: getattr(license_, key)}
    return values[key]


def plain_json(value: Told) -> bool | int | str | None:
    """A value as JSON has it: days and times as text, times in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
