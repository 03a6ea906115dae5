"""Reading a file's lines from the end, without holding the file."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

BLOCK: Final = 1 << 16
"""Bytes read at once."""


def lines_backwards(path: Path, block: int = BLOCK) -> Iterator[bytes]:
    """The lines of a file, last first, without their ends; what is appended meanwhile is not seen."""
    with open(path, "rb", opener=_opened) as file:
        at = file.seek(0, os.SEEK_END)
        parts: list[bytes] = []
        """The end of a line whose beginning is not read yet, last piece first."""
        while at:
            size = min(block, at)
            at -= size
            file.seek(at)
            first, *rest = file.read(size).split(b"\n")
            if rest:
                parts.append(rest.pop())
                yield b"".join(reversed(parts))
                yield from reversed(rest)
                parts = []
            parts.append(first)
        yield b"".join(reversed(parts))


def _opened(path: str, flags: int) -> int:
    # A pipe that nobody writes into would hold the reader for ever.
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)
