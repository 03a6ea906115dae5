"""Record ids as the platform makes them, and the constant ids the schema itself needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SHAPE: Final = re.compile(r"[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?")


def suffix(id15: str) -> str:
    """Give the three letters that make a 15-character id safe to compare without case."""
    letters = ""
    for start in (0, 5, 10):
        bits = sum(1 << place for place, char in enumerate(id15[start : start + 5]) if "A" <= char <= "Z")
        letters += _ALPHABET[bits]
    return letters


def id18(value: str) -> str:
    """Give the 18-character form of a 15- or 18-character id; ValueError when it is neither or its suffix is wrong."""
    if not _SHAPE.fullmatch(value):
        raise ValueError(value)
    full = value[:15] + suffix(value[:15])
    if len(value) == 18 and value[15:].upper() != full[15:]:
        raise ValueError(value)
    return full


def record_id(key_prefix: str, number: int, instance: str = "Hs") -> str:
    """Make the id of the number-th record under a key prefix, shaped like a production org's."""
    tail = ""
    width = 15 - len(key_prefix) - len(instance)
    for _ in range(width):
        number, digit = divmod(number, 62)
        tail = _DIGITS[digit] + tail
    if number:
        raise ValueError(number)
    return id18(key_prefix + instance + tail)


@dataclass(frozen=True, slots=True)
class RecordType:
    """One record type: the schema's formula fields depend on its id, so ids are constants."""

    id: str
    name: str
    developer_name: str
    namespace: str
    sobject: str


def _license_type(number: int, name: str) -> RecordType:
    return RecordType(record_id("012", 48_200 + number, "3x"), name, name, "sfLma", "sfLma__License__c")


TRIAL: Final = _license_type(1, "Trial")
ACTIVE: Final = _license_type(2, "Active")
SUSPENDED: Final = _license_type(3, "Suspended")
EXPIRED: Final = _license_type(4, "Expired")
UNINSTALLED: Final = _license_type(5, "Uninstalled")
LICENSE_RECORD_TYPES: Final = (TRIAL, ACTIVE, SUSPENDED, EXPIRED, UNINSTALLED)
