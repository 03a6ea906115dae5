"""The desk's first picture, drawn from the store before Textual is loaded; Textual then takes the screen over.

Loading Textual takes twice as long as everything before it: meanwhile one reads the newest licenses.
"""

import os
import sys
import termios
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from lmo_tui.cli.other_screen import OtherScreen
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.fit import UNICODE, Colors, Fit
from lmo_tui.domain.left import SMALLEST
from lmo_tui.domain.text import clean
from lmo_tui.services.workbench import Workbench
from lmo_tui.tui.render.ascii import to_ascii
from lmo_tui.tui.render.bars import org_line
from lmo_tui.tui.render.columns import header_line, row_line
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span
from lmo_tui.tui.render.tabs import SavedTab, tabs_line
from lmo_tui.tui.screens.facts import freshness, org_facts

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


@contextmanager
def first_frame(
    bench: Workbench, screen: OtherScreen | None = None, *, wanted: bool = True, fit: Fit = UNICODE
) -> Iterator[OtherScreen]:
    """Show what the store holds until Textual has the screen; if it never gets it, the terminal is as before.

    Nothing is shown where the last desk's picture is on the `screen` already.
    """
    screen = screen or OtherScreen(sys.stdin.fileno(), sys.stderr.fileno())
    try:
        if wanted and not screen.painted:
            size = os.get_terminal_size(sys.stderr.fileno())
            if lines := picture(bench, size.columns, size.lines):
                text = "".join(drawn(lines, colored=fit.colors is not Colors.NONE))
                screen.show((to_ascii(text) if fit.ascii else text).encode("utf-8", "replace"))
    except (OSError, termios.error, LmoError):  # No frame then; Textual will show what there is.
        pass
    try:
        yield screen
    finally:
        screen.give_back()


def picture(bench: Workbench, width: int, height: int) -> list[Line]:
    """The lines of the desk as far as the store knows them; none where nothing is known or nothing fits."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return []
    beside, below = width >= 160 and height >= 20, 100 <= width < 160 and height >= 30
    table = width - _DETAIL_COLUMNS if beside else width
    room = height - _BARS - (_DETAIL_LINES if below else 0)
    mark = bench.views.again(bench.bookmarks.last())
    listing, view = bench.desk.reopen(mark, room), mark.view
    place = listing.position(mark.license_id) if mark.license_id else None
    rows = listing.rows(0 if place is None else place - mark.height, room)
    if not rows:
        return []
    today, columns = bench.desk.today(), bench.views.columns_of(view.name)
    shown = (row_line(row, today, table, columns) for row in rows)
    top = org_line(org_facts(bench), freshness(bench, None), width)
    tabs, _places = tabs_line({}, view.title, view.text, width, [SavedTab(name) for name in bench.views.tabs(view)])
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
