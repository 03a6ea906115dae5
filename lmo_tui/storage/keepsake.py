"""What a desk leaves for its next start, in one small file of our own."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

LARGEST: Final = 1 << 20
"""Bytes; a picture of the largest terminal is far below."""


class KeepsakeFile:
    """Fits Keepsake. A new file takes the place of the old one at once: a reader sees the one or the other."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> bytes | None:
        """What was left last, by whichever instance."""
        try:
            with self._path.open("rb") as file:
                return file.read(LARGEST)
        except OSError:
            return None

    def write(self, content: bytes) -> None:
        """Leave this instead; whoever is last wins."""
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{self._path.name}-", dir=self._path.parent)  # Made with 0600.
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(name).replace(self._path)
            except OSError:
                with suppress(OSError):
                    Path(name).unlink()
