import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from lmo_tui.demo.database import open_database
from lmo_tui.demo.seed import ensure_database

TODAY: Final = date(2026, 11, 24)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the databases that these tests read in one folder, so that each is built once."""
    return tmp_path_factory.mktemp("seed")


@pytest.fixture(scope="session", params=[60, 2_500])
def lmo(request: pytest.FixtureRequest, kept: Path) -> Iterator[sqlite3.Connection]:
    """Open a demo LMO: the smallest there is, and the usual one."""
    connection = open_database(ensure_database(1, request.param, TODAY, kept), read_only=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def usual(kept: Path) -> Iterator[sqlite3.Connection]:
    """Open the demo LMO of the usual size."""
    connection = open_database(ensure_database(1, 2_500, TODAY, kept), read_only=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()
