"""The program in terminals that have less: no UTF-8, no colors, few bytes."""

import base64
import os
import re
import sys
from pathlib import Path

from tests.e2e.program import PROGRAM
from tests.e2e.terminal import Terminal
from tests.fakes.licenses import org_id

OVER_A_FAKE = (sys.executable, "-m", "tests.robots.program")
DEMO = (*PROGRAM, "demo", "--licenses", "60")

COLORED = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
"""SGR with a color in it, the terminal's own two (39 and 49) included."""

EVERYWHERE = (
    *("j", "\r", "\x1b[6~", "q", "p", "q", "F", "l", "q", "J", "q", "s", "q", "e", "\x03", "x", "\x03", "b", "q"),
    *("o", "q", "C", "q", "w", "q", "?", "\x03", ":", "\x03", "\x10", "\x03", "g", "\x03", "f", "\x03", "T"),
    *("y", "q", "yy", "t", "q", "H", "\x03", "/ex", "\x03", "1", "7", "1", "mjm", "s", "q", "M", "R"),
)
"""Keys that open every screen and dialog, and close it again."""


def aligned(desk: Terminal) -> bool:
    """Whether the columns of the list stand below each other, whatever is in them."""
    rows = [line for line in desk.lines if re.match(r".L-000\d\d ", line)]
    return len(rows) > 9 and all(re.match(r".L-000\d\d   [*%#x] [A-Z]", row) for row in rows)


def test_in_a_plain_locale_without_colors_no_byte_is_of_another_kind(lmo_tui_home: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "NO_COLOR": "1", "COLORTERM": "truecolor"}
    with Terminal(DEMO, columns=80, lines=24, environment=environment) as desk:
        desk.expect("60 licenses . synced")
        assert aligned(desk), desk.text
        for keys in EVERYWHERE:
            desk.type(keys)
        desk.expect("only the theme ansi").expect("synced")
        assert desk.type("q").expect_end() == 0
        heard = bytes(desk.heard)
    left = next((lmo_tui_home / "cache" / "left").iterdir()).read_bytes().partition(b"\n--\n")[2]
    assert left
    for what in (heard, left):
        assert what.isascii(), set(re.findall(rb"[\x80-\xff]+", what))
        assert COLORED.findall(what) == []
    with Terminal(DEMO, columns=80, lines=24, environment=environment) as desk:
        desk.expect("^.L-000").expect("synced")
        assert desk.type("q").expect_end() == 0
        assert desk.heard.count(b"\x1b[?1049h") == 1
        assert desk.heard.isascii()
        assert COLORED.findall(bytes(desk.heard)) == []


def test_in_the_terminals_own_colors_a_move_costs_few_bytes_and_the_cursor_follows() -> None:
    with Terminal(OVER_A_FAKE, columns=80, lines=24, environment={**os.environ, "TERM": "xterm"}) as desk:
        desk.expect("^▌L-00040 ").expect("synced")
        before = len(desk.heard)
        for number in range(39, 15, -1):  # On the screen, and scrolling.
            desk.type("j").expect(f"^▌L-000{number} ")
        assert (len(desk.heard) - before) / 24 <= 400
        # The terminal's own cursor is on the row, and can be seen: a screen reader reads there.
        assert desk.watch(lambda: desk.lines[desk.caret[1]].startswith("▌L-00016 ")), desk.text
        assert desk.heard.rfind(b"\x1b[?25h") > desk.heard.rfind(b"\x1b[?25l")
        desk.type("yy").expect("Sent 00D")  # The only road from here, of which nothing is known but that.
        assert b"\x1b]52;c;" + base64.b64encode(org_id(16).encode()) in desk.heard
        desk.type("g").expect("│ +Go to").type("L-00020")
        assert desk.watch(lambda: desk.lines[desk.caret[1]][: desk.caret[0]].endswith("L-00020")), desk.text
        desk.type("\x03").expect_gone("│ +Go to")
        assert b"38;" not in desk.heard
        assert desk.type("q").expect_end() == 0
