"""Where a hand-over goes, and whether names are in it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.licenses import License
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line


class Wanted(NamedTuple):
    """What was answered."""

    folder: str
    private: bool


class HandoverDialog(Dialog[Wanted]):
    """Answers the folder, and whether names, mail addresses and ids are replaced; Tab turns that."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab,shift+tab", "turn", show=False, priority=True)]

    def __init__(self, license_: License, today: date, wanted: Wanted | None = None) -> None:
        super().__init__()
        self._license = license_
        self._today = today
        self._private = wanted.private if wanted else False
        self._folder = wanted.folder if wanted else self._default

    @property
    def _default(self) -> str:
        name = "masked" if self._private else self._license.name
        return f"handover-{name}-{self._today}"

    def title_line(self) -> Line:
        """What is written."""
        return sentence(f"Hand over {self._license.name}", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """What it holds, the folder, and what is in it of names."""
        yield Prose(
            sentence("Verdict, facts, timeline and the other licenses of the org, as Markdown, JSON and SVG, in:"),
            NOTHING,
        )
        yield Entry(self._folder, id="folder", longest=300)
        yield Prose(self._note(), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, Tab, out."""
        return (Hint("write", "Enter", "write"), Hint("turn", "Tab", "privacy"), Hint("cancel", "Ctrl+C", "cancel"))

    def action_turn(self) -> None:
        """Names in, or names replaced; a folder that was not typed is called accordingly."""
        entry = self.query_one(Entry)
        was_default = entry.value == self._default
        self._private = not self._private
        if was_default:
            entry.value = self._default
            entry.cursor_position = len(entry.value)
        self.query_one("#note", Prose).say(self._note())

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Answer, or say that a folder is needed."""
        folder = event.value.strip()
        if folder:
            self.dismiss(Wanted(folder, self._private))
        else:
            self.complain(self.query_one("#note", Prose), "Name the folder: it must not be there yet.")

    def _note(self) -> Line:
        if self._private:
            return sentence("Privacy on: names, mail addresses and ids are replaced, reasons left out.", Role.ACCENT)
        return sentence("Privacy off: names, mail addresses and ids are in it.", Role.DIM)
