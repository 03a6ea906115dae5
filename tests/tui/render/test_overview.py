"""Figures as lines: as wide as they were asked to be, each mark where its place says, readable without color."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.overview import Figure, Kind, Tallies, figures
from lmo_tui.tui.render.overview import ASCII, UNICODE, Signs, draw, levels_of, with_cursor
from lmo_tui.tui.render.spans import line_width, text_of
from tests.fakes.licenses import TODAY
from tests.fakes.strategies import texts

counts = st.integers(0, 10**7)
tallies = st.builds(
    Tallies,
    kinds=st.lists(
        st.builds(Kind, texts | st.none(), st.sampled_from(("Active", "Trial", "Uninstalled", "")), texts, counts),
        max_size=6,
    ),
    ends=st.lists(st.tuples(st.none() | st.just(TODAY), counts), max_size=2),
    seats=st.lists(st.tuples(st.integers(0, 9), counts), max_size=3),
)


@given(counted=tallies, width=st.integers(80, 200), signs=st.sampled_from((UNICODE, ASCII)))
def test_a_figure_fits_and_its_numbers_stand_where_their_places_say(counted: Tallies, width: int, signs: Signs) -> None:
    for figure in figures(counted, TODAY):
        drawn = draw(figure, width, signs)
        assert {line_width(line) for line in drawn.lines} <= {0, width}
        assert [place.mark for place in drawn.places] == list(figure.marks)
        for place in drawn.places[:40]:
            line = with_cursor(drawn.lines[place.line], place)
            assert line_width(line) == width
            assert text_of(line).count("▸") == 1


@given(most=st.lists(counts, max_size=40))
def test_shades_go_up_to_the_largest_and_none_is_a_shade_of_its_own(most: list[int]) -> None:
    bounds = levels_of(most)
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) <= 4
    assert all(0 < bound <= max(most) for bound in bounds)


@pytest.mark.parametrize("place", range(6))
def test_ascii_is_ascii(place: int) -> None:
    counted = Tallies([Kind("Acme", "Active", "1.2", 5)], [(TODAY, 3), (None, 2)], 0, [(1, 5)], [("2026-11", 5)])
    figure: Figure = figures(counted, TODAY)[place]
    assert all(text_of(line).isascii() for line in draw(figure, 100, ASCII).lines)
