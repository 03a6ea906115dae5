"""Spans of Ids: whatever Ids an org has, each lies in exactly one."""

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.ids import long_id
from lmo_tui.domain.loads import Span
from lmo_tui.salesforce.spans import cut

ALPHABET = "09AZaz5mM"
ids = st.text(st.sampled_from(ALPHABET), min_size=15, max_size=15).map(long_id)


def holds(span: Span, key: str) -> bool:
    return span.after < key and (not span.until or key <= span.until)


@given(ids, ids, ids, st.integers(2, 12))
def test_every_id_lies_in_one_span(first: str, last: str, any_id: str, pieces: int) -> None:
    spans = cut(min(first, last), max(first, last), pieces)
    assert 1 <= len(spans) <= pieces
    assert sum(holds(span, any_id) for span in spans) == 1
    assert [span.until for span in spans[:-1]] == [span.after for span in spans[1:]]
    assert (spans[0].after, spans[-1].until) == ("", "")


def test_ids_in_a_row_are_cut_evenly() -> None:
    spans = cut(long_id("a05000000000001"), long_id("a05000000000zzz"), 4)
    assert [span.until[12:15] for span in spans] == ["FV0", "V00", "kUz", ""]


def test_one_license_needs_one_span() -> None:
    assert cut(long_id("a05000000000001"), long_id("a05000000000001"), 8) == (Span(),)
