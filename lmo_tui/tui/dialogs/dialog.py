"""What all dialogs have in common: a panel, a title, the keys at the bottom, and a way out."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from lmo_tui.tui.dialogs.pick_list import PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint, actions_line
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A question in a panel over the screen; cancelled it answers None.

    `q` cancels too wherever it is not typed into a box, so that Esc, which is slow over SSH, is never needed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Cancel", show=False),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    AUTO_FOCUS = "Entry, PickList"

    def title_line(self) -> Line:
        """The line that says what is asked."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """What stands between the title and the keys."""
        raise NotImplementedError

    def hints(self) -> Sequence[Hint]:
        """The keys that do something here."""
        return (Hint("pick", "Enter", "choose"), Hint("cancel", "q", "cancel"))

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        with Vertical(classes="panel"):
            yield Prose(self.title_line(), most=1, id="title")
            yield from self.body()
            yield Prose(actions_line(self.hints()), id="keys")

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    def complain(self, note: Prose, reason: str) -> None:
        """Say in the dialog why something cannot be."""
        note.say(sentence(reason, Role.PROBLEM))


class ListDialog(Dialog[T]):
    """A dialog whose keys move in a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("home", "move(-10000)", show=False),
        Binding("end,G", "move(10000)", show=False),
        Binding("enter", "pick", show=False),
    ]

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self.query_one(PickList).move(rows)

    def action_pick(self) -> None:
        """Choose what the cursor is on."""
        self.query_one(PickList).pick()
