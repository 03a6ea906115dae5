"""An encrypted file that costs little: `python -m tests.credentials.keeping FILE NAME...` keeps each name in it."""

import sys
from pathlib import Path
from typing import Final

from lmo_tui.credentials.encrypted_file import EncryptedFileStore

PASSPHRASE: Final = "correct horse é"  # noqa: S105 - made up
CHEAP: Final = 2
"""scrypt's n: a thousandth of a second."""


def a_store(
    path: Path, passphrase: str | None = PASSPHRASE, profile: str = "acme", cost: int = CHEAP
) -> EncryptedFileStore:
    """The file, and a person who types this whenever it asks."""
    return EncryptedFileStore(profile, path, lambda _: passphrase, cost)


def keep_many(path: Path, names: list[str]) -> None:
    """Keep each name under itself."""
    store = a_store(path)
    for name in names:
        store.keep(name, name)


if __name__ == "__main__":
    keep_many(Path(sys.argv[1]), sys.argv[2:])
