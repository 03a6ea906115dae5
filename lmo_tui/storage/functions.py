"""What SQLite asks Python for: comparing texts in any case, versions as numbers, and patterns."""

import sqlite3
from typing import Final

from lmo_tui.domain.filters.patterns import found_in
from lmo_tui.domain.filters.versions import covers, version_key
from lmo_tui.domain.packages import newest_seen

FOLDED: Final = "lmo_folded"
VERSION_KEY: Final = "lmo_version_key"
COVERS: Final = "lmo_covers"
FOUND_IN: Final = "lmo_found_in"
NEWEST_SEEN: Final = "lmo_newest_seen"


def add_functions(connection: sqlite3.Connection) -> None:
    """Let statements on this connection call the domain's own rules."""
    connection.create_function(FOLDED, 1, str.casefold, deterministic=True)
    connection.create_function(VERSION_KEY, 1, version_key, deterministic=True)
    connection.create_function(COVERS, 2, covers, deterministic=True)
    connection.create_function(NEWEST_SEEN, 4, newest_seen, deterministic=True)
    connection.create_function(FOUND_IN, 2, found_in, deterministic=True)
