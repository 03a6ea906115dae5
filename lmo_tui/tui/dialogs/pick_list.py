"""A list to choose one thing from; what cannot be chosen stays in it, dim, with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Offset, Size
from textual.message import Message

from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, fit, joined
from lmo_tui.tui.widgets.painted import Painted


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    value: str
    """What is given back; empty for a heading, which the cursor skips."""
    line: Line
    why_not: str | None = None
    """Why it cannot be chosen."""


class PickList(Painted, can_focus=True):
    """Draws the choices that fit, and keeps the cursor among them."""

    @dataclass
    class Picked(Message):
        """A choice was made with Enter or a click."""

        choice: Choice

    @dataclass
    class Moved(Message):
        """The cursor is on another choice."""

        choice: Choice | None

    def __init__(self, choices: Sequence[Choice] = (), value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[Choice] = choices
        self._cursor = self._place_of(value)
        self._top = 0

    @property
    def chosen(self) -> Choice | None:
        """The choice under the cursor."""
        return self._choices[self._cursor] if self._choices else None

    @property
    def choices(self) -> Sequence[Choice]:
        """What can be seen by scrolling."""
        return self._choices

    def offer(self, choices: Sequence[Choice], value: str = "", *, still: bool = False) -> None:
        """Show other choices, with the cursor on `value` or else on the first; `still` does not scroll for it."""
        self._choices = choices
        self._cursor = self._place_of(value)
        if not still:
            self._top = 0
        self._draw()
        self.post_message(self.Moved(self.chosen))

    def move(self, rows: int) -> None:
        """Move the cursor, over headings and not beyond the ends."""
        step = 1 if rows > 0 else -1
        place = min(max(self._cursor + rows, 0), len(self._choices) - 1)
        while 0 <= place < len(self._choices) and not self._choices[place].value:
            place += step
        if 0 <= place < len(self._choices):
            self._cursor = place
        self._draw()
        self.post_message(self.Moved(self.chosen))

    def pick(self) -> None:
        """Choose what the cursor is on."""
        if self.chosen is not None and self.chosen.value:
            self.post_message(self.Picked(self.chosen))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are choices."""
        del container, viewport, width
        return max(len(self._choices), 1)

    def on_resize(self) -> None:
        """Draw what fits."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the mouse."""
        event.stop()
        place = self._top + event.y
        if place < len(self._choices) and self._choices[place].value:
            self._cursor = place
            self._draw()
            self.pick()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self.move(-1)

    def _place_of(self, value: str) -> int:
        places = [place for place, choice in enumerate(self._choices) if choice.value]
        return next((place for place in places if self._choices[place].value == value), places[0] if places else 0)

    def _draw(self) -> None:
        width, height = self.size
        if not width or not height:
            return
        self._top = min(max(self._top, self._cursor - height + 1), self._cursor)
        if self._top and not any(choice.value for choice in self._choices[: self._cursor]):
            self._top = 0  # The heading over the first choice belongs to it.
        lines: list[Line] = []
        under: dict[int, Role] = {}
        for place, choice in enumerate(self._choices[self._top : self._top + height], start=self._top):
            here = place == self._cursor and bool(choice.value)
            mark = Span("▌" if here else " ", Role.ACCENT)
            line = choice.line if choice.why_not is None else _dimmed(choice.line)
            if here:
                under[len(lines)] = Role.CURSOR
                self.caret = Offset(0, len(lines))
            lines.append(joined((mark, *fit(line, width - 1))))
        self.paint(lines or (NOTHING,), under)


def _dimmed(line: Line) -> Line:
    return tuple(Span(text, Role.DIM) for text, _ in line)
