"""Bodies that are unpacked while they are read: whoever waits to read a page keeps no more of it than came."""

import gzip
import io
import zlib
from typing import Final, Protocol

import requests

from lmo_tui.salesforce.transport import LARGEST_ANSWER

PACKED: Final = "gzip"
"""The one packing that may be asked for with it."""


def unpacking(answer: requests.Response) -> io.BufferedReader:
    """The body of an answer that was kept as it came.

    Reading raises ValueError where it is not packed as it says, or has more bytes than any answer.
    """
    packing = answer.headers.get("Content-Encoding", "").strip().casefold()
    if packing not in {"", "identity", PACKED}:
        raise ValueError("packed as nobody asked for")
    plain = io.BytesIO(answer.content)
    packed = gzip.GzipFile(fileobj=plain) if packing == PACKED else None
    return io.BufferedReader(_Bounded(packed or plain), io.DEFAULT_BUFFER_SIZE)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Bounded(io.RawIOBase):
    """A stream that ends with an error where it would go on for ever, as few packed bytes can."""

    def __init__(self, plain: _Readable) -> None:
        self._plain = plain
        self._left = LARGEST_ANSWER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        try:
            piece = self._plain.read(len(buffer))
        except (OSError, EOFError, zlib.error):
            raise ValueError("not packed as it says") from None
        self._left -= len(piece)
        if self._left < 0:
            raise ValueError("larger than any answer")
        buffer[: len(piece)] = piece
        return len(piece)
