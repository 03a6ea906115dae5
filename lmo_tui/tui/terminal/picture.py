"""Lines of styled text as the fewest plain sequences that draw them."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

RESET: Final = "\x1b[0m"


class _Look(NamedTuple):
    attributes: tuple[str, ...] = ()
    color: str = "39"
    background: str = "49"

    @property
    def shows_on_blanks(self) -> bool:
        """Whether a blank has more to it than its background: underlined, reversed, struck."""
        return not {"4", "7", "9"}.isdisjoint(self.attributes)


class Pen:
    """Draws line after line, and remembers how it is set; it starts, and ends each `line`, as after a reset."""

    def __init__(self, colors: ColorSystem | None) -> None:
        self._colors = colors
        self._looks: dict[Style, _Look] = {}

    def line(self, y: int, segments: Iterable[Segment]) -> str:
        """The sequences that draw a line on row `y`, from 0."""
        written = [f"\x1b[{y + 1};1H"]
        now = _Look()
        for text, style, _control in segments:
            look = self._look(style)
            if text.isspace() and not look.shows_on_blanks and not now.shows_on_blanks:
                look = now._replace(background=look.background)
            written += (_change(now, look), text)
            now = look
        if now != _Look():
            written.append(RESET)
        return "".join(written)

    def _look(self, style: Style | None) -> _Look:
        if style is None:
            return _Look()
        if style not in self._looks:
            self._looks[style] = _parsed(style.render("\0", color_system=self._colors).partition("\0")[0])
        return self._looks[style]


def _parsed(sequence: str) -> _Look:
    codes = iter(sequence.removeprefix("\x1b[").removesuffix("m").split(";"))
    attributes: list[str] = []
    color, background = "39", "49"
    for code in codes:
        number = int(code or 0)
        if number in {38, 48}:
            kind = next(codes)
            code = ";".join((code, kind, *(next(codes) for _ in range(1 if kind == "5" else 3))))  # noqa: PLW2901 - the whole of it
        if 30 <= number < 40 or 90 <= number < 98:
            color = code
        elif 40 <= number < 50 or 100 <= number < 108:
            background = code
        elif number:
            attributes.append(code)
    return _Look(tuple(attributes), color, background)


def _change(now: _Look, then: _Look) -> str:
    if now == then:
        return ""
    plain = _Look()
    if now.attributes != then.attributes:
        codes = ["0", *then.attributes] if now.attributes else [*then.attributes]
        base = plain if now.attributes else now
    else:
        codes, base = [], now
    if base.color != then.color:
        codes.append(then.color)
    if base.background != then.background:
        codes.append(then.background)
    return f"\x1b[{';'.join(codes)}m" if then != plain else RESET
