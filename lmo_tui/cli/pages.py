"""Drawn lines as a page or a picture that stands alone: no script, no font and nothing else is fetched."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lmo_tui.tui.render.spans import Line

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML holds, however it is escaped."""

_LIGHT: Final = {
    "text": "#1c1c1c",
    "strong": "#000000",
    "header": "#1c1c1c",
    "dim": "#6a6a6a",
    "accent": "#00609c",
    "active": "#17723a",
    "trial": "#1c5fb0",
    "suspended": "#8a5a00",
    "warning": "#8a5a00",
    "problem": "#b3261e",
    "uninstalled": "#6a6a6a",
}
_DARK: Final = {
    "text": "#d4d4d4",
    "strong": "#ffffff",
    "header": "#d4d4d4",
    "dim": "#8f8f8f",
    "accent": "#62b6e8",
    "active": "#6cc48a",
    "trial": "#7fb2f0",
    "suspended": "#e0b050",
    "warning": "#e0b050",
    "problem": "#f2786e",
    "uninstalled": "#8f8f8f",
}
_PAPER: Final = {"light": "#ffffff", "dark": "#16181c"}
_FONT: Final = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace"
_CELL, _ROW, _EDGE = 8, 18, 16
"""Pixels: the width of a cell, the height of a line, the margin."""


def html_page(title: str, lines: "Sequence[Line]", width: int) -> Iterator[str]:
    """A page with the lines as preformatted text, in the colors that the reader's machine prefers."""
    del width
    name = _clean(title)
    yield f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{name}</title>\n'
    # Even if something slipped through, nothing would be run or fetched.
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield '<meta name="viewport" content="width=device-width">\n<style>\n'
    yield f"body{{margin:2em}} pre{{font:14px/1.3 {_FONT};overflow-x:auto}} .strong,.header{{font-weight:bold}}\n"
    yield from _colors("color", "body{background:%s}")
    yield f'</style>\n</head>\n<body class="text">\n<h1>{name}</h1>\n<pre>\n'
    for line in lines:
        yield "".join(f'<span class="{role}">{_clean(text)}</span>' for text, role in line).rstrip() + "\n"
    yield "</pre>\n</body>\n</html>\n"


def svg_picture(title: str, lines: "Sequence[Line]", width: int) -> Iterator[str]:
    """A picture of the lines, each piece at its cells whatever the font is."""
    from lmo_tui.tui.render.spans import cells

    wide, high = 2 * _EDGE + width * _CELL, 2 * _EDGE + (len(lines) + 2) * _ROW
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">\n'
    yield f"<title>{_clean(title)}</title>\n<style>\ntext{{font:14px {_FONT};white-space:pre}}"
    yield " .strong,.header{font-weight:bold}\n"
    yield from _colors("fill", ".paper{fill:%s}")
    yield '</style>\n<rect class="paper" width="100%" height="100%"/>\n'
    yield f'<text class="strong" x="{_EDGE}" y="{_EDGE + _ROW}">{_clean(title)}</text>\n'
    for place, line in enumerate(lines, start=3):
        at = 0
        for text, role in line:
            long = cells(text)
            if text.strip():
                where = f'x="{_EDGE + at * _CELL}" y="{_EDGE + place * _ROW}" textLength="{long * _CELL}"'
                yield f'<text class="{role}" {where} lengthAdjust="spacingAndGlyphs">{_clean(text)}</text>\n'
            at += long
    yield "</svg>\n"


def _colors(what: str, paper: str) -> Iterator[str]:
    yield "".join((paper % _PAPER["light"], *(f".{role}{{{what}:{color}}}" for role, color in _LIGHT.items()))) + "\n"
    dark = (paper % _PAPER["dark"], *(f".{role}{{{what}:{color}}}" for role, color in _DARK.items()))
    yield f"@media (prefers-color-scheme:dark){{{''.join(dark)}}}\n"


def _clean(text: str) -> str:
    return escape(_NO_XML.sub("", text))
