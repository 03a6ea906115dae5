"""The file of the inbox as text: JSON, an object an item."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.ids import is_id, short_id
from lmo_tui.domain.inbox import Key, Mark, State
from lmo_tui.domain.inbox_entries import LONGEST_NOTE
from lmo_tui.domain.text import clean

FORMAT: Final = 1
LONGEST: Final = 64_000_000
"""Bytes that are read: a file beyond it is not ours."""


def read_marks(path: Path) -> tuple[dict[Key, Mark], bool]:
    """What can be read, and whether that is all; raises StorageError for a file of a newer version, or of others."""
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
    except FileNotFoundError:
        return {}, True
    except OSError as error:
        raise StorageError(f"{path} cannot be read.", f"{error.strerror}.", "Mend or remove it.") from None
    try:
        values = json.loads(data) if len(data) <= LONGEST else None
    except (ValueError, RecursionError):
        return {}, False
    if not isinstance(values, dict) or not isinstance(values.get("items"), list):
        return {}, False
    edition = values.get("format")
    if isinstance(edition, int) and edition > FORMAT:
        raise StorageError(f"{path} was made by a newer lmo-tui.", remedy="Update lmo-tui: it is left as it is.")
    found = [_entry(each) for each in values["items"]]
    return dict(each for each in found if each is not None), None not in found


def _entry(values: object) -> tuple[Key, Mark] | None:
    try:
        if not isinstance(values, dict) or not is_id(values["license"]):
            return None
        until = values.get("until")
        texts = {name: values.get(name, "") for name in ("rule", "seen", "note")}
        if not all(isinstance(text, str) for text in texts.values()):
            return None
        rule, seen, note = (clean(text, LONGEST_NOTE + 1) for text in texts.values())
        day = None if until is None else date.fromisoformat(until)
        return Key(short_id(values["license"]), rule), Mark(State(values["state"]), day, seen, note)
    except (KeyError, TypeError, ValueError):
        return None


def marks_text(marks: Mapping[Key, Mark]) -> str:
    """All that is kept, as the file has it."""
    items = []
    for key, mark in marks.items():
        item = {"license": key.license_id, "rule": key.rule, "state": mark.state.value}
        if mark.until is not None:
            item["until"] = mark.until.isoformat()
        items.append(item | {name: text for name, text in (("seen", mark.seen), ("note", mark.note)) if text})
    return json.dumps({"format": FORMAT, "items": items}, ensure_ascii=False, indent=1) + "\n"
