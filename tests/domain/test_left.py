from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.left import Left, conditions, unpacked

LINES = st.text(st.characters(exclude_characters="\n\t", exclude_categories=["Cs"]), max_size=20)
BYTES = st.binary(max_size=30).map(lambda line: line.replace(b"\n", b""))


@given(
    texts=st.tuples(LINES, LINES, LINES, LINES), tops=st.lists(st.tuples(LINES, BYTES), max_size=3), below=st.binary()
)
def test_what_was_packed_is_unpacked(
    texts: tuple[str, str, str, str], tops: list[tuple[str, bytes]], below: bytes
) -> None:
    bookmark, right, proof, store = texts
    left = Left(bookmark, conditions=right, proof=proof, store=store, tops=tuple(tops), below=below)
    read = unpacked(left.packed())
    assert read is not None
    assert (read.bookmark, read.conditions, read.proof, read.store) == texts
    assert read.below == below
    assert [age for age, _line in read.tops] == [age for age, _line in tops]


@given(content=st.binary())
def test_what_is_damaged_is_nothing(content: bytes) -> None:
    assert unpacked(content) is None
    assert unpacked(None) is None


def test_a_picture_is_right_only_where_it_was_drawn_for() -> None:
    here = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    drawn_for = conditions(here, 120, 40, "2026-11-24", read_only=False)
    others = [
        conditions(here, 120, 41, "2026-11-24", read_only=False),
        conditions(here, 120, 40, "2026-11-25", read_only=False),
        conditions(here, 120, 40, "2026-11-24", read_only=True),
        *(
            conditions(here | change, 120, 40, "2026-11-24", read_only=False)
            for change in ({"TERM": "tmux-256color"}, {"COLORTERM": ""}, {"NO_COLOR": "1"})
        ),
    ]
    assert drawn_for
    assert drawn_for not in others


def test_where_nothing_can_be_right_there_are_no_conditions() -> None:
    for terminal in ({}, {"TERM": "dumb"}, {"TERM": "vt52"}, {"TERM": "unknown"}):
        assert conditions(terminal, 120, 40, "2026-11-24", read_only=False) == ""
    assert conditions({"TERM": "xterm"}, 59, 40, "2026-11-24", read_only=False) == ""
    assert conditions({"TERM": "xterm"}, 120, 14, "2026-11-24", read_only=False) == ""
