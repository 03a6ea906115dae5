"""Licenses in a spreadsheet's own file: what is a number, a day or a text there, and that nothing in it acts."""

import re
import zipfile
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.cli import workbooks
from lmo_tui.cli.records import KEYS
from lmo_tui.cli.workbooks import write_workbook
from lmo_tui.domain.errors import UnreachableError
from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.licenses import a_license

_CELL = re.compile(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="(\w+)")?>(.*?)</c>', re.DOTALL)


def sheet_of(file: Path) -> str:
    """The one sheet as it is written."""
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or "sheet1.xml.rels" in name]
        return archive.read("xl/worksheets/sheet1.xml").decode()


def rows(file: Path) -> list[dict[str, tuple[str, str]]]:
    """Kind and content of the cells of each row, by the head of their column."""
    found: list[dict[str, tuple[str, str]]] = []
    for row in re.findall(r"<row .*?</row>", sheet_of(file), re.DOTALL):
        cells = {}
        for column, _style, kind, content in _CELL.findall(row):
            text = unescape(re.sub(r"<.*?>", "", content, flags=re.DOTALL))
            cells[KEYS[ord(column) - ord("A")]] = (kind or "n", text)
        found.append(cells)
    return found


def test_numbers_are_numbers_days_are_days_and_what_is_no_value_is_said(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "all.xlsx"
    ran = lmo_tui("export", "--org", "demo", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert "40 licenses in" in ran.err
    head, *licenses = rows(file)
    assert head == {key: ("inlineStr", key) for key in KEYS}
    by_name = {row["name"][1]: row for row in licenses}
    assert len(by_name) == 40
    assert by_name["L-00013"]["seats"] == ("n", "0")
    assert by_name["L-00001"]["expires"] == ("n", str((date(2027, 1, 31) - date(1899, 12, 30)).days))
    assert (by_name["L-00003"]["seats"], by_name["L-00003"]["expires"]) == (
        ("inlineStr", "site"),
        ("inlineStr", "never"),
    )
    assert by_name["L-00032"]["account"] == ("inlineStr", "no access")
    assert (by_name["L-00004"]["locked"][1], by_name["L-00001"]["locked"][1]) == ("yes", "no")


def test_the_head_stays_and_filters(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "all.xlsx"
    assert lmo_tui("export", "--org", "demo", str(file)).code == 0
    assert 'state="frozen"' in sheet_of(file)
    assert '<autoFilter ref="A1:Y41"' in sheet_of(file)
    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "text", ["=1+1", "{=A1}", "http://evil.example", "mailto:a@b.example", "00123", "_x0041_", "a<b>&"]
)
def test_a_text_is_a_text_whoever_wrote_it(in_world: Typing, tmp_path: Path, text: str) -> None:
    file = tmp_path / "all.xlsx"
    assert in_world(a_world([a_license(1, account=text)]))("export", "--org", "demo", str(file)).code == 0
    written = sheet_of(file)
    assert "<f>" not in written
    assert "hyperlink" not in written
    assert rows(file)[1]["account"] == ("inlineStr", text.replace("_x", "_x005F_x"))


def test_nothing_is_there_when_it_broke_on_the_way(lmo_tui: CommandLine, tmp_path: Path) -> None:
    lmo_tui.world.repository.before["begin_load"] = lambda: lmo_tui.world.repository.fail(
        "page", UnreachableError("The connection broke.")
    )
    assert lmo_tui("export", "--org", "demo", str(tmp_path / "all.xlsx")).code == 3
    assert list(tmp_path.iterdir()) == []


def test_more_than_a_sheet_holds_is_refused_and_nothing_is_there(
    lmo_tui: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 40)  # With the head: one license too many.
    ran = lmo_tui("export", "--org", "demo", str(tmp_path / "all.xlsx"))
    assert ran.code == 1
    assert "39 licenses at most" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_says_what_to_install_before_anything_is_read(
    lmo_tui: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "find_spec", lambda _name: None)
    ran = lmo_tui("export", "--org", "demo", str(tmp_path / "all.xlsx"))
    assert (ran.code, lmo_tui.world.opened) == (2, [])
    assert "pip install 'lmo-tui[xlsx]'" in ran.err


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(0, 99_000_000))
def test_any_day_and_number_is_what_it_was(tmp_path_factory: pytest.TempPathFactory, day: date, seats: int) -> None:
    file = tmp_path_factory.mktemp("any") / "one.xlsx"
    values = dict.fromkeys(KEYS) | {"expires": day, "seats": seats}
    with file.open("w+b") as target:
        write_workbook(target, [(values, ())], file.parent)
    kind, text = rows(file)[1]["expires"]
    assert (date(1899, 12, 30) + timedelta(int(text)) if kind == "n" else date.fromisoformat(text)) == day
    assert rows(file)[1]["seats"] == ("n", str(seats))
