"""The line in which words are typed that are no filter of licenses."""

from typing import TYPE_CHECKING

from lmo_tui.tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lmo_tui.domain.filters.completion import Completion


class WordsLine(FilterLine):
    """A filter line that offers nothing: its words are not of the filter language."""

    def _completions(self, text: str) -> "Sequence[Completion]":
        return ()
