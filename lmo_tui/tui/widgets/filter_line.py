"""The line in which a filter is typed."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input


class FilterLine(Input):
    """An input that narrows while one types, keeps on Enter and clears on Esc or ctrl+c."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_MAXIMIZE = False

    @dataclass
    class Edited(Message):
        """The text is another one: narrow the list."""

        text: str

    @dataclass
    class Kept(Message):
        """The filter stays, and the list gets the keys again."""

        text: str

    class Cleared(Message):
        """No filter any more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, placeholder="name, customer, mail or org id", compact=True, select_on_focus=False)
        self.cursor_blink = False

    def begin(self, text: str) -> None:
        """Take the filter there is, with the cursor behind it."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow by what is there now."""
        event.stop()
        self.post_message(self.Edited(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was typed; nothing is no filter."""
        event.stop()
        self.post_message(self.Kept(event.value) if event.value.strip() else self.Cleared())

    def on_key(self, event: events.Key) -> None:
        """Clear on Esc and ctrl+c; an empty line is left by backspace."""
        leaves = event.key in {"escape", "ctrl+c"} or (event.key == "backspace" and not self.value)
        if leaves:
            event.stop()
            event.prevent_default()
            with self.prevent(Input.Changed):
                self.value = ""
            self.post_message(self.Cleared())
