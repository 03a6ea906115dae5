"""Which licenses are shown: the views that are always there, and the language that filters are typed in."""

from lmo_tui.domain.filters.errors import FilterError
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.filters.match import SEARCHED, duplicated, fits, holds, matches, searched
from lmo_tui.domain.filters.print import spelled
from lmo_tui.domain.filters.saved import PRESETS, SavedView
from lmo_tui.domain.filters.sorts import parse_sort, spelled_sort
from lmo_tui.domain.filters.terms import Filter
from lmo_tui.domain.filters.view import EXPIRING, TAB_HELP, Column, Sort, Tab, View, in_tab

__all__ = [
    "EXPIRING",
    "PRESETS",
    "SEARCHED",
    "TAB_HELP",
    "Column",
    "Filter",
    "FilterError",
    "SavedView",
    "Sort",
    "Tab",
    "View",
    "duplicated",
    "fits",
    "holds",
    "in_tab",
    "matches",
    "parse",
    "parse_sort",
    "searched",
    "spelled",
    "spelled_sort",
]
