"""The overview on stdout and in files."""

import json
from pathlib import Path
from xml.etree import ElementTree

from tests.cli.conftest import Typing
from tests.cli.world import CommandLine, a_world
from tests.fakes.licenses import a_license


def test_text_is_plain_and_every_number_of_json_is_what_ls_finds(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("report", "--org", "demo", "!sandbox")
    assert (ran.code, "\x1b" in ran.out) == (0, False)
    assert "acme-lmo: !sandbox, 39 licenses, 2026-11-24" in ran.out
    told = json.loads(lmo_tui("report", "--org", "demo", "!sandbox", "--json").out)
    assert (told["filter"], told["licenses"]) == ("!sandbox", 39)
    assert [each["id"] for each in told["figures"]] == ["status", "calendar", "ends", "versions", "seats", "months"]
    ends = told["figures"][2]["rows"]
    for mark in (row["marks"][0] for row in ends):
        found = json.loads(lmo_tui("ls", "--org", "demo", "--json", mark["filter"]).out)
        assert (mark["filter"], mark["licenses"]) == (mark["filter"], len(found))


def test_files_stand_alone_and_hold_names_as_text(in_world: Typing, tmp_path: Path) -> None:
    name = "</pre><script>alert(1)</script>&\uffff"
    lmo_tui = in_world(a_world([a_license(1, package=name)]))
    svg, html = tmp_path / "a.svg", tmp_path / "a.html"
    ran = lmo_tui("report", "--org", "demo", "--svg", str(svg), "--html", str(html))
    assert (ran.code, ran.out, ran.err.count("1 license")) == (0, "", 2)
    page = html.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;/pre&gt;&lt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "prefers-color-scheme:dark" in page
    drawn = ElementTree.fromstring(svg.read_text(encoding="utf-8"))  # noqa: S314 - we wrote it
    texts = "".join(drawn.itertext())
    assert "</pre><" in texts
    assert "Last days of access" in texts
    assert {each.stat().st_mode & 0o777 for each in (svg, html)} == {0o600}


def test_a_file_that_is_there_is_refused_unless_told_otherwise(lmo_tui: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("mine")
    assert lmo_tui("report", "--org", "demo", "--html", str(file)).code == 1
    assert (file.read_text(), lmo_tui.world.opened) == ("mine", [])
    assert lmo_tui("report", "--org", "demo", "--html", str(file), "--force").code == 0
    assert file.read_text().startswith("<!doctype html>")


def test_a_filter_that_is_none_is_shown_where_it_is_wrong(lmo_tui: CommandLine) -> None:
    ran = lmo_tui("report", "--org", "demo", "used<<3")
    assert (ran.code, ran.out) == (2, "")
    assert "^" in ran.err
