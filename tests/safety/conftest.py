import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from lmo_tui.demo.database import open_database
from lmo_tui.demo.seed import ensure_database
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo  # noqa: F401 - fixtures
from tests.payloads import PAYLOADS
from tests.safety.poison import poison

TODAY: Final = date(2026, 11, 24)
LICENSES: Final = 120


class Poisoned(NamedTuple):
    """A demo LMO's data with hostile text in it, and which license holds which payload."""

    path: Path
    licenses: Mapping[str, str]


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Poisoned:
    """Poison a small demo LMO with every payload; serve a copy of it to the program under test."""
    folder = tmp_path_factory.mktemp("poisoned")
    path = folder / "poisoned.sqlite3"
    shutil.copyfile(ensure_database(7, LICENSES, TODAY, folder), path)
    connection = open_database(path)
    try:
        return Poisoned(path, poison(connection, PAYLOADS))
    finally:
        connection.close()


@pytest.fixture
def database(poisoned: Poisoned) -> Iterator[sqlite3.Connection]:
    """Look into the poisoned demo LMO."""
    connection = open_database(poisoned.path, read_only=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()
