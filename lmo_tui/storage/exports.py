"""Files that a person asked for: there whole, or not at all."""

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from lmo_tui.domain.errors import RefusedError, StorageError


def write_whole(path: Path, parts: Iterable[str], *, replace: bool = False) -> None:
    """Write the parts of a text to a file; as `make_whole`."""

    def write(file: BinaryIO) -> None:
        for part in parts:
            file.write(part.encode())

    make_whole(path, write, replace=replace)


def make_whole(path: Path, write: Callable[[BinaryIO], None], *, replace: bool = False) -> None:
    """Have a file written that only this user can read; until the last byte is on the disk it is not there.

    Raises RefusedError if it is there already and not to be replaced, StorageError if the disk will not.
    """
    if not replace:
        refuse_if_there(path)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        # What is under way has a name of its own that nobody can have prepared a link for.
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                write(file)
                file.flush()
                os.fsync(descriptor)
            if replace:
                unfinished.replace(path)
            else:
                path.hardlink_to(unfinished)  # Unlike a rename it fails if somebody was quicker.
        finally:
            with suppress(FileNotFoundError):
                unfinished.unlink()
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise StorageError(
            f"{path.name} cannot be written.", f"{error.strerror or error}.", "Choose another place."
        ) from None


def refuse_if_there(path: Path) -> None:
    """Say before the work begins that the file is there; raises RefusedError."""
    if os.path.lexists(path):
        raise _exists(path)


def _exists(path: Path) -> RefusedError:
    return RefusedError(f"{path.name} is there already.", remedy="Choose another name, or add --force.")
