"""A store starts whatever it finds in its place, says so, and harms nothing (R9 of the security goals)."""

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.filters import Column, Sort, View
from lmo_tui.storage.faults import DamagedError
from lmo_tui.storage.preparing import OURS
from lmo_tui.storage.schema import EDITION, VERSION
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, license_id, sample_licenses
from tests.fakes.privileges import ordinary
from tests.storage.damage import MANY, filled, run_sql, tear


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "orgs" / "acme.db"


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def newer(file: Path) -> None:
    run_sql(file, f"PRAGMA application_id = {OURS << 16 | EDITION + 1}", "CREATE TABLE of_the_future (x)")


def older(file: Path) -> None:
    run_sql(file, f"PRAGMA application_id = {OURS << 16}", f"PRAGMA user_version = {VERSION - 1}")


def unnumbered(file: Path) -> None:
    run_sql(file, "PRAGMA application_id = 0", "PRAGMA user_version = 12345")


def another_programs(file: Path) -> None:
    file.unlink()
    run_sql(file, "CREATE TABLE bookmarks (url)", "INSERT INTO bookmarks VALUES ('https://a.example')")


def another_orgs(file: Path) -> None:
    filled(file.with_name("globex.db"))
    shutil.copy(file.with_name("globex.db"), file)


def missing_column(file: Path) -> None:
    run_sql(file, "ALTER TABLE license DROP COLUMN proxy_user")


def extra_column(file: Path) -> None:
    run_sql(file, "ALTER TABLE license ADD COLUMN of_somebody_else TEXT")


def missing_index(file: Path) -> None:
    run_sql(file, "DROP INDEX license_by_expires")


def garbage(file: Path) -> None:
    file.write_bytes(b"not a database, but as long as a header is " * 9)


FOUND: list[tuple[Callable[[Path], None], str, str]] = [
    (newer, "newer", "made by a newer lmo-tui. It is kept as .* Update lmo-tui"),
    (older, "", "made by an older lmo-tui. It is built anew"),
    (unnumbered, "", "made by an older lmo-tui"),
    (another_programs, "foreign", "something else. It is kept as"),
    (another_orgs, "foreign", "something else. It is kept as"),
    (missing_column, "damaged", "was damaged. It is kept as"),
    (extra_column, "damaged", "was damaged. It is kept as"),
    (missing_index, "damaged", "was damaged. It is kept as"),
    (garbage, "damaged", "was damaged"),
    (lambda file: os.truncate(file, 3 * 4096), "damaged", "was damaged"),
]


@pytest.mark.parametrize(("become", "kept", "said"), FOUND)
def test_what_is_not_our_store_makes_room_for_it_and_is_told(
    file: Path, become: Callable[[Path], None], kept: str, said: str
) -> None:
    filled(file, 60)
    become(file)
    contents, told = file.read_bytes(), list[StorageError]()
    store = Store(file, told.append)
    assert len(store.order(View(), TODAY)) == 0
    assert store.fact("org") is None, "nothing of it is believed"
    store.put(sample_licenses())
    store.close()
    (trouble,) = told
    assert re.search(said, str(trouble))
    aside = [each for each in file.parent.glob("acme.db.*") if not each.name.endswith("-wal")]
    assert [each.name.split(".")[2].split("-")[0] for each in aside] == [kept] * bool(kept)
    if kept:
        assert store.set_aside is not None
        assert store.set_aside.read_bytes()[:4096] == contents[:4096], "and nothing of it is lost"
    again = Store(file, told.append)
    assert len(again.order(View(), TODAY)) == 40
    assert len(told) == 1, "told once"
    again.close()


def test_an_empty_file_is_a_new_store(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    told = list[StorageError]()
    store = Store(file, told.append)
    store.put([a_license(1)])
    assert (told, store.get(license_id(1))) == ([], a_license(1))
    store.close()


def test_what_a_newer_version_wrote_last_is_kept_with_its_log(file: Path, tmp_path: Path) -> None:
    filled(file, 60)
    newer(file)
    keeper = sqlite3.connect(file, isolation_level=None)
    keeper.execute("INSERT INTO of_the_future VALUES ('only in the log')")
    store = Store(file)
    assert store.set_aside is not None
    copies = [shutil.copy(each, tmp_path) for each in file.parent.glob(f"{store.set_aside.name}*")]
    assert len(copies) > 1
    with sqlite3.connect(tmp_path / store.set_aside.name) as connection:
        assert connection.execute("SELECT * FROM of_the_future").fetchall() == [("only in the log",)]
    connection.close()
    keeper.close()
    store.close()


def test_a_damaged_log_costs_no_more_than_what_was_in_it(file: Path, tmp_path: Path) -> None:
    store = Store(file)
    store.put([a_license(1)])
    store.put([a_license(2)])
    crashed = tmp_path / "crashed" / file.name
    shutil.copytree(file.parent, crashed.parent)
    store.close()
    log = crashed.with_name(f"{file.name}-wal")
    assert log.stat().st_size > 8192
    with log.open("r+b") as half:
        half.seek(log.stat().st_size // 2)
        half.write(b"\xff" * 5000)
    told = list[StorageError]()
    survivor = Store(crashed, told.append)
    survivor.put(sample_licenses())
    assert len(survivor.order(View(), TODAY)) == 40
    survivor.close()


@pytest.mark.parametrize("cells", [False, True], ids=["whole pages", "cells"])
def test_a_page_torn_in_the_middle_is_found_while_reading_on(file: Path, cells: bool) -> None:
    filled(file)
    assert tear(file, cells=cells, every=3) > 5
    told = list[StorageError]()
    store = Store(file, told.append)
    keys = store.order(View(), TODAY)
    assert (len(keys), told) == (MANY, []), "not found yet"
    assert store.rows(keys) == []
    assert [each.headline for each in told] == ["The local copy of the licenses was damaged."]
    assert store.losses == 1
    store.put([a_license(1)])
    assert store.rows(keys) == [], "the keys of what was lost mean nothing now"
    assert store.rows(store.order(View(), TODAY)) == [a_license(1)]
    store.close()


def test_a_torn_index_is_found_by_whoever_needs_it(file: Path) -> None:
    filled(file)
    tear(file, "license_by_customer")
    store = Store(file)
    assert len(store.order(View(), TODAY)) == MANY
    assert len(store.order(View(sort=Sort(Column.CUSTOMER, descending=False)), TODAY)) == 0
    assert store.losses == 1
    store.close()


def test_a_disk_that_breaks_again_and_again_is_not_written_to_any_more(file: Path) -> None:
    filled(file)
    told = list[StorageError]()
    store = Store(file, told.append)
    for loss in range(1, 5):
        store._files.mend(DamagedError("again"), loss - 1)
    assert "again and again" in told[-1].headline
    store.put([a_license(1)])
    assert store.get(license_id(1)) == a_license(1)
    store.close()


def test_of_damaged_copies_the_last_one_is_kept_and_no_heap_of_them(file: Path) -> None:
    for number in range(3):
        filled(file, 5)
        file.write_bytes(b"damage %d " % number * 600)
        Store(file).close()
    filled(file.with_name("globex.db"), 5)
    (kept,) = file.parent.glob("acme.db.damaged-*")
    assert kept.read_bytes().startswith(b"damage 2 ")


@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_a_link_in_our_place_is_not_followed(file: Path, tmp_path: Path, suffix: str) -> None:
    precious = tmp_path / "precious.db"
    run_sql(precious, "CREATE TABLE license (mine)", "CREATE TABLE fact (mine)")
    before = precious.read_bytes()
    file.parent.mkdir()
    file.with_name(file.name + suffix).symlink_to(precious)
    told = list[StorageError]()
    store = Store(file, told.append)
    store.put(sample_licenses())
    store.close()
    assert precious.read_bytes() == before
    assert not file.is_symlink()
    assert len(told) == 1


def test_modes_are_tightened_whoever_loosened_them(file: Path) -> None:
    filled(file, 5)
    store = Store(file)
    store.put([a_license(9)])
    for each in file.parent.iterdir():
        each.chmod(0o644)
    file.parent.chmod(0o755)
    again = Store(file)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()} == {0o600}
    again.close()
    store.close()


def test_a_folder_that_may_only_be_read_is_told(file: Path) -> None:
    filled(file, 5)
    file.parent.chmod(0o500)
    with ordinary(), pytest.raises(StorageError) as told:
        Store(file)
    assert told.value.headline
    assert told.value.remedy


def test_a_file_that_may_only_be_read_is_told_and_still_read(file: Path) -> None:
    filled(file, 5)
    file.chmod(0o400)
    with ordinary():
        store = Store(file)
        assert len(store.order(View(), TODAY)) == 5
        with pytest.raises(StorageError, match="cannot be written") as told:
            store.put([a_license(9)])
        store.close()
    assert "permissions" in told.value.remedy


_HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_copy_that_another_process_holds_for_too_long_can_still_be_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lmo_tui.storage.database.PATIENCE", 0.01)
    filled(file, 5)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        store = Store(file)
        assert len(store.order(View(), TODAY)) == 5
        with pytest.raises(StorageError, match="Another process holds"):
            store.put([a_license(9)])
        holder.communicate(b"")
    store.put([a_license(9)])
    assert len(store.order(View(), TODAY)) == 6
    store.close()


_FINDER = """
import sys
from lmo_tui.domain.filters import View
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license
store = Store(sys.argv[1])
keys = store.order(View(), TODAY)
print("open", flush=True)
sys.stdin.readline()
store.rows(keys)
first = int(sys.argv[2])
store.put([a_license(number) for number in range(first, first + 20)])
store.close()
"""


def test_two_processes_that_find_the_same_damage_replace_the_file_once(file: Path) -> None:
    filled(file)
    tear(file, every=3)
    finders = [
        subprocess.Popen(
            [sys.executable, "-c", _FINDER, str(file), str(first)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for first in (1, 101)
    ]
    for finder in finders:
        assert finder.stdout is not None
        assert finder.stdout.readline() == b"open\n"
    for finder in finders:
        finder.communicate(b"now\n")
    assert [finder.returncode for finder in finders] == [0, 0]
    assert len([name for name in names(file.parent) if ".damaged-" in name and not name.endswith("-wal")]) == 1
    store = Store(file)
    assert len(store.order(View(), TODAY)) == 40
    store.close()


def test_the_number_of_the_tables_moves_with_them() -> None:
    assert (EDITION, VERSION) == (2, 911911659), "tables changed: raise EDITION, then put the new checksum here"
