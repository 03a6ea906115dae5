"""Typing a filter: the line takes the place of the footer, and every letter narrows the list."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lmo_tui.tui.actions import Actions

if TYPE_CHECKING:
    from lmo_tui.tui.actions.views import Views
    from lmo_tui.tui.widgets.bars import HintsBar
    from lmo_tui.tui.widgets.filter_line import FilterLine
    from lmo_tui.tui.widgets.license_table import LicenseTable


class Filtering:
    """Leads the keys into the line and back to the list."""

    def __init__(self, views: "Views", line: "FilterLine", footer: "HintsBar", table: "LicenseTable") -> None:
        self._views = views
        self._line = line
        self._footer = footer
        self._table = table
        line.display = False

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
            self._views.open(replace(self._views.view, text=text))
            return
        self._views.begin_typing()
        self._line.begin(self._views.view.text)
        self._give_keys_to_line(on=True)

    def narrow(self, text: str) -> None:
        """Every letter narrows."""
        if self.typing:
            self._views.narrow(text)

    def keep(self) -> None:
        """The filter stays."""
        self._give_keys_to_line(on=False)
        self._views.end_typing()

    def clear(self) -> None:
        """The filter goes."""
        self._views.narrow("")
        self.keep()

    def _give_keys_to_line(self, *, on: bool) -> None:
        self._line.display = on
        self._footer.display = not on
        if on:
            self._line.focus()
        else:
            self._table.focus()
