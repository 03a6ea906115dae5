"""Where the program keeps its files on this machine."""

import hashlib
import os
import re
from pathlib import Path
from typing import Final

from lmo_tui.storage.folders import HOME, LEFT, SETTINGS, STORES, folder

_UNSAFE: Final = re.compile("[^A-Za-z0-9._-]+", re.ASCII)


def data_folder() -> Path:
    """What must not be lost: the journal."""
    return _folder("data")


def cache_folder() -> Path:
    """What can be built anew: local copies of orgs, demo data."""
    return _folder("cache")


def state_folder() -> Path:
    """What is of use for a while: logs."""
    return _folder("state")


def settings_path() -> Path:
    """What a person has set: views of their own."""
    return _folder("config") / SETTINGS


def store_path(alias: str) -> Path:
    """The local copy of the org known by an alias."""
    return cache_folder() / STORES / f"{file_stem(alias)}.db"


def left_path(name: str) -> Path:
    """What the desk of an org left behind for its next start; the name must be safe to be a file's."""
    return cache_folder() / LEFT / name


def profiles_path() -> Path:
    """The orgs that one has logged in to."""
    return _folder("config") / "orgs.toml"


def rotation_lock(alias: str) -> Path:
    """The lock of whoever asks for a new token of an org: two at once would log each other out."""
    return state_folder() / "locks" / f"{file_stem(alias)}.lock"


def journal_path() -> Path:
    """The record of every write."""
    return data_folder() / "journal.jsonl"


def runs_folder() -> Path:
    """Changes of many licenses that are on their way."""
    return data_folder() / "runs"


def inbox_folder() -> Path:
    """What was said of the items of the inbox, a file an org: no sync brings it back."""
    return data_folder() / "inbox"


def log_path() -> Path:
    """Where a crash leaves its redacted report."""
    return state_folder() / "lmo-tui.log"


def clip_path() -> Path:
    """Where text goes that could not be copied: gone with the session where the system has a place for such."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime.startswith("/") and HOME not in os.environ:
        return Path(runtime) / "lmo-tui" / "clip.txt"
    return state_folder() / "clip.txt"


def file_stem(name: str) -> str:
    """A file name for any text, which is never a path, and differs for different texts."""
    readable = _UNSAFE.sub("-", name).strip(".-")[:40] or "org"
    return f"{readable}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _folder(kind: str) -> Path:
    return Path(folder(kind))
