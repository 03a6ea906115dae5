"""Stylesheets say where things stand; colors are the theme's alone."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, sources

SHEETS = sorted((ROOT / "styles").glob("*.tcss"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLORED = re.compile(r"^\s*(?P<name>(?:[\w-]+-)?color|background(?:-tint)?|tint)\s*:\s*(?P<value>[^;]+);", re.MULTILINE)
NAMED = re.compile(r"\$[\w-]+(\s+\d+%)?|transparent|auto(\s+\d+%)?|inherit|initial")


def test_there_are_stylesheets() -> None:
    assert "base.tcss" in {sheet.name for sheet in SHEETS}
    assert list((ROOT / "styles").glob("*.py")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_shouts_nothing_down_and_mixes_no_colors(sheet: Path) -> None:
    text = COMMENT.sub("", sheet.read_text(encoding="utf-8"))
    assert "!important" not in text
    assert re.findall(r":[^;{]*#[0-9a-fA-F]{3,8}\b", text) == []
    assert re.findall(r"\b(?:rgb|rgba|hsl|hsla)\(", text) == []
    assert [hit.group() for hit in COLORED.finditer(text) if not NAMED.fullmatch(hit["value"].strip())] == []


def test_styles_in_code_belong_to_reusable_widgets_only() -> None:
    owners = {source.name for source in sources() if re.search(r"^\s+DEFAULT_CSS\b", source.text, re.MULTILINE)}
    assert {name for name in owners if not name.startswith("lmo_tui/tui/widgets/")} == set()


def test_code_mixes_no_colors_outside_the_themes() -> None:
    hexed = re.compile(r"[\"']#[0-9a-fA-F]{6}[\"']")
    found = {source.name for source in sources() if hexed.search(source.text)}
    assert found <= {"lmo_tui/tui/themes.py", "lmo_tui/cli/pages.py"}  # A page for others has no theme.
