"""Finds what must not be there in the bytes that a program has sent to a terminal."""

import re
from collections.abc import Iterable
from typing import Final

from tests.payloads import PAYLOADS, Payload

#: Not in it: ESC, CR, LF, TAB, BEL, BS, which programs send for reasons of their own; there the traces must do.
_FOREIGN: Final = re.compile(
    "[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]|\u0301{4}"
)


def leaks(heard: bytes | bytearray, payloads: Iterable[Payload] = PAYLOADS) -> list[str]:
    """Name the payloads, and any other foreign characters, that reached the terminal."""
    text = bytes(heard).decode("utf-8", "surrogateescape")
    found = [payload.name for payload in payloads if payload.trace and payload.trace in text]
    return found + sorted({f"U+{ord(match[0][0]):04X}" for match in _FOREIGN.finditer(text)})
