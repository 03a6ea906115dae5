import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.journal import Ending
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.ports import Step
from lmo_tui.storage.journal import FileJournal
from tests.fakes.licenses import NOW, a_license, license_id
from tests.fakes.privileges import ordinary
from tests.fakes.repository import an_org

EDIT = Edit(
    a_license(42),
    (Change(Field.SEATS, 50, None), Change(Field.EXPIRES, date(2027, 1, 31), date(2028, 2, 29))),
)

_WRITER = """
import sys
from pathlib import Path
from tests.storage.test_journal import EDIT, NOW, FileJournal, an_org
journal = FileJournal(Path(sys.argv[1]))
for number in range(25):
    journal.intend(an_org(), EDIT, "x" * 500, NOW)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.jsonl"


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_an_intent_says_who_what_where_and_why(file: Path) -> None:
    entry_id = FileJournal(file).intend(an_org(), EDIT, "CASE-10442", NOW)
    assert lines(file) == [
        {
            "id": entry_id,
            "at": "2026-11-24T13:00:00.000+00:00",
            "step": "intended",
            "org_id": "00D5g0000000LMOEAK",
            "org_name": "Acme LMO",
            "org_class": "demo",
            "user_id": "0055g0000000US1AAA",
            "user_name": "Dana Smith",
            "license_id": license_id(42),
            "license_name": "L-00042",
            "changes": [
                {"field": "seats", "before": 50, "after": None},
                {"field": "expires", "before": "2027-01-31", "after": "2028-02-29"},
            ],
            "reason": "CASE-10442",
            "writer": lines(file)[0]["writer"],
        }
    ]


@pytest.mark.parametrize("step", [Step.APPLIED, Step.REFUSED, Step.CONFLICT])
def test_a_known_end_settles_an_intent(file: Path, step: Step) -> None:
    journal = FileJournal(file)
    first, second = (journal.intend(an_org(), EDIT, reason, NOW) for reason in ("one", "two"))
    journal.settle(first, step, NOW, "as the org said")
    found = FileJournal(file).unsettled()
    assert found == [], "the process that made it is still at work on it"
    journal.close()
    found = FileJournal(file).unsettled()
    assert [(each.id, each.reason, each.license_name) for each in found] == [(second, "two", "L-00042")]
    assert lines(file)[-1] | {"at": ""} == {"id": first, "at": "", "step": step, "detail": "as the org said"}


def test_an_unknown_end_stays_unsettled_until_it_is_known(file: Path) -> None:
    journal = FileJournal(file)
    entry_id = journal.intend(an_org(), EDIT, "", NOW)
    journal.settle(entry_id, Step.UNKNOWN, NOW)
    (waiting,) = journal.unsettled()
    assert (waiting.id, waiting.at, waiting.changes) == (entry_id, NOW, EDIT.changes)
    assert FileJournal(file).unsettled() == [], "whoever did not see its end looks for it, as long as that one lives"
    journal.settle(entry_id, Step.APPLIED, NOW)
    assert journal.unsettled() == []


def test_a_torn_last_line_is_passed_over_and_does_not_swallow_the_next(file: Path) -> None:
    journal = FileJournal(file)
    first = journal.intend(an_org(), EDIT, "one", NOW)
    whole = file.read_bytes()
    for torn in range(1, len(whole) - 1, 7):
        file.write_bytes(whole + whole[:torn])
        assert [each.id for each in journal.history()] == [first]
    second = journal.intend(an_org(), EDIT, "two", NOW)
    assert [each.id for each in journal.history()] == [second, first]


def test_lines_of_several_processes_do_not_mix(file: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(file)], cwd=Path(__file__).parents[2]) for _ in range(2)
    ]
    assert [writer.wait(50) for writer in writers] == [0, 0]
    assert len({line["id"] for line in lines(file)}) == 50


def test_only_this_user_can_read_it(file: Path) -> None:
    journal = FileJournal(file)
    journal.intend(an_org(), EDIT, "", NOW)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file.parent / "writers")} == {0o700}
    journal.close()
    file.unlink()
    journal.consent(an_org(), NOW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [line["step"] for line in lines(file)] == ["consent"]
    assert FileJournal(file).unsettled() == []


def test_each_line_is_on_the_disk_before_the_call_returns(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []

    def recording(handle: int) -> None:
        synced.append(os.fstat(handle).st_size)

    monkeypatch.setattr("lmo_tui.storage.journal.os.fsync", recording)
    journal = FileJournal(file)
    for _ in range(3):
        journal.consent(an_org(), NOW)
        assert file.stat().st_size in synced


def test_control_characters_do_not_reach_the_file(file: Path) -> None:
    FileJournal(file).intend(an_org(), EDIT, "evil \x1b]0;title\x07\u202e\nsecond line", NOW)
    (line,) = lines(file)
    assert "\x1b" not in line["reason"]
    assert "\n" not in line["reason"]
    assert "\u202e" not in line["reason"]


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="journal cannot be used") as told:
        FileJournal(tmp_path).intend(an_org(), EDIT, "", NOW)
    assert told.value.remedy
    with pytest.raises(StorageError):
        FileJournal(tmp_path).unsettled()
    with pytest.raises(StorageError):
        list(FileJournal(tmp_path).history())


def test_no_journal_holds_nothing(file: Path) -> None:
    assert FileJournal(file).unsettled() == []
    assert not file.exists()


@pytest.mark.parametrize(
    "harm", [b"\0" * 4096, b"\x89PNG\r\n", b'{"some": "other file"}\n'], ids=["0", "bytes", "json"]
)
def test_a_damaged_journal_is_put_aside_and_told_and_nothing_of_it_is_lost(file: Path, harm: bytes) -> None:
    dead = FileJournal(file)
    first = dead.intend(an_org(), EDIT, "one", NOW)
    damaged, told = file.read_bytes() + harm, list[StorageError]()
    file.write_bytes(damaged)
    journal = FileJournal(file, told.append)
    second = journal.intend(an_org(), EDIT, "two", NOW)
    (aside,) = file.parent.glob("journal.jsonl.damaged-*")
    assert aside.read_bytes() == damaged
    assert [line["id"] for line in lines(file)] == [second]
    assert [each.id for each in journal.history()] == [second, first], "what can be read of it still counts"
    assert [str(aside) in each.detail for each in told] == [True]
    dead.close()
    assert [each.id for each in journal.unsettled()] == [first], "also for what is settled at the next start"
    FileJournal(file, told.append).settle(first, Step.APPLIED, NOW)
    assert journal.unsettled() == []
    assert [each.ending for each in journal.history()] == [Ending.OPEN, Ending.APPLIED]
    assert len(told) == 1


def test_without_room_for_a_new_journal_nothing_may_be_written(file: Path) -> None:
    FileJournal(file).consent(an_org(), NOW)
    file.write_bytes(b"\0" * 100)
    file.parent.chmod(0o500)
    with ordinary(), pytest.raises(StorageError, match="journal cannot be used") as told:
        FileJournal(file).intend(an_org(), EDIT, "", NOW)
    file.parent.chmod(0o700)
    assert "Nothing is written to an org without its record" in told.value.remedy
    assert file.read_bytes() == b"\0" * 100, "and it is not touched"


@pytest.mark.parametrize("thing", ["link", "pipe"])
def test_a_journal_that_is_no_file_is_refused(file: Path, tmp_path: Path, thing: str) -> None:
    file.parent.mkdir()
    precious = tmp_path / "precious"
    precious.write_text("keep me\n")
    if thing == "link":
        file.symlink_to(precious)
    else:
        os.mkfifo(file)
    with pytest.raises(StorageError, match=r"it is (a link|not a file)"):
        FileJournal(file).intend(an_org(), EDIT, "", NOW)
    if thing == "pipe":
        with pytest.raises(StorageError, match="journal cannot be used"):  # And it holds nobody who reads.
            FileJournal(file).unsettled()
    assert precious.read_text() == "keep me\n"


def test_a_journal_that_others_could_read_is_closed_to_them(file: Path) -> None:
    journal = FileJournal(file)
    journal.consent(an_org(), NOW)
    file.chmod(0o644)
    file.parent.chmod(0o755)
    journal.consent(an_org(), NOW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_journal_put_aside_by_another_process_is_not_written_to_any_more(file: Path) -> None:
    one, other = FileJournal(file), FileJournal(file)
    one.consent(an_org(), NOW)
    file.write_bytes(b"\0" * 100)
    other.consent(an_org(), NOW)
    one.consent(an_org(), NOW)
    assert [line["step"] for line in lines(file)] == ["consent"] * 2


def test_files_put_aside_one_after_the_other_are_read_newest_first(file: Path) -> None:
    journal, begun = FileJournal(file), list[str]()
    for number in range(3):
        begun.append(journal.intend(an_org(), EDIT, str(number), NOW))
        file.write_bytes(file.read_bytes() + b"\0" * 10)
        journal = FileJournal(file)
    begun.append(journal.intend(an_org(), EDIT, "3", NOW))
    assert len(list(file.parent.glob("journal.jsonl.damaged-*"))) == 3
    assert [each.id for each in journal.history()] == begun[::-1]
