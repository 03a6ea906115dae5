"""The next id and the next auto-number of an object."""

import re
import sqlite3
from typing import Final

from lmo_tui.demo.schema import SObject
from lmo_tui.demo.schema.ids import record_id

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_NUMBERED: Final = re.compile(r"(.*?)(\d+)")
#: Made by the running server, so that it never meets an id of the seed, whichever way that counts.
_INSTANCE: Final = "Zs"
_FIRST_NAMES: Final = {"sfLma__License__c": "L-00000", "sfFma__FeatureParameter__c": "FP-0000"}


def next_id(connection: sqlite3.Connection, item: SObject) -> str:
    """An id above every other that this server has given to the object's records."""
    start = item.key_prefix + _INSTANCE
    sql = f'SELECT max(Id) FROM "{item.name}" WHERE Id >= ? AND Id < ?'  # noqa: S608 (the name is the schema's)
    latest = connection.execute(sql, (start, start + "~")).fetchone()[0]
    number = 0
    for digit in (latest or "")[len(start) : 15]:
        number = number * 62 + _DIGITS.index(digit)
    return record_id(item.key_prefix, number + 1, _INSTANCE)


def next_name(connection: sqlite3.Connection, item: SObject) -> str:
    """The name after the highest one, in the format that the object's names have."""
    sql = f'SELECT Name FROM "{item.name}" ORDER BY length(Name) DESC, Name DESC LIMIT 1'  # noqa: S608 (the same)
    found = connection.execute(sql).fetchone()
    latest = found[0] if found else _FIRST_NAMES.get(item.name, "A-0000")
    parts = _NUMBERED.fullmatch(latest)
    if parts is None:
        return f"{latest}-1"
    return f"{parts[1]}{int(parts[2]) + 1:0{len(parts[2])}d}"
