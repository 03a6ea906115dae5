"""A terminal's screen, cell by cell with its style: just what Textual and lean output may write, and nothing else."""

import re
from collections.abc import Iterator
from typing import Final

from wcwidth import wcwidth

_TOKEN: Final = re.compile(r"\x1b\[(?P<given>[0-9;]*)(?P<verb>[A-Za-z])|(?P<line>\n)|(?P<character>[^\x00-\x1f\x7f])")
_ENDS: Final = {"22": {"1", "2"}, "23": {"3"}, "24": {"4", "21"}, "25": {"5"}, "27": {"7"}, "29": {"9"}}
_SEEN_ON_BLANKS: Final = {"4", "5", "7", "8", "9", "21", "51", "52", "53"}

Style = tuple[frozenset[str], str, str]
PLAIN: Final[Style] = (frozenset(), "", "")


class Screen:
    """Wraps no line; knows nothing at first, as after a resize: every cell holds something that nobody wrote."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.cells: list[list[tuple[str, Style]]] = [[("?", PLAIN)] * width for _ in range(height)]
        self.x = self.y = 0
        self.top, self.bottom = 0, height - 1
        self.style = PLAIN

    def write(self, data: str) -> None:
        """Take what a program wrote."""
        at = 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            assert token, f"nobody may write {data[at : at + 12]!r}"
            at = token.end()
            if character := token["character"]:
                self._draw(character)
            elif token["line"]:
                self.x, self.y = 0, min(self.y + 1, self.height - 1)
            else:
                getattr(self, f"_{token['verb']}")(token["given"])

    def differing(self, other: "Screen") -> Iterator[str]:
        """Where another screen looks different."""
        for y, (mine, theirs) in enumerate(zip(self.cells, other.cells, strict=True)):
            if mine == theirs:
                continue
            for x, (one, two) in enumerate(zip(mine, theirs, strict=True)):
                if one != two and _seen(*one) != _seen(*two):
                    yield f"row {y}, column {x}: {one} and {two}"

    def _draw(self, character: str) -> None:
        size = wcwidth(character)
        row = self.cells[self.y]
        if size <= 0:
            before = self.x - 1 - (self.x > 1 and row[self.x - 1][0] == "")
            if self.x:
                row[before] = (row[before][0] + character, row[before][1])
            return
        if self.x + size > self.width:
            self.x = self.width - size
        self._break(self.x)
        self._break(self.x + size)
        row[self.x] = (character, self.style)
        if size == 2:
            row[self.x + 1] = ("", self.style)
        self.x += size

    def _break(self, x: int) -> None:
        """Leave no half of a wide character."""
        row = self.cells[self.y]
        if 0 < x < self.width and row[x][0] == "":
            row[x - 1] = (" ", row[x - 1][1])
            row[x] = (" ", row[x][1])

    def _blank(self) -> tuple[str, Style]:
        return (" ", (frozenset(), "", self.style[2]))

    def _H(self, given: str) -> None:
        row, column = [*(int(each or 1) for each in given.split(";")), 1][:2]
        self.y, self.x = min(row, self.height) - 1, min(column, self.width) - 1

    def _C(self, given: str) -> None:
        assert self.x < self.width, "from behind the last column nobody knows where that leads"
        self.x = min(self.x + int(given or 1), self.width - 1)

    def _X(self, given: str) -> None:
        end = min(self.x + int(given or 1), self.width)
        self._break(self.x)
        self._break(end)
        self.cells[self.y][self.x : end] = [self._blank()] * (end - self.x)

    def _K(self, given: str) -> None:
        assert not given
        assert self.x < self.width
        self._X(str(self.width - self.x))

    def _r(self, given: str) -> None:
        top, bottom = (int(each) for each in given.split(";")) if given else (1, self.height)
        self.top, self.bottom, self.x, self.y = top - 1, bottom - 1, 0, 0

    def _M(self, given: str) -> None:
        count = int(given or 1)
        assert self.top <= self.y <= self.bottom
        moved = self.cells[self.y : self.bottom + 1]
        self.cells[self.y : self.bottom + 1] = [*moved[count:], *self._rows(count)]

    def _L(self, given: str) -> None:
        count = int(given or 1)
        assert self.top <= self.y <= self.bottom
        moved = self.cells[self.y : self.bottom + 1]
        self.cells[self.y : self.bottom + 1] = [*self._rows(count), *moved[:-count]]

    def _rows(self, count: int) -> list[list[tuple[str, Style]]]:
        return [[self._blank()] * self.width for _ in range(count)]

    def _m(self, given: str) -> None:
        codes = iter(given.split(";"))
        for code in codes:
            attributes, text, behind = self.style
            if code in {"", "0"}:
                self.style = PLAIN
            elif code in _ENDS:
                self.style = (attributes - _ENDS[code], text, behind)
            elif code in {"38", "48"}:
                kind = next(codes)
                color = ";".join([code, kind, *(next(codes) for _ in range(3 if kind == "2" else 1))])
                self.style = (attributes, color, behind) if code == "38" else (attributes, text, color)
            elif code[0] in "39" and len(code) == 2:
                self.style = (attributes, "" if code == "39" else code, behind)
            elif len(code) > 1 and code[:-1] in {"4", "10"}:
                self.style = (attributes, text, "" if code == "49" else code)
            else:
                self.style = (attributes | {code}, text, behind)


def _seen(character: str, style: Style) -> tuple[str, Style]:
    """What a person can see: a blank shows nothing of the color of its text, and is never bold."""
    if character == " " and not style[0] & _SEEN_ON_BLANKS:
        return (" ", (frozenset(), "", style[2]))
    return (character, style)
