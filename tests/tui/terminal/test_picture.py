import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from lmo_tui.tui.terminal.picture import Pen

COLORS = st.sampled_from([None, "default", "red", "bright_blue", "color(9)", "color(123)", "#24333f", "#ffffff"])
STYLES = st.none() | st.builds(
    Style, color=COLORS, bgcolor=COLORS, bold=st.booleans(), dim=st.booleans(), reverse=st.booleans()
)
SEGMENTS = st.builds(Segment, st.sampled_from(["a", "bc", " ", "   ", "─", "✗ x"]), STYLES)
Cell = tuple[str, str, str, bool, bool]


@given(lines=st.lists(st.lists(SEGMENTS, max_size=6), max_size=3))
def test_a_terminal_makes_of_it_what_it_makes_of_every_style_said_in_full(lines: list[list[Segment]]) -> None:
    pen = Pen(ColorSystem.TRUECOLOR)
    short = "".join(pen.line(y, line) for y, line in enumerate(lines))
    full = "".join(
        f"\x1b[{y + 1};1H"
        + "".join((style or Style()).render(text, color_system=ColorSystem.TRUECOLOR) for text, style, _ in line)
        for y, line in enumerate(lines)
    )
    assert cells(short) == cells(full)


def test_without_colors_there_is_text_alone() -> None:
    assert Pen(None).line(0, [Segment("a", Style(color="red", bold=True)), Segment("b")]) == "\x1b[1;1Hab"


def test_a_style_that_stays_is_not_said_again() -> None:
    red = Style(color="red", bgcolor="blue")
    drawn = Pen(ColorSystem.TRUECOLOR).line(0, [Segment("a", red), Segment(" "), Segment("b", red)])
    assert drawn == "\x1b[1;1H\x1b[31;44ma\x1b[49m \x1b[44mb\x1b[m"


def cells(sequences: str) -> list[list[Cell]]:
    screen = pyte.Screen(20, 4)
    pyte.Stream(screen).feed(sequences)
    return [[_seen(screen.buffer[y][x]) for x in range(20)] for y in range(4)]


def _seen(cell: pyte.screens.Char) -> Cell:
    if cell.data == " " and not cell.reverse:
        return (" ", "", cell.bg, False, False)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse)
