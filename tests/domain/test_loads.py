"""How far a load is: what is done is never done again, and what is left is never forgotten."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.cells import Memo
from lmo_tui.domain.loads import Batch, Load, Progress, Road, Span, spoken
from tests.fakes.licenses import NOW

ROWS = [("a",), ("b",)]


def a_load(**more: object) -> Load:
    return Load(Road.RANGES, "all", NOW, 10, spans=(Span("", "M"), Span("M", "")), **more)  # type: ignore[arg-type]  # named by the tests


def test_a_span_grows_shorter_and_goes() -> None:
    load = a_load().after(Batch(ROWS, "M", "C"), "2026")
    assert (load.spans, load.loaded, load.newest) == ((Span("C", "M"), Span("M", "")), 2, "2026")
    load = load.after(Batch(ROWS, "", "Z", over=True), "2025")
    assert (load.spans, load.loaded, load.newest) == ((Span("C", "M"),), 4, "2026")


def test_a_span_out_of_order_stays_whole_until_it_is_read() -> None:
    assert a_load().after(Batch(ROWS, "M", ""), "").spans == a_load().spans
    assert a_load().after(Batch([], "M", "", over=True), "").spans == (Span("M", ""),)


def test_a_page_counts_when_its_last_part_is_there() -> None:
    load = Load(Road.JOB, "all", NOW, 10, job="750")
    assert load.after(Batch(ROWS, "/1"), "").pages == frozenset()
    assert load.after(Batch(ROWS, "/1", over=True), "").pages == {"/1"}


@pytest.mark.parametrize(
    ("progress", "seconds", "words"),
    [
        (Progress(0, None, NOW), 0, "0"),
        (Progress(2_000, 100_000, NOW), 0, "2,000 of 100,000"),
        (Progress(42_000, 100_000, NOW), 3, "42,000 of 100,000 · 14,000/s · 5 s left"),
        (Progress(42_000, 100_000, NOW, before=40_000), 10, "42,000 of 100,000 · 200/s · 4 min left"),
        (Progress(42_000, 100_000, NOW, before=42_000), 10, "42,000 of 100,000"),
        (Progress(7, 5, NOW), 2, "7 of 5 · 4/s · 0 s left"),
    ],
)
def test_progress_in_words(progress: Progress, seconds: int, words: str) -> None:
    assert spoken(progress, NOW + timedelta(seconds=seconds)) == words


@given(st.lists(st.text(max_size=3)))
def test_a_memo_is_its_function(values: list[str]) -> None:
    assert Memo(str.upper).all(values) == [value.upper() for value in values]
