"""Typing a filter: the line takes the place of the footer, and every letter narrows the list."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lmo_tui.domain.filters import FilterError, parse
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.render.spans import steady

if TYPE_CHECKING:
    from lmo_tui.domain.filters.completion import Values
    from lmo_tui.tui.actions.views import Views
    from lmo_tui.tui.stage import Stage
    from lmo_tui.tui.widgets.bars import HintsBar
    from lmo_tui.tui.widgets.filter_line import FilterFoot, FilterNote
    from lmo_tui.tui.widgets.license_table import LicenseTable


@dataclass(frozen=True)
class Lines:
    """The foot of the desk: the keys, or in their place the filter with what is wrong with it."""

    hints: "HintsBar"
    foot: "FilterFoot"
    note: "FilterNote"


class Filtering:
    """Leads the keys into the line and back to the list."""

    def __init__(self, stage: "Stage", views: "Views", lines: Lines, table: "LicenseTable") -> None:
        self._stage = stage
        self._views = views
        self._foot = lines.foot
        self._note = lines.note
        self._hints = lines.hints
        self._table = table
        self._foot.display = self._note.display = False

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"filter": self.open}

    @property
    def typing(self) -> bool:
        """Whether letters go into the line."""
        return bool(self._foot.display)

    def open(self, text: str) -> None:
        """Take the text that was typed, or open the line to type it in."""
        if text:
            try:
                parse(text)
            except FilterError as error:
                self._stage.say(f"{error} It is at “{text[error.start : error.end]}”.", "warning")
            else:
                self._views.open(replace(self._views.view, text=text))
                self._remember(text)
            return
        from lmo_tui.tui.widgets.filter_line import Aid

        memory = self._stage.workbench.filters
        self._views.begin_typing()
        self._foot.line.begin(self._views.view.text, Aid(memory.earlier, self._values))
        self._foot.count.reserve(self._total)
        self._give_keys_to_line(on=True)
        self.show_count()
        self._stage.work(memory.learn())

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
        self._remember(text)

    def clear(self) -> None:
        """The filter goes."""
        self._views.narrow("")
        self.keep()

    def show_count(self) -> None:
        """Say how many licenses hold what was typed so far, if somebody types."""
        if self.typing and (listing := self._views.listing) is not None:
            self._foot.count.show(listing.count, self._total)

    @property
    def _total(self) -> int | None:
        return self._views.counts.get(self._views.view.tab)

    def _values(self) -> "Values":
        """What licenses hold, without what terminals disagree on: in a box it would put the cursor in a wrong place."""
        known = self._stage.workbench.filters.values
        return {field: [each for each in values if steady(each) == each] for field, values in known.items()}

    def _remember(self, text: str) -> None:
        if text.strip():
            self._stage.work(self._stage.workbench.filters.keep(text))

    def _check(self, text: str) -> FilterError | None:
        """What is wrong with the text, which the note then says, unless it says how the text may go on."""
        line, wrong = self._foot.line, None
        try:
            parse(text)
        except FilterError as error:
            wrong = error
        if (offered := line.offered) is not None and line.value == text:
            self._note.offer(*offered)
        elif wrong is not None:
            self._note.show(wrong, text, line.scroll_offset.x)
        else:
            self._note.clear()
        return wrong

    def _give_keys_to_line(self, *, on: bool) -> None:
        self._foot.display = on
        self._hints.display = not on
        self._note.display = False
        if on:
            self._foot.line.focus()
        else:
            self._table.focus()
