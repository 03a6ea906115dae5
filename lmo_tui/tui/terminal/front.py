"""The front buffer: what the terminal shows by now, and the shortest way from there to the next frame."""

import re
from collections.abc import Mapping, Sequence
from operator import ne
from typing import Final

from lmo_tui.tui.terminal.cells import SURE, UNKNOWN, Piece
from lmo_tui.tui.terminal.pen import change, erasable
from lmo_tui.tui.terminal.scrolling import Scroll, best_scroll

BRIDGED: Final = 4
"""Equal cells that are written again rather than jumped over: a jump costs as many bytes, and a look."""

_BLANKS: Final = re.compile(" {10,}")
"""Blanks that are cheaper to erase, and to jump over, than to write."""


class Front:
    """The cells of the terminal, of which nothing is known at first."""

    def __init__(self, width: int, height: int, *, scrolls: bool = True, erases: bool = True) -> None:
        self.width = width
        self.height = height
        self._scrolls = scrolls
        self._erases = erases
        self.characters = [[UNKNOWN] * width for _ in range(height)]
        self.styles = [[""] * width for _ in range(height)]
        self._out: list[str] = []
        self._style = ""
        self._at = (-1, -1)

    def paint(self, frame: Mapping[int, Sequence[Piece]]) -> str:
        """What to write so that the terminal shows these pieces, by row; the pen is left as it was: unstyled."""
        self._out, self._style, self._at = [], "", (-1, -1)
        differing = {y: pieces for y, pieces in frame.items() if self._differs(y, pieces)}
        if self._scrolls and (scroll := best_scroll(self.characters, self.styles, self.width, differing)):
            self._scroll(scroll)
            for y, kept in scroll.repaired.items():
                for each in kept:
                    self._piece(y, each)
        for y in sorted(differing):
            for each in differing[y]:
                self._piece(y, each)
        self._pen("")
        return "".join(self._out)

    def _differs(self, y: int, pieces: Sequence[Piece]) -> bool:
        characters, styles = self.characters[y], self.styles[y]
        for each in pieces:
            x, end = each.x, each.x + len(each.characters)
            if characters[x:end] != each.characters or styles[x:end] != each.styles:
                return True
            if not each.sure and UNKNOWN in each.characters:
                return True
        return False

    def _scroll(self, scroll: Scroll) -> None:
        """Move whole rows; what comes in is blank, in the terminal's own colors since the pen is unstyled."""
        top, bottom, count = scroll.top, scroll.bottom, abs(scroll.by)
        verb = "M" if scroll.by > 0 else "L"
        amount = str(count) if count > 1 else ""
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1}H\x1b[{amount}{verb}\x1b[r")
        for rows, filler in ((self.characters, " "), (self.styles, "")):
            fresh = [[filler] * self.width for _ in range(count)]
            moved = rows[top : bottom + 1]
            rows[top : bottom + 1] = [*moved[count:], *fresh] if scroll.by > 0 else [*fresh, *moved[:-count]]

    def _piece(self, y: int, each: Piece) -> None:
        characters, styles = self.characters[y], self.styles[y]
        x, end = each.x, each.x + len(each.characters)
        old, old_styles = characters[x:end], styles[x:end]
        if old == each.characters and old_styles == each.styles and (each.sure or UNKNOWN not in old):
            return
        if each.sure and (SURE.issuperset(old) or old == [UNKNOWN] * len(old)):
            self._runs(y, each, old, old_styles)
        else:
            self._as_it_is(y, each)
        characters[x:end] = each.characters
        styles[x:end] = each.styles

    def _as_it_is(self, y: int, each: Piece) -> None:
        """Write the piece as plain output would: what becomes of half a wide character is the terminal's."""
        self._go(each.x, y)
        for text, codes in each.texts:
            if text:
                self._pen(codes)
                self._out.append(text)
        self._at = (-1, -1)

    def _runs(self, y: int, each: Piece, old: list[str], old_styles: list[str]) -> None:
        """Write what differs."""
        new, new_styles = each.characters, each.styles
        differs = list(map(bool.__or__, map(ne, new, old), map(ne, new_styles, old_styles)))
        length = len(differs)
        start = differs.index(True)
        while start < length:
            end = start + 1
            gap = 0
            for place in range(end, length):
                if differs[place]:
                    gap, end = 0, place + 1
                elif (gap := gap + 1) > BRIDGED:
                    break
            self._run(y, each, start, end)
            try:
                start = differs.index(True, end)
            except ValueError:
                break

    def _run(self, y: int, each: Piece, start: int, end: int) -> None:
        """Write some cells of a piece, style by style."""
        styles = each.styles
        while start < end:
            codes = styles[start]
            stop = start + 1
            while stop < end and styles[stop] == codes:
                stop += 1
            self._text(each.x + start, y, "".join(each.characters[start:stop]), codes)
            start = stop

    def _text(self, x: int, y: int, text: str, codes: str) -> None:
        """Write text of one style; long blanks are erased."""
        if self._erases and "          " in text and erasable(codes):
            at = 0
            for blanks in _BLANKS.finditer(text):
                self._plain(x + at, y, text[at : blanks.start()], codes)
                at = blanks.end()
                self._go(x + blanks.start(), y)
                self._pen(codes)
                self._out.append("\x1b[K" if x + at == self.width else f"\x1b[{at - blanks.start()}X")
            self._plain(x + at, y, text[at:], codes)
        else:
            self._plain(x, y, text, codes)

    def _plain(self, x: int, y: int, text: str, codes: str) -> None:
        if not text:
            return
        self._go(x, y)
        self._pen(codes)
        self._out.append(text)
        at = x + len(text)
        # Behind the last column terminals do not agree where the cursor is.
        self._at = (at, y) if at < self.width else (-1, -1)

    def _pen(self, codes: str) -> None:
        if codes != self._style:
            self._out.append(change(self._style, codes))
            self._style = codes

    def _go(self, x: int, y: int) -> None:
        if (x, y) == self._at:
            return
        ahead = x - self._at[0]
        if y == self._at[1] and ahead > 0:
            self._out.append(f"\x1b[{ahead}C" if ahead > 1 else "\x1b[C")
        else:
            self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self._at = (x, y)
