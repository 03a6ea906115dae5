"""The store as a file: shared, damaged, outdated, full."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import View
from lmo_tui.storage.database import Database
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, license_id, sample_licenses

_WRITER = """
import sys
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license
store = Store(sys.argv[1])
first = int(sys.argv[2])
for number in range(first, first + 100):
    store.put([a_license(number)])
store.close()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "orgs" / "acme.db"


def filled(file: Path) -> None:
    store = Store(file)
    store.put(sample_licenses())
    store.remember("org", "acme")
    store.close()


def test_a_second_run_finds_what_the_first_left(file: Path) -> None:
    filled(file)
    store = Store(file)
    assert len(store.order(View(), TODAY)) == 40
    assert store.fact("org") == "acme"
    assert store.set_aside is None
    store.close()


def test_only_this_user_can_read_it(file: Path) -> None:
    filled(file)
    store = Store(file)
    store.put([a_license(1)])
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()} == {0o600}
    store.close()


def test_two_processes_lose_no_row_of_each_other(file: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(file), str(first)], cwd=Path(__file__).parents[2])
        for first in (1, 101)
    ]
    assert [writer.wait(50) for writer in writers] == [0, 0]
    store = Store(file)
    assert len(store.order(View(), TODAY)) == 200
    store.close()


def test_one_store_sees_what_another_wrote(file: Path) -> None:
    one, other = Store(file), Store(file)
    one.put([a_license(1)])
    assert other.get(license_id(1)) == a_license(1)
    other.put([a_license(1, account="Renamed")])
    (row,) = one.first(View(), TODAY, 5)
    assert row.account == "Renamed"
    one.close()
    other.close()


@pytest.mark.parametrize("contents", [b"not a database at all, but long enough for a header " * 40, b"\0" * 5000])
def test_garbage_is_set_aside_and_the_copy_built_anew(file: Path, contents: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(contents)
    store = Store(file)
    store.put([a_license(1)])
    assert store.set_aside is not None
    assert store.set_aside.read_bytes() == contents
    store.close()
    again = Store(file)
    assert again.get(license_id(1)) == a_license(1)
    again.close()


@pytest.mark.parametrize("size", [4096, 20_000])
def test_a_truncated_file_never_ends_the_program(file: Path, size: int) -> None:
    filled(file)
    os.truncate(file, size)
    store = Store(file)
    assert store.set_aside is not None
    store.put(sample_licenses())
    assert len(store.order(View(), TODAY)) == 40
    store.close()


def test_a_full_disk_is_told_and_what_was_there_stays(file: Path) -> None:
    filled(file)
    database = Database(file)
    with database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="disk is full") as told, database.writing() as connection:
        connection.execute("INSERT INTO fact VALUES ('big', ?)", ("x" * 1_000_000,))
    assert "Make room" in told.value.remedy
    database.close()
    store = Store(file)
    assert len(store.order(View(), TODAY)) == 40
    store.close()


def test_a_locked_copy_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lmo_tui.storage.database.PATIENCE", 0.01)
    store, other = Store(file), Database(file)
    with other.writing(), pytest.raises(StorageError, match="Another process") as told:
        store.put([a_license(1)])
    assert told.value.remedy
    store.put([a_license(1)])
    store.close()
    other.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "orgs").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="cannot be opened"):
        Store(tmp_path / "orgs" / "acme.db")
