"""A folder of files that a person asked for: there with all of them, or not at all."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from lmo_tui.domain.errors import RefusedError, StorageError
from lmo_tui.storage.exports import write_whole


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder of these files that only this user can read; nothing is there until all of them are.

    Raises RefusedError if it is there already, StorageError if the disk will not.
    """
    refuse_folder(folder)
    unfinished = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            unfinished.mkdir(mode=0o700)
            for name, text in files.items():
                write_whole(unfinished / name, [text])
            refuse_folder(folder)  # Somebody may have been quicker; a folder that is not empty is never replaced.
            unfinished.rename(folder)
            _keep(folder.parent)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        why = f"{error.strerror or error}."
        raise StorageError(f"{folder.name} cannot be written.", why, "Choose another place.") from None


def refuse_folder(folder: Path) -> None:
    """Say before the work begins that it is there; raises RefusedError: a folder is never replaced."""
    if os.path.lexists(folder):
        raise RefusedError(f"{folder.name} is there already.", remedy="Choose another name.")


def _keep(folder: Path) -> None:
    """Make the name of the new folder as lasting as its contents."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
