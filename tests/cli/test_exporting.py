"""Licenses in files: what a spreadsheet and a script get."""

import csv
import json
from pathlib import Path

import pytest

from lmo_tui.cli.records import KEYS
from lmo_tui.domain.errors import UnreachableError
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.licenses import a_license


def rows(file: Path) -> dict[str, dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row for row in csv.DictReader(lines)}


def test_csv_has_a_row_a_license_and_says_in_words_what_is_no_value(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    ran = lmo_tui("export", "--org", "demo", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert "40 licenses in" in ran.err
    found = rows(file)
    assert len(found) == 40
    assert list(found["L-00001"]) == list(KEYS)
    assert (found["L-00003"]["seats"], found["L-00003"]["expires"]) == ("site", "never")
    assert (found["L-00013"]["seats"], found["L-00001"]["expires"]) == ("0", "2027-01-31")
    assert (found["L-00032"]["account"], found["L-00032"]["lead"]) == ("no access", "")
    assert (found["L-00004"]["locked"], found["L-00001"]["locked"]) == ("yes", "no")


def test_csv_runs_nothing(in_world: Typing, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    lmo_tui = in_world(a_world([a_license(1, account="=cmd|'/c calc'!A1"), a_license(2, account="-5")]))
    assert lmo_tui("export", "--org", "demo", str(file)).code == 0
    assert rows(file)["L-00001"]["account"] == "'=cmd|'/c calc'!A1"
    assert rows(file)["L-00002"]["account"] == "-5"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_what_ls_prints(lmo_tui: CommandLine, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"some.{form}"
    assert lmo_tui("export", "--org", "demo", str(file), "umbrella", "--sort", "version").code == 0
    printed = lmo_tui("ls", "--org", "demo", "umbrella", "--sort", "version", f"--{form}").out
    assert file.read_text(encoding="utf-8") == printed
    assert printed


def test_the_form_can_be_named(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    ran = lmo_tui("export", "--org", "demo", str(file))
    assert ran.code == 2
    assert "--format" in ran.err
    assert lmo_tui("export", "--org", "demo", str(file), "--format", "jsonl").code == 0
    assert len([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]) == 40


def test_a_file_that_is_there_is_refused_before_anything_is_read(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("mine")
    ran = lmo_tui("export", "--org", "demo", str(file))
    assert (ran.code, file.read_text(), lmo_tui.world.opened) == (1, "mine", [])
    assert lmo_tui("export", "--org", "demo", str(file), "--force").code == 0
    assert len(rows(file)) == 40


def test_half_a_list_is_no_file(lmo_tui: CommandLine, tmp_path: Path) -> None:
    lmo_tui.world.repository.before["begin_load"] = lambda: lmo_tui.world.repository.fail(
        "page", UnreachableError("The connection broke.")
    )
    assert lmo_tui("export", "--org", "demo", str(tmp_path / "all.csv")).code == 3
    assert list(tmp_path.iterdir()) == []
