"""What the desk says of copying is true: in a real tmux and on a console; `test_fit` has a terminal alone."""

import base64
import contextlib
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.fakes.licenses import org_id

DESK = (sys.executable, "-m", "tests.robots.program")
TMUX = shutil.which("tmux")


def osc52(text: str) -> bytes:
    """The end of the sequence that gives a terminal this text for its clipboard."""
    return base64.b64encode(text.encode())


def said(desk: Terminal) -> str:
    """Everything on the screen, as if no line ended."""
    return " ".join(re.sub(r"^.[▌▐│]?", " ", desk.text, flags=re.MULTILINE).split())


def expect_said(desk: Terminal, *words: str) -> None:
    assert desk.watch(lambda: all(each in said(desk) for each in words)), desk.text


class Around:
    """A tmux server of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "t"

    def __call__(self, *arguments: str) -> str:
        command = ("tmux", "-S", str(self.socket), "-f", os.devnull, *arguments)
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout

    def desk(self, term: str, **environment: str) -> Terminal:
        """The desk in a tmux in a terminal of that name."""
        command = ("tmux", "-S", str(self.socket), "-f", os.devnull, "new-session", *DESK)
        return Terminal(command, columns=80, lines=24, environment={**os.environ, "TERM": term, **environment})


@pytest.fixture
def tmux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Around]:
    if TMUX is None:
        pytest.skip("no tmux is installed: .ci/run installs it")
    around = Around(tmp_path_factory.mktemp("t"))
    yield around
    with contextlib.suppress(subprocess.CalledProcessError):  # It ended with the desk.
        around("kill-server")


def test_tmux_takes_it_and_hands_it_on_however_it_is_set(tmux: Around) -> None:
    with tmux.desk("xterm-256color") as desk:
        desk.expect("^▌L-00040 ")
        for number, setting in ((40, "external"), (39, "off"), (38, "on")):
            tmux("set-option", "-s", "set-clipboard", setting)
            desk.type("yy").watch(lambda: osc52(org_id(number)) in desk.heard)  # noqa: B023 - called at once
            expect_said(desk, f"Copied {org_id(number)} to tmux", "was asked to hand it to your terminal")
            assert osc52(org_id(number)) in desk.heard
            assert tmux("show-buffer") == org_id(number)
            desk.type("j").expect(f"^▌L-000{number - 1} ")
        desk.type("q")


def test_tmux_in_a_plain_locale_shows_ascii_and_says_that_the_terminal_around_it_has_no_clipboard(
    tmux: Around,
) -> None:
    with tmux.desk("screen-256color", LC_ALL="C") as desk:
        desk.expect("^.L-00040 ").type("yy")
        expect_said(desk, f"Copied {org_id(40)} to tmux (prefix ] pastes it)", "that has no clipboard")
        assert tmux("show-buffer") == org_id(40)
        assert osc52(org_id(40)) not in desk.heard
        shown = tmux("capture-pane", "-p")
        assert shown.isascii()
        rows = [line for line in shown.splitlines() if re.match(r".L-000\d\d ", line)]
        assert len(rows) > 10
        assert all(re.match(r".L-000\d\d   [*%#x] [A-Z]", line) for line in rows), shown
        desk.type("q")


def test_a_console_shows_it_and_has_it_in_a_file(lmo_tui_home: Path) -> None:
    with Terminal(DESK, columns=80, lines=24, environment={**os.environ, "TERM": "linux"}) as desk:
        desk.expect("^.L-00040 ").type("yy").expect(f"^{org_id(40)}$")
        expect_said(desk, "was not copied: TERM linux has no clipboard")
        assert b"\x1b]52;" not in desk.heard
        file = lmo_tui_home / "state" / "clip.txt"
        assert file.read_text() == org_id(40) + "\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert desk.heard.rfind(b"\x1b[?1000l") > desk.heard.rfind(b"\x1b[?1000h")  # The mouse marks.
        assert desk.type("q").expect("^.L-00040 ").type("Y").expect(f"^{org_id(40)}$").type("\x03").expect_end() == 0
        assert desk.heard.rfind(b"\x1b[?1000l") > desk.heard.rfind(b"\x1b[?1000h")
