"""Plans on the disk: what was written is what is read, and what is no plan is told with its place."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.change_sets import ChangeSet, Draft, PlannedRow
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import BadEntryError, StorageError
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.text import clean
from lmo_tui.storage.change_sets import read_file, read_text, written
from lmo_tui.storage.runs import RunFiles
from lmo_tui.storage.writers import Writers
from tests.fakes.licenses import NOW, a_license
from tests.fakes.repository import an_org
from tests.payloads import PAYLOADS

TEXTS = st.text(max_size=30).map(clean)
CHANGES = st.builds(
    lambda status, seats, expires: tuple(
        Change(field, before, after)
        for field, (before, after) in zip(Field, (status, seats, expires), strict=True)
        if before != after
    ),
    st.tuples(TEXTS, TEXTS),
    st.tuples(st.none() | st.integers(0, 99_000_000), st.none() | st.integers(0, 99_000_000)),
    st.tuples(st.none() | st.dates(), st.none() | st.dates()),
).filter(bool)


def row(number: int = 1) -> PlannedRow:
    return PlannedRow(a_license(number).id, f"L-{number:05}", "Globex", (Change(Field.SEATS, 50, 60),))


def a_plan(*rows: PlannedRow) -> ChangeSet:
    org = an_org()
    return ChangeSet("0123456789abcdef", org.id, org.name, org.user_id, NOW, rows or (row(),), "globex: Seats 60")


def text_of(plan: ChangeSet) -> str:
    return "".join(written(plan))


@given(name=TEXTS, customer=TEXTS, about=TEXTS, reason=TEXTS, changes=CHANGES)
def test_what_was_written_is_what_is_read(
    name: str, customer: str, about: str, reason: str, changes: tuple[Change, ...]
) -> None:
    plan = replace(a_plan(PlannedRow(long_id("a0L5g0000000001"), name, customer, changes)), about=about, reason=reason)

    read = read_text(text_of(plan).encode(), "plan.toml")

    assert read == replace(plan, made=read.made)
    assert read.made == NOW


def test_no_name_breaks_out_of_its_line() -> None:
    texts = [clean(payload.text) for payload in PAYLOADS]
    plan = a_plan(*(replace(row(at), name=text, customer=text) for at, text in enumerate(texts, start=1)))

    assert len(tomllib.loads(text_of(plan))["license"]) == len(texts)
    assert read_text(text_of(plan).encode(), "plan.toml").rows == plan.rows


def test_the_head_tells_a_person_what_it_is_for() -> None:
    head = text_of(replace(a_plan(row(1), row(2)), about="x\nformat = 2")).partition("\n\n")[0]

    assert "Nothing has been changed" in head
    assert all(line.startswith("#") for line in head.splitlines())


GOOD = text_of(a_plan())


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("seats = {", "price = {", "`price` is not known"),
        ("was = 50", 'was = "many"', "is not a whole number or “site”"),
        ("was = 50", "was = true", "is not a whole number or “site”"),
        ("{ was = 50, to = 60 }", "60", "is not { was = …, to = … }"),
        (", to = 60", "", "is not { was = …, to = … }"),
        ('name = "L-00001"', "name = 7", "`name` is no text"),
        (f'id = "{a_license(1).id}"', 'id = "L-00001"', "`id` is no record id"),
        (f'id = "{a_license(1).id}"', f'id = "{a_license(1).id[:15]}QQQ"', "`id` is no record id"),
        ("seats = { was = 50, to = 60 }", "", "License 1 changes nothing"),
        ("format = 1", "format = 2", "Its format is 2, not 1"),
        ("made = ", "made = 7 # ", "when it was `made`"),
        ("[[license]]", "[license]", "no list of tables"),
        ("[[license]]", "[[license", "is not a plan"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(BadEntryError) as caught:
        read_text(GOOD.replace(old, new).encode(), "plan.toml")
    assert sentence in str(caught.value)


def test_a_license_that_is_in_it_twice_is_no_plan() -> None:
    with pytest.raises(BadEntryError, match="not a plan"):
        read_text(text_of(a_plan(row(), row())).encode(), "plan.toml")


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_no_plan(content: bytes) -> None:
    with pytest.raises(BadEntryError):
        read_text(content, "plan.toml")


def test_ten_thousand_are_one_too_many_less() -> None:
    head, _, license_ = GOOD.partition("\n[[license]]\n")
    with pytest.raises(BadEntryError, match="not a plan") as caught:
        read_text((head + f"\n[[license]]\n{license_}" * 10_001).encode(), "plan.toml")
    assert "10,000" in caught.value.detail


def files(folder: Path) -> tuple[RunFiles, Writers]:
    writers = Writers(folder / "writers")
    return RunFiles(folder / "runs", writers), writers


def test_a_run_is_left_by_a_process_that_died_and_not_by_one_that_lives(tmp_path: Path) -> None:
    runs, writers = files(tmp_path)
    runs.keep(a_plan())

    others, _ = files(tmp_path)
    assert others.left(an_org()) == []
    assert runs.left(an_org()) == [], "not by itself"

    writers.sign_out()  # As when it dies.
    (left,) = others.left(an_org())
    assert left.rows == a_plan().rows
    assert left.writer == writers.mark

    others.drop(left.id)
    assert others.left(an_org()) == []


def test_a_run_of_another_org_or_user_is_none_of_ours(tmp_path: Path) -> None:
    runs, writers = files(tmp_path)
    runs.keep(a_plan())
    writers.sign_out()

    others, _ = files(tmp_path)
    assert others.left(an_org(user="0055g0000000US2AAA")) == []
    assert others.left(replace(an_org(), id="00D5g0000000XYZEAK")) == []


def test_runs_are_private_and_what_is_none_is_passed_over(tmp_path: Path) -> None:
    runs, writers = files(tmp_path)
    runs.keep(a_plan())
    writers.sign_out()
    (file,) = (tmp_path / "runs").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    (tmp_path / "runs" / "torn.toml").write_text(GOOD[:100])

    others, _ = files(tmp_path)
    assert len(others.left(an_org())) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    runs, _ = files(tmp_path)

    with pytest.raises(StorageError, match="cannot be kept"):
        runs.keep(a_plan())


def test_an_edit_becomes_a_row(tmp_path: Path) -> None:
    held = a_license(7, expires=date(2027, 1, 31))
    edit = Edit(held, (Change(Field.EXPIRES, held.expires, None),), undoes="e1")
    plan = ChangeSet.of(Draft((edit,)), an_org(), "0123456789abcdef", datetime.now(UTC).replace(microsecond=0))
    file = tmp_path / "plan.toml"
    file.write_text(text_of(plan))

    assert read_file(file) == plan
    assert 'expires = { was = 2027-01-31, to = "never" }' in file.read_text()
