"""Whatever the text, a line is exactly as wide as it was asked to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lmo_tui.domain.text import clean
from lmo_tui.tui.render.roles import FILLED, Role
from lmo_tui.tui.render.spans import (
    NOTHING,
    Line,
    Span,
    beside,
    cells,
    changed,
    crop,
    fit,
    fit_text,
    joined,
    line_width,
    steady,
    text_of,
)
from tests.payloads import PAYLOADS

cleaned = st.text(max_size=30).map(clean) | st.sampled_from([clean(payload.text) for payload in PAYLOADS])
roles = st.sampled_from((Role.TEXT, Role.DIM, Role.ACTIVE, Role.CURSOR))
lines = st.lists(st.builds(Span, cleaned, roles), max_size=5).map(tuple)
widths = st.integers(0, 60)


@given(cleaned, widths, st.booleans())
def test_a_text_fits_exactly(text: str, width: int, right: bool) -> None:
    assert cell_len(fit_text(text, width, right=right)) == width


@given(lines, widths)
def test_a_line_fits_exactly(line: Line, width: int) -> None:
    assert sum(cell_len(span.text) for span in fit(line, width)) == width


@given(lines, lines, widths)
def test_two_ends_of_a_line_fit_exactly(left: Line, right: Line, width: int) -> None:
    steadied = tuple(Span(steady(text), role) for text, role in right)
    assert line_width(beside(tuple(Span(steady(text), role) for text, role in left), steadied, width)) == width


@given(lines, st.integers(0, 40), st.integers(0, 40))
def test_a_cut_out_of_a_line_is_as_wide_as_the_cut(line: Line, start: int, more: int) -> None:
    whole = fit(line, 80)
    assert line_width(crop(whole, start, start + more)) == more


@given(st.text("abc ", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_cut_out_of_plain_text_is_a_slice(text: str, start: int, more: int) -> None:
    halves = (Span(text[: len(text) // 2]), Span(text[len(text) // 2 :], Role.DIM))
    assert text_of(crop(halves, start, start + more)) == text[start : start + more]


def test_half_of_a_wide_character_becomes_a_blank() -> None:
    assert text_of(crop((Span("日本"),), 1, 3)) == "  "
    assert text_of(crop((Span("日本"),), 1, 4)) == " 本"
    assert text_of(fit((Span("日本語"),), 4)) == "日 …"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Globex", 8, "Globex  "),
        ("Globex", 6, "Globex"),
        ("Globex", 4, "Glo…"),
        ("Globex", 1, "…"),
        ("Globex", 0, ""),
        ("", 3, "   "),
    ],
)
def test_what_is_cut_off_ends_in_an_ellipsis(text: str, width: int, shown: str) -> None:
    assert fit_text(text, width) == shown
    assert text_of(fit((Span(text),), width)) == shown


def test_blanks_at_the_end_are_cut_off_without_an_ellipsis() -> None:
    assert text_of(fit((Span("Globex   "),), 6)) == "Globex"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨‍👩‍👧 Tools", "👨👩👧 Tools"),
        ("👍🏽", "👍"),
        ("☎️ ✈️", "☎ ✈"),
        ("🇩🇪", "DE"),
        ("क्‍ष", "क्ष"),
        ("plain", "plain"),
    ],
)
def test_an_emoji_of_several_characters_is_shown_by_those_that_have_a_width(text: str, shown: str) -> None:
    assert steady(text) == shown


@given(cleaned)
def test_steadying_twice_is_steadying_once(text: str) -> None:
    assert steady(steady(text)) == steady(text)


@given(lines)
def test_joining_changes_neither_text_nor_what_has_a_background(line: Line) -> None:
    merged = joined(line)
    assert text_of(merged) == text_of(line)
    filled = [letter for text, role in line for letter in text if role in FILLED]
    assert [letter for text, role in merged for letter in text if role in FILLED] == filled


def test_blanks_take_the_look_of_their_neighbor_unless_it_has_a_background() -> None:
    assert joined((Span("a", Role.DIM), Span("  "), Span("b", Role.DIM))) == (Span("a  b", Role.DIM),)
    assert len(joined((Span(" PROD ", Role.BADGE_PROD), Span(" ")))) == 2


@given(lines, lines, st.integers(1, 40))
def test_outside_of_what_changed_both_lines_look_the_same(old: Line, new: Line, width: int) -> None:
    one, other = fit(old, width), fit(new, width)
    extent = changed(one, other)
    looks = [_cells(line) for line in (one, other)]
    assert len(looks[0]) == len(looks[1]) == width
    if extent is None:
        assert looks[0] == looks[1]
        return
    start, end = extent
    assert 0 <= start < end <= width
    assert looks[0][:start] == looks[1][:start]
    assert looks[0][end:] == looks[1][end:]


def _cells(line: Line) -> list[tuple[str, Role]]:
    """What each cell looks like: a blank without a background has no color."""
    found: list[tuple[str, Role]] = []
    for text, role in line:
        for letter in text:
            look = (letter, Role.TEXT if letter == " " and role not in FILLED else role)
            if cells(letter):
                found += [look] + [("", role)] * (cells(letter) - 1)
    return found


def test_only_what_differs_counts_as_changed() -> None:
    old = fit((Span("Status    ", Role.DIM), Span("Active")), 40)
    new = fit((Span("Status    ", Role.DIM), Span("Trial")), 40)
    assert changed(old, new) == (10, 16)
    assert changed(old, old) is None
    assert changed(NOTHING, NOTHING) is None
