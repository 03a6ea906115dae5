"""Every way out leaves a terminal that works, and tells the truth by its exit code; on a real terminal."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.fakes.licenses import a_license
from tests.robots.desk import at_the_desk
from tests.robots.program import WHISPER

BACK = b"\x1b[?1049l"
"""The terminal's first screen comes back."""


def the_program(way: str = "", file: str = "", columns: int = 100) -> Terminal:
    command = (sys.executable, "-m", "tests.robots.program", way, file)
    return Terminal(command, columns=columns, lines=30).expect("api 18%")


def test_leaving_gives_the_terminal_and_its_title_back() -> None:
    with the_program() as terminal:
        terminal.type("q")

        assert terminal.expect_end() == 0
        assert BACK in terminal.heard
        assert b"\x1b]2;lmo-tui: acme-lmo DEMO\x07" in terminal.heard
        assert terminal.heard.rstrip().endswith(b"\x1b[23;2t"), "the title is given back last"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("keys", ["", "s", "/stark"], ids=["list", "dialog", "filter"])
def test_a_signal_ends_it_in_good_order(number: signal.Signals, keys: str) -> None:
    with the_program() as terminal:
        if keys:
            terminal.type(keys).expect("Status of|stark")
        os.kill(terminal.pid, number)

        assert terminal.expect_end() == 128 + number
        assert BACK in terminal.heard
        assert b"Traceback" not in terminal.heard


def test_a_write_on_its_way_is_carried_out_before_a_signal_ends_the_program(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with the_program("slow", str(pipe)) as terminal:
        terminal.type("s", "enter").expect("Enter save").type("enter").expect("saving…")
        os.kill(terminal.pid, signal.SIGTERM)
        terminal.type("j").expect("saving…")
        pipe.write_text("now")

        assert terminal.expect_end() == 128 + signal.SIGTERM
        assert pipe.with_suffix(".done").read_text() == "Suspended"


def test_a_bug_ends_it_with_one_line_and_without_what_was_in_its_variables() -> None:
    with the_program("bug") as terminal:
        terminal.type("enter")

        assert terminal.expect_end() == 70
        after = bytes(terminal.heard).split(BACK)[-1]
        assert b"bug: KeyError\r" in after
        assert b"Traceback" not in terminal.heard
        assert WHISPER.encode() not in terminal.heard


async def test_a_bug_in_the_background_ends_the_program_too() -> None:
    async def broken() -> None:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError, match="a bug"):
        async with at_the_desk([a_license()]) as desk:
            desk.app.stage.work(broken())
            await desk.rest()


async def test_textual_prints_no_traceback_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """Canary for the private hook that Textual calls with every exception."""
    with pytest.raises(KeyError):
        async with at_the_desk([a_license()]) as desk:
            desk.app.stage.say = _no_such_thing  # type: ignore[method-assign]  # the bug
            await desk.press("v")
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err


def _no_such_thing(text: str, tone: object = "") -> None:
    raise KeyError(text, tone)
