"""Earlier filters."""

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.filters.history import LONGEST, MOST, Walk, with_newest

TEXTS = st.text(max_size=6)


@given(typed=st.lists(TEXTS | st.just("x" * (LONGEST + 1)), max_size=MOST + 20))
def test_the_newest_are_kept_each_once(typed: list[str]) -> None:
    kept: tuple[str, ...] = ()
    for text in typed:
        kept = with_newest(text, kept)
    wanted = [text.strip() for text in reversed(typed) if text.strip() and len(text.strip()) <= LONGEST]
    assert kept == tuple(dict.fromkeys(wanted))[:MOST]


def test_back_and_forward_and_home_to_what_was_typed() -> None:
    walk = Walk(["newest", "older"])
    assert [walk.step(*each) for each in (("dra", 1), ("newest", 1), ("older", 1))] == ["newest", "older", "older"]
    assert [walk.step(*each) for each in (("older", -1), ("newest", -1), ("dra", -1))] == ["newest", "dra", "dra"]


def test_what_was_changed_on_the_way_is_what_the_way_comes_home_to() -> None:
    walk = Walk(["newest", "older"])
    walk.step("", 1)
    assert walk.step("newest!", 1) == "newest"
    assert walk.step("newest", -1) == "newest!"


@given(earlier=st.lists(TEXTS, max_size=5, unique=True), steps=st.lists(st.sampled_from((1, -1))), typed=TEXTS)
def test_any_way_leads_home(earlier: list[str], steps: list[int], typed: str) -> None:
    walk, text = Walk(earlier), typed
    for back in steps:
        text = walk.step(text, back)
        assert text in {typed, *earlier}
    for _ in steps:
        text = walk.step(text, -1)
    assert text == typed
