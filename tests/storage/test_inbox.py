"""What was said in the inbox, on the disk: private, whole, kept by two processes, and put aside when damaged."""

import json
from datetime import date
from pathlib import Path

import pytest

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.inbox import Key, Mark, State
from lmo_tui.domain.text import clean
from lmo_tui.storage.inbox import InboxFiles
from tests.cli.program import run_python
from tests.fakes.licenses import license_id
from tests.payloads import PAYLOADS

ORG = "00D5g0000000001"
KEY = Key(license_id(7)[:15], "over-used")


def keep(files: InboxFiles, key: Key, mark: Mark | None) -> Mark | None:
    return files.change(ORG, key, lambda _: mark)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.suffix != ".lock")


def test_what_was_said_is_what_is_read_and_only_by_this_user(tmp_path: Path) -> None:
    files = InboxFiles(tmp_path / "inbox")
    assert files.load(ORG) == {}
    marks = {
        KEY: Mark(State.SNOOZED, date(2027, 1, 31), "", "called"),
        KEY._replace(rule="x"): Mark(State.DONE, seen="a"),
    }
    marks |= {
        Key(license_id(at)[:15], clean(p.text)[:40]): Mark(note=clean(p.text)[:300]) for at, p in enumerate(PAYLOADS)
    }
    for key, mark in marks.items():
        assert keep(files, key, mark) is None
    assert InboxFiles(tmp_path / "inbox").load(f"{ORG}AAA") == marks, "whichever length the org's id has"
    assert files.load("00D5g0000000002") == {}
    (name,) = names(tmp_path / "inbox")
    assert (tmp_path / "inbox" / name).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "inbox").stat().st_mode & 0o777 == 0o700
    assert keep(files, KEY, None) == marks[KEY]
    assert KEY not in files.load(ORG)


def test_what_is_refused_changes_nothing(tmp_path: Path) -> None:
    files = InboxFiles(tmp_path)
    keep(files, KEY, Mark(note="a"))

    def refuse(_: Mark | None) -> Mark | None:
        raise StorageError("No.")

    with pytest.raises(StorageError, match="No"):
        files.change(ORG, KEY, refuse)
    assert files.load(ORG) == {KEY: Mark(note="a")}


GOOD = {"license": KEY.license_id, "rule": KEY.rule, "state": "done", "seen": "a", "note": "b"}


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"", 0),
        (b"\x00\xff half of", 0),
        (b"[" * 100_000, 0),
        (b'{"format": 1}', 0),
        (json.dumps({"format": 1, "items": [GOOD, GOOD | {"state": "lost"}]}).encode(), 1),
        (json.dumps({"format": 1, "items": [GOOD | {"license": "L-1"}, GOOD, 7]}).encode(), 1),
        (json.dumps({"format": 1, "items": [GOOD | {"until": "soon"}, GOOD]}).encode(), 1),
    ],
)
def test_damage_is_put_aside_and_told_once_and_the_rest_counts(tmp_path: Path, content: bytes, kept: int) -> None:
    told: list[StorageError] = []
    files = InboxFiles(tmp_path, told.append)
    keep(files, KEY, Mark())
    (name,) = names(tmp_path)
    (tmp_path / name).write_bytes(content)

    marks = {KEY: Mark(State.DONE, None, "a", "b")} if kept else {}
    assert files.load(ORG) == marks
    assert [str(each) for each in told] == [each for each in map(str, told) if f"{kept} of its items" in each][:1]
    assert len(told) == 1
    assert files.load(ORG) == marks
    assert len(told) == 1
    aside = [each for each in names(tmp_path) if "damaged" in each]
    assert [(tmp_path / each).read_bytes() for each in aside] == [content]


def test_the_file_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    files = InboxFiles(tmp_path)
    keep(files, KEY, Mark(note="a"))
    (name,) = names(tmp_path)
    content = b'{"format": 2, "items": [{"new": true}]}'
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StorageError, match="newer"):
        files.load(ORG)
    with pytest.raises(StorageError, match="newer"):
        keep(files, KEY, Mark(note="b"))
    assert (tmp_path / name).read_bytes() == content


MANY = """
import sys
from pathlib import Path
from threading import Thread
from lmo_tui.domain.inbox import Key, Mark
from lmo_tui.storage.inbox import InboxFiles
files, who = InboxFiles(Path(sys.argv[1])), sys.argv[2]
for at in range(12):
    files.change("00D5g0000000001", Key("a0L5g0000000001", f"{who} {at}"), lambda _: Mark(note=who))
"""


def test_two_processes_at_once_lose_nothing_that_either_said(tmp_path: Path) -> None:
    both = f"""
import subprocess, sys
running = [subprocess.Popen([sys.executable, "-c", {MANY!r}, {str(tmp_path)!r}, who]) for who in ("one", "two")]
sys.exit(sum(each.wait() for each in running))
"""
    assert run_python("-c", both).code == 0
    assert len(InboxFiles(tmp_path).load(ORG)) == 24
