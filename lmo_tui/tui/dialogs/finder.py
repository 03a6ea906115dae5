"""Every command, searchable: the help with its groups, and the palette."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.tui.commands import Command, Context
from lmo_tui.tui.commands.search import ranked
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text

LEGEND = "● Active  ◐ Trial  ■ Suspended  ✗ Uninstalled  ▲ Expired   * Status and License Status differ"


class Finder(ListDialog[str]):
    """Answers the id of the command that Enter was pressed on; what cannot run now is dim and says why."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+p", "cancel", show=False)]

    def __init__(self, commands: Sequence[Command], context: Context, *, grouped: bool) -> None:
        super().__init__()
        self._commands = commands
        self._facts = context
        self._grouped = grouped

    def title_line(self) -> Line:
        """Help or palette."""
        return sentence("Keys and commands" if self._grouped else "Commands", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """A box, the commands, and what is to be known of the one under the cursor."""
        yield Entry(placeholder="type to search", id="search", longest=60)
        yield PickList(self._choices(""), id="found")
        yield Prose(sentence(LEGEND if self._grouped else "", Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("run", "Enter", "run"), Hint("move", "↑↓", "choose"), Hint("cancel", "Ctrl+C", "close"))

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show what fits."""
        self.query_one(PickList).offer(self._choices(event.value))

    @on(Input.Submitted)
    def action_pick(self) -> None:
        """Run what the cursor is on."""
        super().action_pick()

    @on(PickList.Picked)
    def run(self, event: PickList.Picked) -> None:
        """Give it back; whoever opened this asks the guard again, and says why not."""
        self.dismiss(event.choice.value)

    @on(PickList.Moved)
    def explain(self, event: PickList.Moved) -> None:
        """Say why the one under the cursor cannot run now."""
        reason = event.choice.why_not if event.choice else "No command holds these words."
        self.query_one("#note", Prose).say(sentence(reason or (LEGEND if self._grouped else ""), Role.DIM))

    def _choices(self, query: str) -> Sequence[Choice]:
        choices: list[Choice] = []
        group = ""
        for command in ranked(self._commands, query):
            if self._grouped and not query.strip() and command.group != group:
                group = command.group
                choices.append(Choice("", sentence(f" {group}", Role.HEADER)))
            choices.append(self._choice(command))
        return choices

    def _choice(self, command: Command) -> Choice:
        reason = command.why_not(self._facts)
        return Choice(
            command.id,
            (
                Span(f" {fit_text(' '.join(command.key_names), 14)} ", Role.KEY),
                Span(f"{fit_text(command.title, 22)} "),
                Span(reason or command.help, Role.DIM),
            ),
            reason,
        )
