"""The line in which a filter is typed, how many licenses hold it, and what is to be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from lmo_tui.domain.filters import FilterError
from lmo_tui.domain.filters.history import Walk
from lmo_tui.tui.render.filters import count_line, count_width, hint, offered_line, wrong_line
from lmo_tui.tui.render.spans import NOTHING, Line
from lmo_tui.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from lmo_tui.domain.filters.completion import Completion, Values

HINT: Final = "words, exp<30d … Tab completes, ↑ recalls, :help filter"


@dataclass(frozen=True)
class Aid:
    """What helps one who types."""

    earlier: Sequence[str] = ()
    """Filters typed before, newest first."""
    values: "Callable[[], Values]" = dict
    """What licenses hold."""


class FilterLine(Input):
    """An input that narrows while one types, keeps on Enter and clears on Esc or ctrl+c.

    The best way to go on stands dim behind the cursor: Tab and Right take it, and Tab goes on to the next. Up and Down
    walk through earlier filters. All of it is done as the key is handled: the keys behind it find it done.
    """

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
        self._aid = Aid()
        self._walk = Walk(())
        self._best: Completion | None = None
        self._ways: tuple[str, ...] = ()
        """The text as it was typed and the ways to go on, while Tab goes through them."""
        self._start = 0

    def begin(self, text: str, aid: Aid | None = None) -> None:
        """Take the filter there is, with the cursor behind it."""
        self._aid = aid or Aid()
        self._walk = Walk(self._aid.earlier)
        self._ways = ()
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)

    @property
    def offered(self) -> tuple[tuple[str, ...], int] | None:
        """The terms that Tab goes through, and the place of the one that stands there; None when it does not."""
        if self.value not in self._ways[1:]:
            return None
        return tuple(each[self._start :] for each in self._ways[1:]), self._ways.index(self.value, 1) - 1

    def watch_value(self, value: str) -> None:
        """Show how it may go on in the frame of the letter itself: Textual's suggester answers a frame later."""
        self._best = None
        if value not in self._ways:
            self._ways = ()
        if value and not value[-1].isspace() and not self._ways:
            self._best = next(iter(self._completions(value)), None)
        self._suggestion = "" if self._best is None else value + hint(value, self._best)

    def action_cursor_right(self, select: bool = False) -> None:
        """At the end, take what stands dim behind the cursor."""
        if self._best is not None and self.cursor_at_end and not select:
            self._take(self._best.text)
        elif self.cursor_at_end and not select:
            return  # What Textual would take is a picture of it.
        else:
            super().action_cursor_right(select)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow by what is there now."""
        event.stop()
        self.post_message(self.Edited(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was typed; nothing is no filter."""
        event.stop()
        self.post_message(self.Kept(event.value) if event.value.strip() else self.Cleared())

    def on_key(self, event: events.Key) -> None:
        """Complete, walk; clear on Esc and ctrl+c; an empty line is left by backspace."""
        if event.key in {"tab", "shift+tab"}:
            event.stop()
            event.prevent_default()
            self._complete(1 if event.key == "tab" else -1)
        elif event.key in {"up", "ctrl+p", "down", "ctrl+n"}:
            event.stop()
            event.prevent_default()
            self._take(self._walk.step(self.value, 1 if event.key in {"up", "ctrl+p"} else -1))
        leaves = event.key in {"escape", "ctrl+c"} or (event.key == "backspace" and not self.value)
        if leaves:
            event.stop()
            event.prevent_default()
            with self.prevent(Input.Changed):
                self.value = ""
            self.post_message(self.Cleared())

    def _complete(self, step: int) -> None:
        if not self.cursor_at_end:
            return
        if not self._ways:
            found = self._completions(self.value)
            if len(found) > 1:  # A single one needs no going through: the next Tab goes on behind it.
                self._ways = (self.value, *(each.text for each in found))
                self._start = found[0].start
            elif found:
                self._take(found[0].text)
        if self._ways:
            place = self._ways.index(self.value) + step
            self._take(self._ways[place % len(self._ways)])

    def _completions(self, text: str) -> "Sequence[Completion]":
        from lmo_tui.domain.filters.completion import completions

        return completions(text, self._aid.values())

    def _take(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(text)


class FilterCount(Painted):
    """Right of the line: how many licenses of how many hold the filter, as soon as that is known."""

    _facts: tuple[int | None, int | None] = (None, None)
    _room = 0

    def reserve(self, total: int | None) -> None:
        """Take the room that any count may need, once for the whole typing."""
        self._room = count_width(total)
        self.styles.width = self._room

    def show(self, count: int | None, total: int | None) -> None:
        """Say this; there may be more licenses by now than when somebody began to type."""
        self._facts = (count, total)
        if count_width(total) > self._room:
            self.reserve(total)
        self.fill()

    def fill(self) -> None:
        """Use the width there is."""
        if self.size.width:
            self.paint((count_line(*self._facts, self.size.width),))


class FilterFoot(Horizontal):
    """The line and its count, which leave nothing of it to be seen."""

    BLANK = True

    def compose(self) -> ComposeResult:
        """Side by side, so that neither is ever written over the other."""
        yield FilterLine(id="filter")
        yield FilterCount()

    @property
    def line(self) -> FilterLine:
        """Where one types."""
        return self.query_one(FilterLine)

    @property
    def count(self) -> FilterCount:
        """What comes of it."""
        return self.query_one(FilterCount)


class FilterNote(Painted):
    """Below the line: where the filter is wrong and why, or how it may go on.

    Once seen it keeps its place until the line is left.
    """

    _said: Callable[[int], Line] | None = None

    def show(self, error: FilterError, text: str, scrolled: int) -> None:
        """Say what is wrong."""
        self._say(lambda width: wrong_line(error, text, width, scrolled))

    def offer(self, terms: Sequence[str], place: int) -> None:
        """Say what Tab goes through, and where it is."""
        self._say(lambda width: offered_line(terms, place, width))

    def clear(self) -> None:
        """Nothing is to be said any more."""
        self._said = None
        self.paint((NOTHING,))

    def fill(self) -> None:
        """Use the width there is."""
        if self._said and self.size.width:
            self.paint((self._said(self.size.width),))

    def _say(self, said: Callable[[int], Line]) -> None:
        self._said = said
        self.display = True
        self.fill()
