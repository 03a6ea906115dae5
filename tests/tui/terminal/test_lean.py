"""Lean output is right: after every frame the terminal shows, cell by cell with its style, what plain output shows."""

import os
import random
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.strip import Strip

from lmo_tui.domain.licenses import License
from lmo_tui.domain.text import clean
from lmo_tui.tui.app import LmoApp
from lmo_tui.tui.terminal.abilities import Abilities, abilities
from lmo_tui.tui.terminal.cells import Piece, UnsuitableError, piece
from lmo_tui.tui.terminal.front import Front
from lmo_tui.tui.terminal.lean import Lean, proved
from lmo_tui.tui.terminal.pen import change
from tests.fakes.licenses import license_id, sample_licenses
from tests.payloads import PAYLOADS
from tests.robots.desk import Desk, at_the_desk
from tests.robots.screen import Screen
from tests.tui.test_type_ahead import PHRASES

ALL = Abilities(scrolls=True, erases=True)
KEYS = ("down", "down", "up", "pagedown", "pageup", "home", "end", "T", *PHRASES)
PRESSES = int(os.environ.get("LMO_TUI_LEAN_PRESSES", "28"))
"""Keys, resizes and themes of the random walk; `python -m bench.lean` takes the thousands."""

SIZES = ((120, 40), (80, 24), (170, 45), (100, 30), (121, 33))
AWKWARD = (
    "株式会社ライセンス",
    "e\u0301cole n\u0303",
    "שלום עולם",
    "شركة",
    "👩‍👩‍👧 Family",
    "한국",
    "แผ่นดิน",
    "\uff37ide",
)


@dataclass
class Watch:
    """Shows each frame on two screens: one is written plainly, one leanly."""

    app: LmoApp
    lean: Lean
    plain_screen: Screen
    lean_screen: Screen
    frames: int = 0
    plain_bytes: int = 0
    lean_bytes: int = 0
    scrolls: int = 0
    wrong: list[str] = field(default_factory=list)

    def resized(self, width: int, height: int) -> None:
        self.lean.forget()
        self.plain_screen, self.lean_screen = Screen(width, height), Screen(width, height)

    def see(self, frame: object) -> None:
        if not isinstance(frame, CompositorUpdate):
            return
        if (self.plain_screen.width, self.plain_screen.height) != tuple(self.app.size):
            self.resized(*self.app.size)
        plain, lean = frame.render_segments(self.app.console), self.lean.sequence(frame)
        assert lean is not None
        self.plain_screen.write(plain)
        self.lean_screen.write(lean)
        self.frames += 1
        self.plain_bytes += len(plain.encode())
        self.lean_bytes += len(lean.encode())
        self.scrolls += lean.count("\x1b[r")
        self.wrong += self.plain_screen.differing(self.lean_screen)


def watched(desk: Desk, monkeypatch: pytest.MonkeyPatch, can: Abilities = ALL) -> Watch:
    """Two screens for a desk, from its next frame on."""
    app = desk.app
    watch = Watch(app, Lean(app, can), Screen(*app.size), Screen(*app.size))
    display: Any = app._display

    def see(screen: Any, frame: Any) -> None:  # noqa: ANN401 - Textual's own
        if frame is not None and not app._batch_count and app._running:
            watch.see(frame)
        display(screen, frame)

    monkeypatch.setattr(app, "_display", see)
    return watch


def a_crowd() -> list[License]:
    """Licenses of every script, many more than fit on a screen."""
    texts = [clean(each) for each in (*AWKWARD, *(payload.text for payload in PAYLOADS))]
    known = sample_licenses()
    return [
        replace(
            known[n % len(known)],
            id=license_id(n),
            name=f"L-{n:05}",
            account=texts[n % len(texts)] if n % 3 == 0 else known[n % len(known)].account,
        )
        for n in range(1, 241)
    ]


async def walk(desk: Desk, watch: Watch, dice: random.Random, presses: int) -> None:
    """Random keys, resizes and themes; the first difference ends it."""
    done: list[object] = []
    for _ in range(presses):
        if dice.random() < 0.04:
            done.append(size := dice.choice(SIZES))
            await desk.resize(*size)
        else:
            done.append(phrase := dice.choice(KEYS))
            await desk.press(*([phrase] if phrase in KEYS[:7] else phrase))
        if not watch.app.is_running:
            return
        assert not watch.wrong, f"{watch.wrong[:3]} after {done[-8:]}"


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_frame_looks_like_plain_output(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - test data
    async with at_the_desk(a_crowd(), size=dice.choice(SIZES)) as desk:
        watch = watched(desk, monkeypatch)
        await desk.resize(99, 31)
        await walk(desk, watch, dice, PRESSES // 2)

        assert watch.frames > PRESSES // 4
        assert watch.lean_bytes < watch.plain_bytes / 2


async def test_rows_under_a_moving_cursor_are_moved_and_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk(a_crowd()) as desk:
        watch = watched(desk, monkeypatch)
        await desk.resize(121, 40)
        await desk.press(*["down"] * 26, *["up"] * 26)

        assert watch.wrong == []
        assert watch.scrolls > 1


async def test_a_terminal_that_can_neither_scroll_nor_erase_gets_it_right_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_the_desk(a_crowd()) as desk:
        watch = watched(desk, monkeypatch, Abilities(scrolls=False, erases=False))
        await desk.resize(100, 30)
        await desk.press("pagedown", "up", "s", "q", "T")

        assert watch.frames >= 5
        assert (watch.wrong, watch.scrolls) == ([], 0)


async def test_what_somebody_else_drew_over_is_not_taken_for_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk() as desk:
        watch = watched(desk, monkeypatch)
        await desk.resize(100, 30)
        watch.resized(100, 30)
        desk.app.refresh()
        await desk.press("down")

        assert watch.wrong == []
        assert watch.frames > 1


_STYLES = st.builds(
    Style,
    color=st.sampled_from([None, "red", "bright_blue", "color(200)", "#102030"]),
    bgcolor=st.sampled_from([None, "black", "color(17)", "#203040"]),
    **{name: st.sampled_from([None, True]) for name in ("bold", "dim", "italic", "underline", "reverse", "strike")},
)
_LINES = st.lists(
    st.tuples(st.sampled_from(["Acme Ltd", "漢字", "e\u0301", "─" * 9, " " * 14, "a", "  ", "שלום"]), _STYLES),
    max_size=4,
)


def a_strip(parts: list[tuple[str, Style]], width: int) -> Strip:
    return Strip([Segment(text, style) for text, style in parts]).adjust_cell_length(width)


@given(st.lists(st.lists(_LINES, min_size=9, max_size=9), min_size=2, max_size=4), st.integers(-3, 3))
@settings(max_examples=40, deadline=None)
def test_any_frame_follows_any_other(frames: list[list[list[tuple[str, Style]]]], by: int) -> None:
    front, plain, lean = Front(30, 9), Screen(30, 9), Screen(30, 9)
    strips: list[Strip] = []
    for number, frame in enumerate(frames):
        strips = [*strips[by:], *strips[:by]] if number % 2 and by else [a_strip(parts, 30) for parts in frame]
        lean.write(front.paint({y: [piece(0, [strip], ColorSystem.TRUECOLOR)] for y, strip in enumerate(strips)}))
        for y, strip in enumerate(strips):
            text = "".join(s.render(t, color_system=ColorSystem.TRUECOLOR) if s else t for t, s, _ in strip)
            plain.write(f"\x1b[{y + 1};1H{text}")

        assert list(plain.differing(lean)) == []
        assert (lean.top, lean.bottom, lean.style) == (0, 8, (frozenset(), "", ""))


@given(_STYLES, _STYLES)
def test_the_pen_gets_from_any_style_to_any_other(before: Style, after: Style) -> None:
    old, new = (each._make_ansi_codes(ColorSystem.TRUECOLOR) for each in (before, after))
    step, afresh = Screen(1, 1), Screen(1, 1)
    step.write(f"\x1b[0;{old}m" if old else "")
    step.write(change(old, new))
    afresh.write(f"\x1b[0;{new}m" if new else "")

    assert step.style == afresh.style
    assert len(change(old, new)) <= len(f"\x1b[0;{new}m")


def test_rows_that_moved_are_moved_by_the_terminal() -> None:
    front = Front(40, 20)
    rows = [Strip([Segment(f"{n:03} a license of customer {n * 7919}".ljust(40))]) for n in range(21)]
    first = {y: [piece(0, [rows[y]], ColorSystem.TRUECOLOR)] for y in range(20)}
    after = {y: [piece(0, [rows[y + 1]], ColorSystem.TRUECOLOR)] for y in range(20)}
    front.paint(first)

    assert front.paint(after) == "\x1b[1;20r\x1b[1H\x1b[M\x1b[r\x1b[20H020 a license of customer 158380"
    assert front.paint(after) == ""


def test_a_wide_character_cut_in_half_is_not_taken_for_known() -> None:
    front = Front(10, 1)

    def write(x: int, text: str) -> str:
        return front.paint({0: [piece(x, [Strip([Segment(text)])], ColorSystem.TRUECOLOR)]})

    write(0, "漢字漢字漢")
    assert write(1, "abc") == "\x1b[1;2Habc"
    assert write(0, "漢") == "\x1b[1H漢"
    assert write(3, "x") == "\x1b[1;4Hx"
    assert write(2, "字") == "\x1b[1;3H字"
    assert write(4, "漢") == ""
    write(3, "y")
    write(0, "abc")
    assert write(5, "z") == "\x1b[1;6Hz"
    assert write(4, "q") == "\x1b[1;5Hq"


def test_rows_do_not_move_if_that_takes_along_what_is_not_sure_to_be_one_cell_wide() -> None:
    def rows(start: int) -> dict[int, list[Piece]]:
        texts = [str(7 ** (n + 40))[:30] for n in range(start, start + 20)]
        return {y: [piece(0, [Strip([Segment(text)])], ColorSystem.TRUECOLOR)] for y, text in enumerate(texts)}

    for beside, moved in (("Details   ", True), ("漢字      ", False)):
        front = Front(40, 20)
        for y in range(20):
            pane = Strip([Segment(beside if y == 9 else " " * 10)])
            front.paint({y: [piece(30, [pane], ColorSystem.TRUECOLOR)]})
        front.paint(rows(0))
        assert ("\x1b[r" in front.paint(rows(1))) is moved


def test_a_link_is_not_a_matter_of_cells() -> None:
    with pytest.raises(UnsuitableError):
        piece(0, [Strip([Segment("x", Style(link="https://a.example"))])], ColorSystem.TRUECOLOR)


@pytest.mark.parametrize(
    ("environment", "can"),
    [
        ({"TERM": "xterm-256color"}, ALL),
        ({"TERM": "tmux-256color"}, ALL),
        ({"TERM": "screen-256color", "TMUX": "/tmp/t"}, ALL),  # noqa: S108 - only a value
        ({"TERM": "screen-256color"}, Abilities(scrolls=True, erases=False)),
        ({"TERM": "linux"}, Abilities(scrolls=False, erases=True)),
        ({"TERM": "dumb"}, None),
        ({"TERM": "ansi"}, None),
        ({}, None),
        ({"TERM": "xterm", "LMO_TUI_LEAN": "0"}, None),
    ],
)
def test_each_terminal_gets_what_it_can_do(environment: dict[str, str], can: Abilities | None) -> None:
    assert abilities(environment) == can


def test_it_is_proved_on_the_textual_that_is_here_and_on_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails, Textual was updated: let the tests of this file and `bench.lean` pass, then add the version."""
    assert proved()
    monkeypatch.setattr("lmo_tui.tui.terminal.lean.PROVED_ON", {"8.2.7"})
    assert not proved()
