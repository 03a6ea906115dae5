"""What is said of a filter while it is typed: what is wrong, how it may go on, how many licenses hold it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.filters import FilterError
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, crop, fit, fit_text, joined, steady

if TYPE_CHECKING:
    from lmo_tui.domain.filters.completion import Completion

_LONGEST_TERM: Final = 40
_LEAST_ROOM: Final = 3


def wrong_line(error: FilterError, text: str, width: int, scrolled: int = 0) -> Line:
    """A caret below the first wrong character, and the reason on the side where there is room for it."""
    at = min(max(cells(text[: error.start]) - scrolled, 0), max(width - 1, 0))
    reason = str(error)
    if at + 2 + cells(reason) <= width or at < width // 2:
        return fit((Span(" " * at), Span("^", Role.PROBLEM), Span(f" {reason}", Role.PROBLEM)), width)
    before = fit((Span(" " * max(at - cells(reason) - 1, 0)), Span(f"{reason} ", Role.PROBLEM)), at)
    return fit((*before, Span("^", Role.PROBLEM)), width)


def hint(text: str, way: "Completion") -> str:
    """What is shown behind a text of the best way to go on: the rest of it, or all of it where it begins otherwise."""
    rest = way.text.removeprefix(text)
    return steady(rest if len(rest) < len(way.text) or not text else f"  → {way.term}")


def offered_line(terms: Sequence[str], place: int, width: int) -> Line:
    """The terms that one goes through, the present one stressed and in sight."""
    spans: list[Span] = []
    start = end = 0
    for number, term in enumerate(terms):
        shown = fit_text(term, min(cells(steady(term)), _LONGEST_TERM))
        if number == place:
            start = sum(cells(span.text) for span in spans)
            end = start + cells(shown)
        spans += [Span(shown, Role.SORTED if number == place else Role.DIM), Span("  ")]
    whole = joined(spans)
    # By whole screens, so that most steps change two words only.
    left = 0
    while end - left > width and start > left:
        left = start
    return fit(crop(whole, left, left + width), width)


def count_width(total: int | None) -> int:
    """Cells for any count out of so many."""
    return _LEAST_ROOM if total is None else cells(f" {total:,} of {total:,} ")


def count_line(count: int | None, total: int | None, width: int) -> Line:
    """How many of how many, at the right end; dots while it is not known yet."""
    if count is None:
        text = "…"
    else:
        text = f"{count:,}" if total is None else f"{count:,} of {total:,}"
        if cells(text) + 2 > width:
            text = f"{count:,}"
    return (Span(fit_text(f"{text} ", width, right=True), Role.DIM),)
