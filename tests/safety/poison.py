"""A demo LMO in which every text that somebody else could have written is hostile."""

import itertools
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

from lmo_tui.demo.schema import SCHEMA, SObject
from lmo_tui.demo.schema.ids import record_id
from tests.payloads import Payload

PEOPLE_AND_THINGS: Final = (
    "Account",
    "Contact",
    "Lead",
    "User",
    "sfLma__Package__c",
    "sfLma__Package_Version__c",
    "sfFma__FeatureParameter__c",
)
"""What a license points to: each payload gets records of its own, so that none hides behind another."""

LICENSE: Final = "sfLma__License__c"
CHILDREN: Final = ("Contact", "sfLma__Package_Version__c", "sfFma__FeatureParameter__c")
"""Those of them which point to others of them."""

JUNCTIONS: Final = tuple(f"sfFma__FeatureParameter{kind}__c" for kind in ("Boolean", "Integer", "Date"))
MEANING: Final = frozenset({"sfLma__Status__c", "sfLma__License_Type__c", "sfFma__DataType__c", "DataType", "Field"})
"""Fields whose values the program acts on; what it does with unknown ones is for other tests."""

_FIRST_NUMBER: Final = 900_000


def poisoned_fields(item: SObject) -> list[str]:
    """List the text fields of an object that hold whatever somebody typed."""
    return [
        field.name
        for field in item.fields.values()
        if field.is_text and not field.generated and field.name not in MEANING and not field.auto_number
    ]


def stored(text: str) -> str | None:
    """Tell what of a payload a database can hold: an empty text is null there, and a lone surrogate no text at all."""
    return text.encode("utf-8", "replace").decode() or None


def poison(connection: sqlite3.Connection, payloads: Iterable[Payload]) -> Mapping[str, str]:
    """Write each payload into every text field of one license and of all that it points to.

    The licenses, from the newest on, keep their Name, by which tests find them: it is given by name of payload.
    """
    licenses = connection.execute("SELECT Id, Name FROM sfLma__License__c ORDER BY Name DESC").fetchall()
    poisoned: dict[str, str] = {}
    payloads = tuple(payloads)
    if len(payloads) > len(licenses):
        raise ValueError(f"{len(payloads)} payloads want as many licenses, and here are {len(licenses)}")
    numbers = itertools.count(_FIRST_NUMBER)
    for payload, (license_id, name) in zip(payloads, licenses[: len(payloads)], strict=True):
        text = stored(payload.text)
        made = {target: _clone(connection, SCHEMA[target], next(numbers), text) for target in PEOPLE_AND_THINGS}
        for child in CHILDREN:
            _update(connection, SCHEMA[child], made[child], made)
        fields = dict.fromkeys(poisoned_fields(SCHEMA[LICENSE]), text)
        _update(connection, SCHEMA[LICENSE], license_id, {**made, **fields})
        _poison_children(connection, license_id, text)
        poisoned[payload.name] = name
    connection.commit()
    return poisoned


def _clone(connection: sqlite3.Connection, item: SObject, number: int, text: str | None) -> str:
    """Copy some record of an object under a new id, with the payload in its text fields."""
    columns = [field.name for field in item.fields.values() if not field.generated]
    fields = poisoned_fields(item)
    source = connection.execute(f'SELECT {_list(columns)} FROM "{item.name}" LIMIT 1').fetchone()  # noqa: S608 - names from the schema
    new_id = record_id(item.key_prefix, number)
    row = dict(zip(columns, source, strict=True)) | {"Id": new_id}
    row |= {name: text if text or item.fields[name].nillable else "-" for name in fields}
    marks = ", ".join("?" * len(columns))
    connection.execute(f'INSERT INTO "{item.name}" ({_list(columns)}) VALUES ({marks})', [row[c] for c in columns])  # noqa: S608 - names from the schema
    return new_id


def _update(connection: sqlite3.Connection, item: SObject, record: str, values: Mapping[str, str | None]) -> None:
    """Set text fields by their name, and lookups by the object they lead to."""
    for field in item.fields.values():
        target = next((name for name in field.reference_to if name in values), field.name)
        if target in values and field.name != "Id":
            connection.execute(f'UPDATE "{item.name}" SET "{field.name}" = ? WHERE Id = ?', (values[target], record))  # noqa: S608 - names from the schema


def _poison_children(connection: sqlite3.Connection, license_id: str, text: str | None) -> None:
    for junction in JUNCTIONS:
        fields = f'UPDATE "{junction}" SET sfFma__FullName__c = ? WHERE sfFma__License__c = ?'  # noqa: S608 - constants
        connection.execute(fields, (text, license_id))
    for value in ("OldValue", "NewValue"):
        history = f"UPDATE sfLma__License__History SET {value} = ? WHERE ParentId = ? AND DataType <> 'EntityId'"  # noqa: S608 - constants
        connection.execute(history, (text, license_id))


def _list(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
