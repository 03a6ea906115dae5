"""Files that a person asked for: whole, private, and never in the place of another."""

import json
import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest

from lmo_tui.cli.formats import FORMATS
from lmo_tui.cli.records import license_json
from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import RefusedError, StorageError
from lmo_tui.domain.filters import Column, Sort, Tab, View
from lmo_tui.storage.exports import write_whole
from lmo_tui.storage.faults import DamagedError
from lmo_tui.storage.store import Store
from tests.fakes.licenses import TODAY, a_license, license_id, sample_licenses
from tests.storage.damage import MANY, filled, tear


def test_a_file_is_whole_and_private(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_whole(file, ["one\r\n", "Größe\r\n"])
    assert file.read_bytes() == "one\r\nGröße\r\n".encode()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "one"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.csv", broken())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_told_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    with pytest.raises(RefusedError, match=r"a\.csv is there already\. .*--force"):
        write_whole(file, ["new"])
    assert file.read_text() == "mine"
    write_whole(file, ["new"], replace=True)
    assert file.read_text() == "new"


def test_a_file_made_meanwhile_stays_too(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"

    def overtaken() -> Iterator[str]:
        yield "new"
        file.write_text("mine")

    with pytest.raises(RefusedError):
        write_whole(file, overtaken())
    assert file.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "a.csv"
    target.write_text("keep me")
    link.symlink_to(target)
    with pytest.raises(RefusedError):
        write_whole(link, ["new"])
    write_whole(link, ["new"], replace=True)
    assert (target.read_text(), link.read_text(), link.is_symlink()) == ("keep me", "new", False)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"a\.csv cannot be written\. No such file or directory\. Choose"):
        write_whole(tmp_path / "nowhere" / "a.csv", ["new"])


def peak(file: Path, form: str, count: int) -> int:
    """The most bytes that Python held at once while so many licenses were written."""
    license_, access = a_license(), Access()
    tracemalloc.start()
    write_whole(
        file, FORMATS[form](license_json(each, access, TODAY) for each in repeat(license_, count)), replace=True
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("form", FORMATS)
def test_ten_times_as_many_licenses_take_no_more_memory(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    peak(file, form, 10)  # What is imported and remembered at the first use.
    few, many = peak(file, form, 200), peak(file, form, 2_000)
    assert many < few + 50_000, "an export is never in memory as a whole"


def test_licenses_leave_the_store_one_by_one() -> None:
    store = Store(":memory:")
    store.put([a_license(number) for number in range(1, 3_001)])
    view = View(tab=Tab.ACTIVE, sort=Sort(Column.CUSTOMER, descending=False))
    for _ in store.every(view, TODAY):
        pass
    tracemalloc.start()
    assert sum(1 for _ in store.every(view, TODAY)) == 3_000 == store.count(view, TODAY)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4_000_000, "a list of them takes 20 MB"


def test_an_export_is_one_view_of_the_store_whoever_writes_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "acme.db"
    store, other = Store(file), Store(file)
    store.put(sample_licenses())
    licenses = store.every(View(), TODAY)
    found = [next(licenses)]
    other.put([a_license(1, account="Renamed"), a_license(99)])
    other.drop([license_id(2)])
    found += licenses
    assert found == sample_licenses()
    assert len(list(store.every(View(), TODAY))) == 40
    store.close()
    other.close()


def test_damage_in_the_middle_is_an_error_and_never_a_shorter_list(tmp_path: Path) -> None:
    file, told = tmp_path / "acme.db", list[StorageError]()
    filled(file)
    tear(file, every=3)
    store = Store(file, told.append)
    with pytest.raises(DamagedError, match="built anew"):
        write_whole(tmp_path / "a.txt", (each.name for each in store.every(View(), TODAY)))
    assert not (tmp_path / "a.txt").exists()
    assert (store.losses, len(told)) == (1, 1), "the next run does not find it again"
    assert store.count(View(), TODAY) == 0 < MANY
    store.close()


_EXPORT = """
import json, resource, sys
from pathlib import Path
from lmo_tui.cli.interrupts import leaving_in_order
from lmo_tui.domain.errors import StorageError
from lmo_tui.storage.exports import write_whole
def parts():
    yield "half a list" * 10_000
    print("half", flush=True)
    sys.stdin.read()
    yield "the other half" * 10_000
if len(sys.argv) > 2:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
with leaving_in_order():
    try:
        write_whole(Path(sys.argv[1]), parts())
    except StorageError as error:
        print(json.dumps([error.headline, error.detail, error.remedy]))
        sys.exit(1)
"""


def exporting(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", _EXPORT, *arguments],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_export_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    with exporting(str(tmp_path / "a.csv")) as export:
        assert export.stdout is not None
        assert export.stdout.readline() == b"half\n"
        assert len(list(tmp_path.iterdir())) == 1, "under way, by another name"
        os.kill(export.pid, number)
        assert export.wait(20) != 0
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with exporting(str(tmp_path / "a.csv"), "50000") as export:
        out, _ = export.communicate(b"")
    assert export.returncode == 1
    assert json.loads(out.splitlines()[-1]) == ["a.csv cannot be written.", "File too large.", "Choose another place."]
    assert list(tmp_path.iterdir()) == []
