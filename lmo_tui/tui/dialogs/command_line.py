"""The `:` line."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.tui.commands import Command, Context
from lmo_tui.tui.commands.search import named, ranked
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text


class CommandLine(ListDialog[tuple[str, str]]):
    """Answers the id of a command and what was typed after it. Tab completes to the line that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]
    AUTO_FOCUS = "Entry"

    def __init__(self, commands: Sequence[Command], context: Context) -> None:
        super().__init__()
        self._commands = commands
        self._facts = context

    def title_line(self) -> Line:
        """It needs none: it stands at the foot of the screen."""
        return ()

    def body(self) -> Iterable[Widget]:
        """What fits, what is wrong, and the line itself."""
        yield PickList(self._choices(""), id="found")
        yield Prose(id="note")
        with Horizontal(id="typed"):
            yield Prose(sentence(":", Role.KEY), id="colon")
            yield Entry(placeholder="a command; Tab completes, Ctrl+C closes", id="line", longest=200)

    def compose(self) -> ComposeResult:
        """Without title and keys: the line is all there is room for."""
        with Vertical(classes="panel"):
            yield from self.body()

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show the commands that begin so."""
        found = self.query_one(PickList)
        found.offer(self._choices(event.value.split(" ")[0]))
        found.refresh(layout=True)  # As low as what it offers: the rows above are worth seeing.
        self.query_one("#note", Prose).say()

    @on(Input.Submitted)
    def action_pick(self) -> None:
        """Give back what was typed, if there is such a command."""
        word, _, argument = self.query_one(Entry).value.strip().lstrip(":").partition(" ")
        command = named(self._commands, word)
        if command is not None:
            self.dismiss((command.id, argument.strip()))
        elif not word:
            self.dismiss(None)
        else:
            self.complain(self.query_one("#note", Prose), f"There is no command “{word}”. Tab completes, ? shows all.")

    def action_complete(self) -> None:
        """Write out the marked command."""
        if chosen := self.query_one(PickList).chosen:
            entry = self.query_one(Entry)
            entry.value = f"{chosen.value} "
            entry.cursor_position = len(entry.value)

    @on(PickList.Picked)
    def run(self, event: PickList.Picked) -> None:
        """A click runs the command."""
        self.dismiss((event.choice.value, ""))

    def on_key(self, event: events.Key) -> None:
        """Backspace in an empty line leaves it, as `/` does."""
        if event.key == "backspace" and not self.query_one(Entry).value:
            event.stop()
            self.dismiss(None)

    def _choices(self, word: str) -> Sequence[Choice]:
        begun = [command for command in self._commands if command.id.startswith(word.casefold().lstrip(":"))]
        return [self._choice(command) for command in begun or ranked(self._commands, word)]

    def _choice(self, command: Command) -> Choice:
        reason = command.why_not(self._facts)
        takes = f"{command.id} {command.takes}".strip()
        return Choice(command.id, (Span(f" {fit_text(takes, 32)} "), Span(reason or command.help, Role.DIM)), reason)
