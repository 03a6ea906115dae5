"""Reading the journal from its end, whatever is in it."""

import json
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.feature_rules import plan_feature
from lmo_tui.domain.features import FeatureAccess, FeatureContent, Kind
from lmo_tui.domain.journal import Ending, JournalEntry
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Step
from lmo_tui.storage.backwards import lines_backwards
from lmo_tui.storage.journal import FileJournal
from lmo_tui.storage.journal_lines import line_of
from tests.fakes.features import a_parameter, a_value
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import an_org

EDIT = Edit(a_license(42), (Change(Field.STATUS, "Active", "Suspended"), Change(Field.EXPIRES, None, NOW.date())))


@given(text=st.binary(max_size=200) | st.text("a\n", max_size=60).map(str.encode), block=st.integers(1, 17))
def test_lines_come_last_first_whatever_the_block(
    tmp_path_factory: pytest.TempPathFactory, text: bytes, block: int
) -> None:
    file = tmp_path_factory.mktemp("lines", numbered=True) / "file"
    file.write_bytes(text)
    assert list(lines_backwards(file, block)) == list(reversed(text.split(b"\n")))


def test_what_was_recorded_is_told_newest_first_with_its_end(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "journal.jsonl")
    first = journal.intend(an_org(), EDIT, "CASE-1", NOW)
    journal.settle(first, Step.APPLIED, NOW + timedelta(seconds=1))
    second = journal.intend(an_org(), replace(EDIT, undoes=first), "", NOW + timedelta(hours=1))
    journal.settle(second, Step.APPLIED, NOW + timedelta(hours=1), "")
    journal.consent(an_org(), NOW)
    newest, oldest = journal.history()
    assert (newest.id, newest.undoes, newest.ending, newest.undone_by) == (second, first, Ending.APPLIED, "")
    assert (oldest.id, oldest.ending, oldest.undone_by) == (first, Ending.APPLIED, second)
    assert (oldest.at, oldest.ended, oldest.reason) == (NOW, NOW + timedelta(seconds=1), "CASE-1")
    assert (oldest.license_name, oldest.org_class, oldest.user_name) == ("L-00042", OrgClass.DEMO, "Dana Smith")
    assert oldest.changes == EDIT.changes
    assert journal.is_ours(oldest)
    assert not FileJournal(tmp_path / "journal.jsonl").is_ours(oldest)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b'{"id": 1, "at": "2026-11-24", "step": "intended"}',
        b'{"id": "a", "at": "2026-11-24", "step": "intend',
        b'{"id": "a", "at": "2026-11-24", "step": "consent"}',
        b'{"id": "a", "at": "2026-11-24", "step": "from another version"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_entry_is_passed_over(line: bytes) -> None:
    assert line_of(line) is None


def test_what_another_version_wrote_is_shown_as_far_as_it_is_understood() -> None:
    changes = [
        {"field": "seats", "before": 50, "after": None},
        {"field": "value", "before": True, "after": False},
        {"field": "expires", "before": "soon", "after": None},
        {"field": "seats", "before": True, "after": 5},
        "odd",
    ]
    line = {"id": "a", "at": "yesterday", "step": "intended", "changes": changes, "org_class": "moon", "reason": 7}
    entry = line_of(json.dumps(line).encode())
    assert entry is not None
    assert getattr(entry, "changes") == (Change(Field.SEATS, 50, None),)  # noqa: B009 - an entry, as the next lines show
    assert getattr(entry, "strange") == ("value", "expires", "seats")  # noqa: B009 - the same
    assert entry.at == datetime.fromtimestamp(0, UTC)
    assert getattr(entry, "org_class") is OrgClass.UNKNOWN  # noqa: B009 - the same


def test_what_is_unsettled_is_found_without_reading_the_rest(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "journal.jsonl")
    reasons = ['{"step": "applied"}', '", "step": "applied", "x": "', "plain"]
    entries = [journal.intend(an_org(), EDIT, reason, NOW) for reason in reasons for _ in range(2)]
    for entry, step in zip(entries[::2], (Step.APPLIED, Step.UNKNOWN, Step.CONFLICT), strict=True):
        journal.settle(entry, Step.UNKNOWN, NOW)
        journal.settle(entry, step, NOW)
    journal.close()
    found = {entry.id: entry.ending for entry in FileJournal(tmp_path / "journal.jsonl").unsettled()}
    assert found == dict.fromkeys(entries[1::2], Ending.OPEN) | {entries[2]: Ending.UNKNOWN}


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "journal.jsonl")
    for before, after in ((None, 0), (0, 99_000_000), (5, None)):
        edit = Edit(a_license(), (Change(Field.SEATS, before, after), Change(Field.EXPIRES, None, date(2028, 2, 29))))
        journal.intend(an_org(), edit, "", NOW)
        assert next(journal.history()).changes == edit.changes


def test_a_long_journal_is_not_held(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    journal = FileJournal(file)
    journal.settle(journal.intend(an_org(), EDIT, "x" * 400, NOW), Step.APPLIED, NOW)
    first, last = file.read_bytes().splitlines()
    with file.open("wb") as lines:
        for number in range(1_500):
            each = f"{number:016}".encode()
            for line in (first, last):
                lines.write(line[:8] + each + line[24:] + b"\n")
    tracemalloc.start()
    assert sum(entry.ending is Ending.APPLIED for entry in journal.history()) == 1_500
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 400_000 < file.stat().st_size


FEATURE_LINE: dict[str, object] = {
    "field": "parameter",
    "parameter_id": "a0A5g0000000001",
    "full_name": "acme__Max_Envelopes",
    "type": "Integer",
    "record_id": "a0C5g0000000001",
    "before": 500,
    "after": None,
}


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (Kind.BOOLEAN, True, False),
        (Kind.INTEGER, None, -1),
        (Kind.DATE, date(2027, 1, 31), None),
    ],
)
def test_a_change_of_a_parameter_is_named_in_full_and_read_as_it_was(
    tmp_path: Path, kind: Kind, before: FeatureContent, after: FeatureContent
) -> None:
    parameter = a_parameter("Max_Envelopes", kind)
    value = a_value(EDIT.license.id, parameter, before)
    edit = plan_feature(EDIT.license, parameter, value, after, FeatureAccess())
    path = tmp_path / "journal.jsonl"
    journal = FileJournal(path)
    journal.intend(an_org(), edit, "CASE-1", NOW)
    (told,) = json.loads(path.read_text())["changes"]
    assert set(told) == set(FEATURE_LINE)
    assert (told["full_name"], told["record_id"]) == ("acme__Max_Envelopes", value.id)
    entry = next(journal.history())
    assert (entry.changes, entry.strange) == (edit.changes, ())
    assert entry.parameter is not None
    assert (entry.parameter.kind, entry.license_id) == (kind, EDIT.license.id)


@pytest.mark.parametrize(
    "strange",
    [{"type": "Text"}, {"after": True}, {"after": "12"}, {"record_id": "12"}, {"parameter_id": None}, {"before": 1.5}],
)
def test_a_parameter_that_this_version_does_not_understand_is_left_alone(strange: dict[str, object]) -> None:
    line = {"step": "intended", "id": "e1", "at": "2026-11-24T13:00:00Z", "changes": [FEATURE_LINE | strange]}
    entry = line_of(json.dumps(line).encode())
    assert isinstance(entry, JournalEntry)
    assert (entry.changes, entry.strange, entry.parameter) == ((), ("parameter",), None)
