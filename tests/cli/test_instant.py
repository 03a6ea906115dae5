"""The picture that is painted before anything is imported, and when it is not."""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lmo_tui.domain.left import Left, conditions
from lmo_tui.services import memory
from lmo_tui.storage import paths
from lmo_tui.storage.keepsake import KeepsakeFile
from lmo_tui.storage.store import Store
from tests.cli.program import ROOT
from tests.e2e.terminal import Terminal
from tests.fakes.licenses import a_license

SCRIPT = """
import os, sys
HEAVY = "click", "typing", "re", "enum", "rich", "json", "pathlib"
from lmo_tui.cli.arguments import understood
from lmo_tui.cli.instant import instant
screen = instant(understood(sys.argv[1:], os.environ), os.environ)
sys.stdout.write("\\r\\nheavy: " + " ".join(set(HEAVY) & set(sys.modules)))
if screen:
    screen.give_back()
"""
NAME = "demo-7-60"
STORE = paths.file_stem(NAME) + ".db"


def leave(synced: timedelta = timedelta(hours=3)) -> Path:
    """What an earlier desk left, with the store that it was drawn from; the path of the store."""
    path = paths.store_path(NAME)
    store = Store(path)
    store.put([a_license(1)])
    store.remember(memory.SYNCED_AT, (datetime.now(UTC) - synced).isoformat())
    day = datetime.now().astimezone().date().isoformat()
    left = Left(
        "{}",
        conditions=conditions(os.environ, 120, 40, day, "", read_only=False),
        proof=store.proof(),
        store=STORE,
        tops=(("False 5 s", b"Acme, 5 s ago"), ("True 3 h", b"5 s Inc, stale 3 h ago"), ("True 15 min", b"15 min ago")),
        below=b"\r\nall the rows",
    )
    KeepsakeFile(paths.left_path(NAME)).write(left.packed())
    store.close()
    return path


def seen(*arguments: str, columns: int = 120, environment: dict[str, str] | None = None) -> str:
    """What is on the terminal before Textual is."""
    command = [sys.executable, "-c", SCRIPT, "demo", "--licenses", "60", *arguments]
    with Terminal(command, columns=columns, environment=os.environ | (environment or {}), folder=ROOT) as terminal:
        assert terminal.expect_end() == 0
        return terminal.heard.decode()


def test_what_the_last_desk_left_is_painted_with_the_age_that_it_has_now() -> None:
    leave(timedelta(hours=4, minutes=1))
    heard = seen()
    assert heard.startswith("\x1b[?1049h\x1b[?25l")
    assert "5 s Inc, stale 4 h ago" in heard
    assert "all the rows" in heard
    assert "\x1b[?1049l" in heard


def test_a_signal_while_the_rest_is_being_imported_gives_the_terminal_back() -> None:
    leave()
    script = """
import os, signal, sys
class Trap:
    def find_spec(self, name, path, target=None):
        if name == "lmo_tui.cli.ending":
            os.kill(os.getpid(), signal.SIGTERM)
sys.meta_path.insert(0, Trap())
from lmo_tui.cli.main import main
main()
"""
    command = [sys.executable, "-c", script, "demo", "--licenses", "60"]
    with Terminal(command, environment=os.environ, folder=ROOT) as terminal:
        assert terminal.expect_end() == 128 + signal.SIGTERM
        assert "all the rows" in terminal.heard.decode()
        assert terminal.heard.endswith(b"\x1b[?1049l\x1b[?25h")


def test_an_age_of_another_length_has_a_line_of_its_own() -> None:
    leave(timedelta(minutes=42))
    assert "42 min ago" in seen()
    leave(timedelta(days=3))
    assert "3 d ago" in seen()
    leave(timedelta(days=30))  # None was drawn for four letters: better nothing than a line that is not right.
    assert "rows" not in seen()


def test_hardly_anything_is_loaded_for_it() -> None:
    leave()
    heard = seen()
    assert "all the rows" in heard
    assert heard.partition("heavy: ")[2].split("\x1b")[0].split() == []


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--no-instant",), {}),
        (("--new-session",), {}),
        (("--fresh",), {}),
        (("--read-only",), {}),
        (("--seed", "8"), {}),
        ((), {"LMO_TUI_INSTANT": "0"}),
        ((), {"TERM": "dumb"}),
        ((), {"TERM": "tmux-256color"}),
        ((), {"COLORTERM": "truecolor"}),
    ],
)
def test_elsewhere_or_otherwise_nothing_is_painted(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    leave()
    assert "\x1b" not in seen(*arguments, environment=environment)


def test_with_other_settings_nothing_is_painted() -> None:
    leave()
    paths.settings_path().parent.mkdir(parents=True)
    paths.settings_path().write_text('columns = ["name", "seats"]')
    assert "\x1b" not in seen()


def test_in_another_size_nothing_is_painted() -> None:
    leave()
    assert "\x1b" not in seen(columns=100)


def _changed(path: Path) -> None:
    store = Store(path)
    store.put([a_license(2)])
    store.close()


def _another_org(path: Path) -> None:
    store = Store(path)
    store.remember(memory.ORG, "another")
    store.close()


def _another_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1")


def _damaged(path: Path) -> None:
    path.write_bytes(b"nonsense" * 1_000)


@pytest.mark.parametrize("happens", [_changed, _another_org, _another_version, _damaged, Path.unlink])
def test_a_store_that_is_not_as_it_was_is_not_painted(happens: Callable[[Path], None]) -> None:
    happens(leave())
    assert "\x1b" not in seen()


def test_a_store_that_another_process_keeps_to_itself_is_not_painted() -> None:
    connection = sqlite3.connect(leave(), isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    assert "\x1b" not in seen()
    connection.close()


def test_what_was_left_names_no_file_elsewhere(tmp_path: Path) -> None:
    path = leave()
    left = paths.left_path(NAME)
    left.write_bytes(left.read_bytes().replace(STORE.encode(), str(path).encode()))
    assert "\x1b" not in seen()
