import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from lmo_tui.domain.text import FORBIDDEN
from lmo_tui.tui.terminal.filter import ControlFilter
from lmo_tui.tui.terminal.title import titled

BLACK = Color(0, 0, 0)


@given(st.text(st.characters(max_codepoint=sys.maxunicode, codec=None), max_size=40))
def test_no_forbidden_character_passes(text: str) -> None:
    (segment,) = ControlFilter().apply([Segment(text)], BLACK)

    assert not {ord(character) for character in segment.text} & FORBIDDEN


def test_what_is_plain_is_left_alone() -> None:
    line = [Segment("L-00042 ", Style(bold=True)), Segment("日本電気 ● Active")]

    assert ControlFilter().apply(line, BLACK) == line


def test_sequences_of_textual_itself_pass() -> None:
    control = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])

    assert ControlFilter().apply([control], BLACK) == [control]


def test_a_name_cannot_end_the_title_early() -> None:
    sequence = titled("lmo-tui: acme\x07\x1b]52;c;cHduZWQ=\x07 \x9d PROD")

    assert sequence.startswith("\x1b]2;")
    assert sequence.endswith("\x07")
    assert not {ord(character) for character in sequence[4:-1]} & FORBIDDEN
