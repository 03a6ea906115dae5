"""Typing a filter: the line takes the place of the footer, and every letter narrows the list."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lmo_tui.domain.filters import FilterError, parse
from lmo_tui.tui.actions import Actions

if TYPE_CHECKING:
    from lmo_tui.tui.actions.views import Views
    from lmo_tui.tui.widgets.bars import HintsBar
    from lmo_tui.tui.widgets.filter_line import FilterLine, FilterNote
    from lmo_tui.tui.widgets.license_table import LicenseTable


@dataclass(frozen=True)
class Lines:
    """The foot of the desk: the keys, or in their place the filter with what is wrong with it."""

    hints: "HintsBar"
    filter: "FilterLine"
    note: "FilterNote"


class Filtering:
    """Leads the keys into the line and back to the list."""

    def __init__(self, views: "Views", lines: Lines, table: "LicenseTable", warn: Callable[[str], None]) -> None:
        self._views = views
        self._line = lines.filter
        self._note = lines.note
        self._footer = lines.hints
        self._table = table
        self._warn = warn
        self._line.display = self._note.display = False

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"filter": self.open}

    @property
    def typing(self) -> bool:
        """Whether letters go into the line."""
        return bool(self._line.display)

    def open(self, text: str) -> None:
        """Take the text that was typed, or open the line to type it in."""
        if text:
            try:
                parse(text)
            except FilterError as error:
                self._warn(f"{error} It is at “{text[error.start : error.end]}”.")
            else:
                self._views.open(replace(self._views.view, text=text))
            return
        self._views.begin_typing()
        self._line.begin(self._views.view.text)
        self._give_keys_to_line(on=True)

    def narrow(self, text: str) -> None:
        """Every letter narrows; of a filter that is none yet, the terms before the one being typed do."""
        if self.typing:
            error = self._check(text)
            self._views.narrow(error.understood if error else text)

    def keep(self, text: str = "") -> None:
        """The filter stays; one that means nothing does not let the keys go."""
        if self._check(text):
            return
        self._give_keys_to_line(on=False)
        self._views.end_typing()

    def clear(self) -> None:
        """The filter goes."""
        self._views.narrow("")
        self.keep()

    def _check(self, text: str) -> FilterError | None:
        """What is wrong with the text, which the note then says."""
        try:
            parse(text)
        except FilterError as error:
            self._note.show(error, text, self._line.scroll_offset.x)
            return error
        self._note.clear()
        return None

    def _give_keys_to_line(self, *, on: bool) -> None:
        self._line.display = on
        self._footer.display = not on
        self._note.display = False
        if on:
            self._line.focus()
        else:
            self._table.focus()
