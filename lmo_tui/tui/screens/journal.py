"""The journal: every change that was made in this org from this machine, and how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions.journal import MOST, JournalReader
from lmo_tui.tui.actions.licenses import LicenseActions
from lmo_tui.tui.actions.moving import RowMoves
from lmo_tui.tui.actions.org import OrgActions
from lmo_tui.tui.actions.program import ProgramActions
from lmo_tui.tui.commands import Context, Where
from lmo_tui.tui.render.journal import EntryLook, entry_detail, journal_title, words_looked_for
from lmo_tui.tui.screens.command_screen import CommandScreen, bindings_on
from lmo_tui.tui.screens.facts import freshness, org_facts
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar, OrgBar
from lmo_tui.tui.widgets.entry_pane import EntryPane
from lmo_tui.tui.widgets.filter_line import FilterLine
from lmo_tui.tui.widgets.rows_table import RowsTable
from lmo_tui.tui.widgets.title_bar import TitleBar
from lmo_tui.tui.widgets.words_line import WordsLine

HINT: Final = "words: license, user, reason, saved, not saved, conflict, undone …"


class JournalScreen(CommandScreen):
    """A list of changes, newest first, and the one under the cursor in full; Enter leads to its license."""

    WHERE = Where.JOURNAL
    BINDINGS: ClassVar[list[BindingType]] = bindings_on(Where.JOURNAL)
    FOOTER = ("filter", "undo", "desk", "return", "help")
    AUTO_FOCUS = "#entries"

    def __init__(self, stage: Stage, go: Callable[[str], None], words: str = "") -> None:
        super().__init__(stage)
        self._go = go
        self._words = words
        self._reader = JournalReader(stage, self.show_entries)

    def compose(self) -> ComposeResult:
        """Who and where, how many, the list, the entry, the keys."""
        yield OrgBar()
        yield TitleBar()
        yield RowsTable(EntryLook(), self.follow, id="entries")
        yield EntryPane(id="entry")
        yield HintsBar()
        yield WordsLine(id="filter")

    def on_mount(self) -> None:
        """Put the actions together, and read."""
        self.table: RowsTable[JournalEntry] = self.query_one("#entries", RowsTable)
        self.line = self.query_one(WordsLine)
        self.line.placeholder, self.line.display = HINT, False
        undoing = LicenseActions(self.stage, lambda: self.license).undoing
        self.actions = {
            **OrgActions(self.stage).actions,
            **ProgramActions(self, self.leave).actions,
            **RowMoves(self.table).actions,
            "undo": lambda named: undoing.named(named) if named else self._on_entry(undoing.take_back),
            "desk": lambda _: self._on_entry(self.visit),
            "filter": self.filter,
            "return": lambda _: self.leave(),
        }
        self._reader.text = self._words
        self._reader.read(hold=True)
        self.show_state()

    @property
    def license(self) -> License | None:
        """The license of the entry under the cursor, if the desk has it."""
        entry = self.table.cursor_row
        return self.stage.workbench.desk.get(entry.license_id) if entry else None

    def context(self) -> Context:
        """What the guards look at."""
        known, entry = super().context(), self.table.cursor_row
        if entry is None:
            return replace(known, no_license="No change is selected: the list is empty.")
        missing = f"{entry.license_name} is not on the desk: it was deleted, or is none that you may see."
        return replace(known, no_license=missing)

    def show_entries(self, entries: Sequence[JournalEntry]) -> None:
        """Show what was read."""
        if not self.is_there:
            return
        words = self._reader.text
        empty = "No change fits these words." if words else "Nothing was changed in this org from here yet."
        self.table.show(entries, empty=empty)
        self.query_one(TitleBar).show(journal_title(len(entries), MOST), words_looked_for(words))

    def follow(self, entry: JournalEntry | None) -> None:
        """Show the entry under the cursor, and which keys act on it."""
        license_ = self.license
        customer = f" · {license_.customer}" if license_ and license_.customer else ""
        title = f"{entry.license_name}{customer}" if entry else ""
        why_not = self.stage.workbench.edits.why_not_undo(entry) if entry else None
        self.query_one(EntryPane).show(title, entry_detail(entry, why_not) if entry else ())
        self.query_one(HintsBar).show(self.hints())

    @on(StateChanged)
    def changed(self) -> None:
        """Something was saved, or settled: read once more."""
        self._reader.read()
        self.show_state()

    def show_state(self) -> None:
        """Show who we are, and which keys act."""
        bench = self.stage.workbench
        self.query_one(OrgBar).show(org_facts(bench), freshness(bench, None))
        self.query_one(HintsBar).show(self.hints())

    def licenses_changed(self, changed: Changed) -> None:
        """The license of the entry may be another one, or gone."""
        self.follow(self.table.cursor_row)

    def filter(self, text: str) -> None:
        """Take the words that were typed, or open the line to type them in."""
        if text:
            self._reader.want(text)
            return
        self.line.begin(self._reader.text)
        self._give_keys_to_line(on=True)

    @on(FilterLine.Edited)
    def narrow(self, event: FilterLine.Edited) -> None:
        """Every letter narrows."""
        if self.line.display:
            self._reader.want(event.text)

    @on(FilterLine.Kept)
    def keep(self) -> None:
        """The words stay, and the list has the keys again, once it shows what fits."""
        self._give_keys_to_line(on=False)
        self._reader.read(hold=True)

    @on(FilterLine.Cleared)
    def clear(self) -> None:
        """All changes, and the list has the keys again."""
        self._reader.text = ""
        self.keep()

    def visit(self, entry: JournalEntry) -> None:
        """Leave, and let the list go to the license."""
        if self.license is None:
            self.stage.say(self.context().no_license, "warning")
            return
        self.dismiss(None)
        self._go(entry.license_id)

    def leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    @on(RowsTable.Activated)
    def activate(self) -> None:
        """A click on the selected row leads to its license."""
        self.perform("desk")

    def _on_entry(self, act: Callable[[JournalEntry], None]) -> None:
        if entry := self.table.cursor_row:
            act(entry)
        else:
            self.stage.say(self.context().no_license, "warning")

    def _give_keys_to_line(self, *, on: bool) -> None:
        self.line.display = on
        self.query_one(HintsBar).display = not on
        (self.line if on else self.table).focus()
