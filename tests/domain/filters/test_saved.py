import pytest

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import PRESETS, SavedView, Tab, View, parse
from lmo_tui.domain.filters.saved import checked_name, find_view, kept, known_views


def test_what_is_kept_of_a_view_is_tab_view_and_filter_together() -> None:
    assert kept(View(Tab.TRIAL, "exp<30d"), "Mine") == SavedView("Mine", "trial exp<30d")
    assert kept(View(text="acme", base="sandbox", name="Old"), "New") == SavedView("New", "sandbox acme")
    assert kept(View(Tab.LAPSED), " a  b ").name == "a b"
    for tab in Tab:
        assert bool(parse(kept(View(tab), "it").filter)) is (tab is not Tab.ALL)


def test_an_own_view_takes_the_place_of_one_built_in() -> None:
    own = SavedView("over-used", "over")
    known = known_views([own])
    assert known[0] == own
    assert len(known) == len(PRESETS)
    assert find_view(known, "OVER") == own


@pytest.mark.parametrize("name", ["", "  ", "all", "Uninstalled", "x" * 41])
def test_a_name_that_cannot_be(name: str) -> None:
    with pytest.raises(BadEntryError):
        checked_name(name)


def test_a_beginning_that_fits_two_views_opens_neither() -> None:
    with pytest.raises(BadEntryError, match="Several views begin with “e”"):
        find_view([SavedView("East", ""), SavedView("Europe", "")], "e")
