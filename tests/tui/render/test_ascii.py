"""Text in ASCII keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from lmo_tui.tui.render.ascii import to_ascii
from tests.architecture.source import sources


@given(st.text())
def test_whatever_the_text_it_is_as_wide_as_before_and_ascii(text: str) -> None:
    plain = to_ascii(text)
    assert plain.isascii()
    controls = sum(each.isascii() and not get_character_cell_size(each) for each in text)
    assert len(plain) - controls == sum(map(get_character_cell_size, text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Café Müller, Łódź, Ærø, Straße", "Cafe Muller, Lodz, Aro, Strase"),
        ("e\u0301cole", "ecole"),
        ("Γνωσις", "Gnosis"),
        ("Сбербанк", "Sberbank"),
        ("한국", "hagu"),  # Each has two cells.
        ("カナ", "kana"),
        ("株式会社", "????????"),
        ("● Active  ◐ Trial  ■ Suspended  ✗", "* Active  % Trial  # Suspended  x"),
        ("╭─┐│ “so” — 5 € … →", '+-+| "so" - 5 E ~ >'),
        ("\uff37ide", "W ide"),
    ],
)
def test_names_can_still_be_read(text: str, plain: str) -> None:
    assert to_ascii(text).casefold() == plain.casefold()


def test_every_sign_that_the_screens_are_drawn_with_has_one_of_its_own() -> None:
    boxes = set(map(chr, range(0x2500, 0x25A0)))  # Borders are Textual's.
    drawn = {each for source in sources("lmo_tui/tui") for each in source.text if not each.isascii()} | boxes
    assert {each for each in drawn if "?" in to_ascii(each)} <= {"\N{INVERTED QUESTION MARK}", "\ufffd"}
