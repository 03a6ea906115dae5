"""What is on the screen before Textual is."""

import os
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from lmo_tui.cli.first_frame import drawn, first_frame, picture
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.text import FORBIDDEN
from lmo_tui.tui.render.spans import line_width, text_of
from tests.cli.program import run_program
from tests.e2e.terminal import Terminal
from tests.fakes.licenses import a_license
from tests.fakes.workbench import a_workbench


@pytest.mark.parametrize(("width", "height", "rows"), [(120, 40, 21), (80, 24, 20), (100, 29, 25), (200, 50, 40)])
def test_it_is_the_desk_as_far_as_the_store_knows_it(width: int, height: int, rows: int) -> None:
    top, tabs, titles, *licenses = picture(a_workbench(org_class=OrgClass.PRODUCTION), width, height)
    assert "acme-lmo" in text_of(top)
    assert "PROD" in text_of(top)
    assert "All" in text_of(tabs)
    assert "License" in text_of(titles)
    assert len(licenses) == rows
    assert "L-00040" in text_of(licenses[0])
    assert line_width(top) == width
    assert len({line_width(line) for line in licenses}) == 1


def test_where_nothing_is_known_or_nothing_fits_there_is_no_frame() -> None:
    assert picture(a_workbench(licenses=[]), 120, 40) == []
    assert picture(a_workbench(), 59, 40) == []
    assert picture(a_workbench(), 120, 14) == []


def test_what_a_customer_is_called_cannot_move_the_cursor() -> None:
    bench = a_workbench(licenses=[a_license(account="Evil \x1b[2J\x07\u202e Ltd")])
    text = "".join(drawn(picture(bench, 120, 40), colored=False))
    ours = text.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[1;7m", "")
    for number in range(1, 41):
        ours = ours.replace(f"\x1b[{number};1H", "")
    assert "Evil" in ours
    assert not FORBIDDEN & set(map(ord, ours))


def test_without_color_there_are_attributes_only() -> None:
    lines = picture(a_workbench(), 120, 40)
    assert "\x1b[32m" in "".join(drawn(lines, colored=True))
    assert "\x1b[3" not in "".join(drawn(lines, colored=False)).replace("\x1b[3;1H", "").replace("\x1b[30;1H", "")


class Tty:
    """A pseudo-terminal as this process's stdin and stderr."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.outside, self.inside = os.openpty()
        os.set_blocking(self.outside, False)
        termios.tcsetwinsize(self.inside, (15, 60))  # Small enough for what a pseudo-terminal keeps unread.
        self._file = os.fdopen(self.inside, "w", closefd=False)
        monkeypatch.setattr(sys, "stdin", self._file)
        monkeypatch.setattr(sys, "stderr", self._file)

    def __enter__(self) -> "Tty":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.outside)
        os.close(self.inside)

    @property
    def attributes(self) -> list[object]:
        return [*termios.tcgetattr(self.inside)]

    def heard(self) -> str:
        """What was written since the last time."""
        heard = b""
        with suppress(BlockingIOError):
            while True:
                heard += os.read(self.outside, 65_536)
        return heard.decode()


def test_if_textual_never_gets_the_screen_the_terminal_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    with Tty(monkeypatch) as tty:
        before = tty.attributes
        with pytest.raises(ImportError), first_frame(a_workbench()) as screen:
            assert screen.painted
            assert "L-00040" in tty.heard()
            assert tty.attributes != before
            raise ImportError
        assert tty.heard() == "\x1b[0m\x1b[?1049l\x1b[?25h"
        assert tty.attributes == before


def test_once_textual_has_had_the_screen_it_has_given_it_back_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    with Tty(monkeypatch) as tty:
        before = tty.attributes
        with first_frame(a_workbench()) as screen:
            tty.heard()
            screen.taken = True
        assert tty.heard() == ""
        assert tty.attributes == before


def test_the_program_takes_the_screen_once_and_loses_no_key(lmo_tui_home: Path) -> None:
    assert run_program("ls", "--org", "demo", "--limit", "1").code == 0
    command = [sys.executable, "-m", "lmo_tui", "demo"]
    with Terminal(command, environment=os.environ | {"LMO_TUI_HOME": str(lmo_tui_home)}) as terminal:
        terminal.expect("L-02500")
        terminal.type("jj")
        terminal.expect("^▌L-02498")
        terminal.expect("L-02500")
        terminal.type("q")
        assert terminal.expect_end() == 0
        # What Textual asks for when it starts comes after the rows that were there already.
        assert 0 < terminal.heard.index(b"L-02500") < terminal.heard.index(b"\x1b[?1004h")
        assert terminal.heard.count(b"\x1b[?1049h") == 1
        assert terminal.heard.count(b"\x1b[?1049l") == 1
