"""What is wrong with a filter, under the place where it is."""

from lmo_tui.domain.filters import FilterError
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit


def wrong_line(error: FilterError, text: str, width: int, scrolled: int = 0) -> Line:
    """A caret below the first wrong character, and the reason on the side where there is room for it."""
    at = min(max(cells(text[: error.start]) - scrolled, 0), max(width - 1, 0))
    reason = str(error)
    if at + 2 + cells(reason) <= width or at < width // 2:
        return fit((Span(" " * at), Span("^", Role.PROBLEM), Span(f" {reason}", Role.PROBLEM)), width)
    before = fit((Span(" " * max(at - cells(reason) - 1, 0)), Span(f"{reason} ", Role.PROBLEM)), at)
    return fit((*before, Span("^", Role.PROBLEM)), width)
