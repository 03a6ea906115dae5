"""Sentences that wrap at the width they have, as lines of spans: nothing in them is parsed."""

from collections.abc import Iterator, Sequence
from typing import Final

from textual.geometry import Size

from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, cells, fit, joined, line_width, steady
from lmo_tui.tui.widgets.painted import Painted

MOST: Final = 5
"""Lines that a paragraph may take: a long name must not push out of sight what is asked."""


def sentence(text: str, role: Role = Role.TEXT) -> Line:
    """A paragraph in one role."""
    return (Span(text, role),)


def wrapped(line: Line, width: int) -> Iterator[Line]:
    """The paragraph in lines of at most `width` cells, broken between words where there are any."""
    kept: list[Span] = []
    room = width
    for word in _words(line):
        blank = word.text.isspace()
        wide = cells(word.text)
        if wide > room and kept:
            yield joined(kept)
            kept, room = [], width
        if blank and not kept and room == width and wide == 1:
            continue
        for part in _parts(word, width):
            if cells(part.text) > room:
                yield joined(kept)
                kept, room = [], width
            kept.append(part)
            room -= cells(part.text)
    yield joined(kept)


def _words(line: Line) -> Iterator[Span]:
    for text, role in ((steady(span.text), span.role) for span in line):
        start = 0
        for end in range(1, len(text) + 1):
            if end == len(text) or text[end].isspace() != text[end - 1].isspace():
                yield Span(text[start:end], role)
                start = end


def _parts(word: Span, width: int) -> Iterator[Span]:
    """The word in pieces of at most `width` cells; a wide character that does not fit moves over whole."""
    start = taken = 0
    for place, character in enumerate(word.text):
        wide = cells(character)
        if taken + wide > width and place > start:
            yield Span(word.text[start:place], word.role)
            start, taken = place, 0
        taken += wide
    yield Span(word.text[start:], word.role)


class Prose(Painted):
    """Paragraphs as high as they need to be."""

    def __init__(self, *paragraphs: Line, most: int = MOST, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paragraphs = paragraphs
        self._most = most

    def say(self, *paragraphs: Line) -> None:
        """Show these instead."""
        if paragraphs == self._paragraphs:
            return
        height = len(self._wrapped(self.size.width))
        self._paragraphs = paragraphs
        if len(self._wrapped(self.size.width)) != height:
            self.refresh(layout=True)
        self._draw()

    @property
    def text(self) -> str:
        """What it says, for whoever cannot see it."""
        return "\n".join("".join(span.text for span in line) for line in self._paragraphs)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the paragraphs take at this width."""
        del container, viewport
        return len(self._wrapped(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as there is room."""
        del viewport
        return container.width

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def _draw(self) -> None:
        if self.size.width:
            self.paint(self._wrapped(self.size.width))

    def _wrapped(self, width: int) -> tuple[Line, ...]:
        if width <= 0:
            return ()
        lines = [limited(paragraph, width, self._most) for paragraph in self._paragraphs]
        return tuple(line for paragraph in lines for line in paragraph)


def limited(paragraph: Line, width: int, most: int) -> Sequence[Line]:
    """The paragraph in at most so many lines."""
    if not paragraph:
        return (NOTHING,)
    room = most * width
    lines = tuple(wrapped(fit(paragraph, room) if line_width(paragraph) > room else paragraph, width))
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], fit((*lines[most - 1], Span(" " * width + "…")), width))
