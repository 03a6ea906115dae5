"""The line in which a filter is typed, and the one that says what is wrong with it."""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from lmo_tui.domain.filters import FilterError
from lmo_tui.tui.render.filters import wrong_line
from lmo_tui.tui.render.spans import NOTHING
from lmo_tui.tui.widgets.painted import Painted

HINT: Final = "words, or status:trial exp<30d !sandbox … (:help filter)"


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
        super().__init__(id=id, placeholder=HINT, compact=True, select_on_focus=False)
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


class FilterNote(Painted):
    """Below the line: where the filter is wrong and why. Once seen it keeps its place until the line is left."""

    _wrong: tuple[FilterError, str, int] | None = None

    def show(self, error: FilterError, text: str, scrolled: int) -> None:
        """Say what is wrong."""
        self._wrong = (error, text, scrolled)
        self.display = True
        self.fill()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self._wrong = None
        self.paint((NOTHING,))

    def fill(self) -> None:
        """Use the width there is."""
        if self._wrong and self.size.width:
            error, text, scrolled = self._wrong
            self.paint((wrong_line(error, text, self.size.width, scrolled),))
