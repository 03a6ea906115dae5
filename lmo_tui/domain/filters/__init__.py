"""Which licenses are shown: the views that are always there, and the language that filters are typed in."""

from lmo_tui.domain.filters.errors import FilterError
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.filters.match import SEARCHED, fits, holds, matches, searched
from lmo_tui.domain.filters.print import spelled
from lmo_tui.domain.filters.terms import Filter
from lmo_tui.domain.filters.view import EXPIRING, TAB_HELP, Column, Sort, Tab, View, in_tab

__all__ = [
    "EXPIRING",
    "SEARCHED",
    "TAB_HELP",
    "Column",
    "Filter",
    "FilterError",
    "Sort",
    "Tab",
    "View",
    "fits",
    "holds",
    "in_tab",
    "matches",
    "parse",
    "searched",
    "spelled",
]
