"""The next id and the next auto-number of an object."""

import re
import sqlite3
from functools import cache
from typing import Final

from lmo_tui.demo.schema import SCHEMA, SObject
from lmo_tui.demo.seed.ids import RecordIds

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_NUMBERED: Final = re.compile(r"(.*?)(\d+)")
#: Made by the running server, so that it never meets an id of the seed, whichever way that counts.
_INSTANCE: Final = "Zs"
_FIRST_NAMES: Final = {"sfLma__License__c": "L-00000", "sfFma__FeatureParameter__c": "FP-0000"}


def next_id(connection: sqlite3.Connection, item: SObject) -> str:
    """An id above every other that this server has given to the object's records."""
    return next_ids(connection, item, 1)[0]


def next_ids(connection: sqlite3.Connection, item: SObject, many: int) -> list[str]:
    """The next ids, in order."""
    start = item.key_prefix + _INSTANCE
    number = 0
    for digit in (_latest(connection, item, "Id") or "")[len(start) : 15]:
        number = number * 62 + _DIGITS.index(digit)
    ids = _ids(item.key_prefix)
    return [ids[number + step] for step in range(1, many + 1)]


def next_name(connection: sqlite3.Connection, item: SObject) -> str:
    """The name after the highest one, in the format that the object's names have."""
    return next_names(connection, item, 1)[0]


def next_names(connection: sqlite3.Connection, item: SObject, many: int) -> list[str]:
    """The next names, in order."""
    # Names rise with the ids that this server gives; only the first one has to be looked for among the seed's.
    latest = _latest(connection, item, "Name")
    if latest is None:
        sql = f'SELECT Name FROM "{item.name}" ORDER BY length(Name) DESC, Name DESC LIMIT 1'  # noqa: S608 (the schema's name)
        found = connection.execute(sql).fetchone()
        latest = str(found[0]) if found else _FIRST_NAMES.get(item.name, "A-0000")
    parts = _NUMBERED.fullmatch(latest)
    if parts is None:
        return [f"{latest}-{step}" for step in range(1, many + 1)]
    return [f"{parts[1]}{int(parts[2]) + step:0{len(parts[2])}d}" for step in range(1, many + 1)]


def installation_id(number: int) -> str:
    """The id that an install has in the subscriber's org."""
    return _ids(SCHEMA["PackageLicense"].key_prefix)[number]


@cache
def _ids(key_prefix: str) -> RecordIds:
    return RecordIds(key_prefix, _INSTANCE)


def _latest(connection: sqlite3.Connection, item: SObject, column: str) -> str | None:
    """The id or the name of the record that this server has made last."""
    start = item.key_prefix + _INSTANCE
    sql = f'SELECT "{column}" FROM "{item.name}" WHERE Id >= ? AND Id < ? ORDER BY Id DESC LIMIT 1'  # noqa: S608 (the schema's names)
    found = connection.execute(sql, (start, start + "~")).fetchone()
    return None if found is None else str(found[0])
