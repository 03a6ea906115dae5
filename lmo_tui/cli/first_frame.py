"""The desk's first picture, drawn from the store before Textual is loaded; Textual then takes the screen over.

Loading Textual takes twice as long as everything before it: meanwhile one reads the newest licenses.
"""

import os
import sys
import termios
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.text import clean
from lmo_tui.services.workbench import Workbench
from lmo_tui.tui.render.bars import org_line
from lmo_tui.tui.render.columns import header_line, row_line
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span
from lmo_tui.tui.render.tabs import SavedTab, tabs_line
from lmo_tui.tui.screens.facts import freshness, org_facts

OTHER_SCREEN: Final = "\x1b[?1049h"
"""Asks for the terminal's second screen; asked twice, some terminals wipe it."""

_ENTER: Final = f"{OTHER_SCREEN}\x1b[?25l\x1b[H\x1b[2J"
_LEAVE: Final = "\x1b[?1049l\x1b[?25h"

_SMALLEST: Final = (60, 15)
_BARS: Final = 4
"""Lines above and below the rows: org, tabs, titles, keys."""
_DETAIL_LINES, _DETAIL_COLUMNS = 15, 61
_ATTRIBUTES: Final[dict[Role, str]] = {
    **dict.fromkeys((Role.STRONG, Role.HEADER, Role.SORTED, Role.KEY, Role.TAB_ON, Role.CURSOR, Role.WRITING), "1"),
    **dict.fromkeys((Role.DIM, Role.OFF, Role.UNINSTALLED), "2"),
    **dict.fromkeys((Role.BADGE_PROD, Role.BADGE_DEMO, Role.BADGE_OTHER), "1;7"),
}
_COLORS: Final[dict[Role, str]] = {
    Role.ACTIVE: "32",
    Role.TRIAL: "34",
    Role.SUSPENDED: "33",
    Role.PROBLEM: "31",
    Role.WARNING: "33",
}


@dataclass
class Takeover:
    """Whether the screen is ours, and whether Textual has it by now."""

    painted: bool
    done: bool = False


@contextmanager
def first_frame(bench: Workbench) -> Iterator[Takeover]:
    """Show what the store holds until Textual has the screen; if it never gets it, the terminal is as before."""
    keys, screen = sys.stdin.fileno(), sys.stderr.fileno()
    try:
        size = os.get_terminal_size(screen)
        before = termios.tcgetattr(keys)
        lines = picture(bench, size.columns, size.lines)
    except (OSError, termios.error, LmoError):  # No frame then; Textual will show what there is.
        lines = []
    takeover = Takeover(painted=bool(lines))
    if not lines:
        yield takeover
        return
    try:
        termios.tcsetattr(keys, termios.TCSANOW, _silent(before))
        _write(screen, _ENTER + "".join(drawn(lines, colored=not os.environ.get("NO_COLOR"))))
        yield takeover
    finally:
        if not takeover.done:
            _write(screen, _LEAVE)
        termios.tcsetattr(keys, termios.TCSANOW, before)


def picture(bench: Workbench, width: int, height: int) -> list[Line]:
    """The lines of the desk as far as the store knows them; none where nothing is known or nothing fits."""
    if width < _SMALLEST[0] or height < _SMALLEST[1]:
        return []
    beside, below = width >= 160 and height >= 20, 100 <= width < 160 and height >= 30
    table = width - _DETAIL_COLUMNS if beside else width
    room = height - _BARS - (_DETAIL_LINES if below else 0)
    view = View()
    rows = bench.desk.open(view, room).rows(0, room)
    if not rows:
        return []
    today, columns = bench.desk.today(), bench.views.columns_of("")
    shown = (row_line(row, today, table, columns) for row in rows)
    top = org_line(org_facts(bench), freshness(bench, None), width)
    tabs, _places = tabs_line({}, Tab.ALL, "", width, [SavedTab(each.name) for each in bench.views.own])
    return [top, tabs, header_line(table, view.sort, columns), *shown]


def drawn(lines: Sequence[Line], *, colored: bool) -> Iterable[str]:
    """The lines for a terminal, each where it belongs."""
    for number, line in enumerate(lines, 1):
        yield f"\x1b[{number};1H"
        for span in line:
            yield _span(span, colored=colored)


def _span(span: Span, *, colored: bool) -> str:
    text = clean(span.text)
    look = _ATTRIBUTES.get(span.role) or (_COLORS.get(span.role) if colored else None)
    return f"\x1b[{look}m{text}\x1b[0m" if look else text


def _silent(attributes: list[int | list[bytes | int]]) -> list[int | list[bytes | int]]:
    """As Textual will set it: what is typed meanwhile waits, unseen and unchanged, until Textual reads it."""
    silent = [*attributes]
    for place, bits in (
        (0, termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR),
        (3, termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG),
    ):
        flags = silent[place]
        if isinstance(flags, int):
            silent[place] = flags & ~bits
    return silent


def _write(screen: int, text: str) -> None:
    data = text.encode("utf-8", "replace")
    while data:
        data = data[os.write(screen, data) :]
