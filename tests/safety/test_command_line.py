"""Hostile text in what commands print: for people, for programs, on a terminal and in a pipe."""

import csv
import json
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from lmo_tui.cli.ending import run
from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.spreadsheets import guarded
from lmo_tui.domain.text import clean
from tests.cli.program import run_program
from tests.e2e.program import session, terminal
from tests.payloads import MARKUP, PAYLOADS, SEQUENCES
from tests.safety.conftest import Poisoned
from tests.safety.hostile import LABELS, begins, hostile_lmo, shown
from tests.safety.scan import leaks


class Commands:
    """Runs command lines in this process against one demo LMO, and reads the bytes they wrote."""

    def __init__(self, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
        self._options = options
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """The exit code, and everything written on stdout and stderr."""
        out = BytesIO()
        written = TextIOWrapper(out, encoding="utf-8", errors="surrogatepass", write_through=True)
        with self._monkeypatch.context() as patch:
            for stream in ("stdout", "stderr"):
                patch.setattr(sys, stream, written)
            code = run([*arguments, *self._options])
        assert leaks(out.getvalue()) == []
        return int(code), out.getvalue().decode()


@pytest.fixture
def lmo(poisoned: Poisoned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoLmo]:
    with hostile_lmo(poisoned, tmp_path, monkeypatch) as lmo:
        yield lmo


@pytest.fixture
def commands(lmo: DemoLmo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    return Commands((*session(lmo, tmp_path), "--no-input"), monkeypatch)


def test_lists_for_people_and_programs(lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path) -> None:
    table = run_program("ls", *session(lmo, tmp_path))
    array = run_program("ls", "--json", *session(lmo, tmp_path))
    assert (table.code, array.code) == (0, 0)
    assert leaks((table.out + table.err + array.out + array.err).encode()) == []
    names = {each["name"]: each for each in array.json}
    lines = {line.split(" ")[0]: shown(line) for line in table.out.splitlines()}
    for payload in PAYLOADS:
        name = poisoned.licenses[payload.name]
        assert begins(payload) in lines[name]
        if payload.text.strip() and payload.name != "lone_surrogate":
            assert names[name]["account"] == clean(payload.text)


def test_what_is_found_and_why(commands: Commands, poisoned: Poisoned) -> None:
    code, said = commands("find", *poisoned.licenses.values(), "--limit", "200")
    assert code == 0
    listed, _, reasons = said.partition("\n\n")
    lines = {line.split(" ")[0]: shown(line) for line in listed.splitlines()}
    for payload in PAYLOADS:
        name = poisoned.licenses[payload.name]
        assert begins(payload) in lines[name], payload.name
        assert f"license {name}" in reasons


def test_an_export_holds_every_text_without_its_orders(commands: Commands, poisoned: Poisoned, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    assert commands("export", str(file))[0] == 0
    assert leaks(file.read_bytes().replace(b"\r\n", b"\n")) == []
    with file.open(encoding="utf-8", newline="") as lines:
        accounts = {row["name"]: row["account"] for row in csv.DictReader(lines)}
    for payload in PAYLOADS:
        if payload.text.strip() and payload.name != "lone_surrogate":
            assert accounts[poisoned.licenses[payload.name]] == guarded(clean(payload.text))


def test_one_license_in_full(commands: Commands, poisoned: Poisoned) -> None:
    for payload in PAYLOADS:
        code, said = commands("show", poisoned.licenses[payload.name])
        assert code == 0
        assert shown(said).count(begins(payload)) >= 10 or not begins(payload), payload.name
        assert clean(LABELS["Support_Tier__c"]) in said


def test_changes_and_refusals(commands: Commands, lmo: DemoLmo, poisoned: Poisoned) -> None:
    for payload in MARKUP:
        code, said = commands("set", poisoned.licenses[payload.name], "--status", "suspended", "--json")
        assert code == 0
        assert begins(payload) in shown(said)
        assert json.loads(said[said.index("{\n") :])["license"]["status"] == "Suspended"
    written = len(lmo.audit.commits)
    for payload in (*MARKUP, *SEQUENCES):
        lmo.fault("403", "PATCH", message=payload.text)
        code, said = commands("set", poisoned.licenses[payload.name], "--seats", "7")
        assert code != 0
        assert begins(payload) in shown(said)
    assert len(lmo.audit.commits) == written


def test_what_was_typed_is_said_again_without_its_orders(commands: Commands) -> None:
    for payload in (*MARKUP[:4], *SEQUENCES[:4]):
        code, said = commands("show", payload.text)
        assert code == 1
        assert "There is no license" in said


def test_a_terminal_is_no_pipe(lmo: DemoLmo, poisoned: Poisoned, tmp_path: Path) -> None:
    with terminal(["ls", *session(lmo, tmp_path)], columns=150, lines=130) as screen:
        assert screen.expect_end() == 0
        for payload in PAYLOADS:
            line = next(line for line in screen.lines if line.startswith(poisoned.licenses[payload.name]))
            assert begins(payload) in shown(line)
        assert leaks(screen.heard) == []
