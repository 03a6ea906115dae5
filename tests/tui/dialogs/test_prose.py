from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.text import clean
from lmo_tui.tui.dialogs.prose import limited, sentence, wrapped
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Span, cells, line_width, steady, text_of

texts = st.text(max_size=120).map(clean)
lines = st.lists(st.tuples(texts, st.sampled_from([Role.TEXT, Role.DIM, Role.PROBLEM])).map(lambda it: Span(*it)))


def test_words_stay_whole_where_they_fit() -> None:
    line = (Span("Nobody at "), Span("Initech", Role.STRONG), Span(" can use Acme Billing."))

    assert [text_of(each).strip() for each in wrapped(line, 16)] == ["Nobody at", "Initech can use", "Acme Billing."]


def test_roles_are_kept() -> None:
    line = (Span("one "), Span("two", Role.PROBLEM))

    assert [span.role for each in wrapped(line, 3) for span in each if span.text.strip()] == [Role.TEXT, Role.PROBLEM]


@given(lines, st.integers(2, 40))
def test_no_line_is_wider_and_no_letter_is_lost(spans: list[Span], width: int) -> None:
    line = tuple(spans)
    shown = list(wrapped(line, width))

    assert all(line_width(each) <= width for each in shown)
    letters = "".join(character for character in steady(text_of(line)) if not character.isspace() and cells(character))
    kept = "".join(character for each in shown for character in text_of(each) if line_width([Span(character)]))
    assert "".join(kept.split()) == letters or width < 3


@given(texts, st.integers(2, 40), st.integers(1, 5))
def test_a_paragraph_is_no_higher_than_it_may(text: str, width: int, most: int) -> None:
    assert 1 <= len(limited(sentence(text), width, most)) <= most


def test_what_is_cut_off_ends_in_an_ellipsis() -> None:
    assert text_of(limited(sentence("word " * 100), 20, 3)[-1]).rstrip().endswith("…")


def test_a_sign_of_several_characters_is_as_wide_as_they_are_on_every_terminal() -> None:
    (line,) = wrapped(sentence("👍🏽 ok ☎️"), 20)
    assert text_of(line) == "👍 ok ☎"
