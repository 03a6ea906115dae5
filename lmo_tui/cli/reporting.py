"""`report`: the overview for people who are not in the terminal, and for scripts."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.listing import TABS, fetched, view_of
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import Json, write_json
from lmo_tui.cli.sessions import in_session
from lmo_tui.domain.filters import Tab, View
from lmo_tui.domain.overview import Figure, Mark, Row, opened

if TYPE_CHECKING:
    from lmo_tui.services.overview import Overview
    from lmo_tui.services.workbench import Workbench
    from lmo_tui.tui.render.overview import Signs
    from lmo_tui.tui.render.spans import Line

WIDTH: Final = 120
"""Cells of a line where no terminal says how many it has."""

_NARROWEST: Final = 80

_COLORS: Final = {
    "active": "green",
    "trial": "blue",
    "suspended": "yellow",
    "warning": "yellow",
    "problem": "red",
    "uninstalled": "bright_black",
    "dim": "bright_black",
    "accent": "cyan",
}
"""The colors of a terminal for what a piece of text is."""


@click.command()
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@click.option("--tab", type=TABS, default=Tab.ALL.value, help="One of the tabs of the desk.")
@click.option("--view", "name", metavar="NAME", help="A view of your own or one built in; `views` lists them.")
@click.option("--json", "as_json", is_flag=True, help="Every number with the filter of its licenses.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a picture.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@session_options
@click.pass_context
def report(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    words: tuple[str, ...],
    tab: str,
    name: str | None,
    as_json: bool,
    svg: Path | None,
    html: Path | None,
    force: bool,
) -> int:
    """Count licenses by status, last day of access, version, seats and month; FILTER as in ls.

    What is written to a file needs no other file and no network, and only you can read it.
    """
    view = view_of(words, tab, name, None, reverse=False)
    files = [file for file in (svg, html) if file is not None]

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await fetched(workbench)
        overview = await workbench.overview.of(view)
        if overview is None:
            return Exit.REFUSED
        title = _title(workbench, overview)
        _write(overview, title, svg, html, replace=force)
        if as_json:
            write_json(_json(workbench, overview))
        elif not files:
            _print(overview, title)
        return Exit.OK

    if not force:
        from lmo_tui.storage.exports import refuse_if_there

        for file in files:
            refuse_if_there(file)
    return in_session(context, work)


def _title(workbench: "Workbench", overview: "Overview") -> str:
    view = overview.view
    said = " ".join(filter(None, ("" if view.tab is Tab.ALL else view.tab.value, view.filter))) or "all licenses"
    at = workbench.clock().isoformat(sep=" ", timespec="minutes")
    return f"{workbench.session.alias}: {said}, {overview.total:,} licenses, {at}"


def _lines(figures: Sequence[Figure], width: int, signs: "Signs") -> "Sequence[Line]":
    from lmo_tui.tui.render.overview import draw, page

    return page([draw(figure, width, signs) for figure in figures]).lines


def _print(overview: "Overview", title: str) -> None:
    from lmo_tui.tui.render.overview import ASCII, UNICODE
    from lmo_tui.tui.render.spans import text_of

    on_screen = sys.stdout.isatty()
    width = max(shutil.get_terminal_size().columns, _NARROWEST) if on_screen else WIDTH
    colored = on_screen and not os.environ.get("NO_COLOR")
    print_line(title)
    print_line("")
    for line in _lines(overview.figures, width, UNICODE if _writes_signs() else ASCII):
        if colored:
            print_line("".join(_styled(text, str(role)) for text, role in line))
        else:
            print_line(text_of(line))


def _styled(text: str, role: str) -> str:
    if role in {"strong", "header"}:
        return click.style(text, bold=True)
    return click.style(text, fg=_COLORS[role]) if role in _COLORS and text.strip() else text


def _writes_signs() -> bool:
    """Whether the locale can write what bars are made of."""
    try:
        "█▓▒░·└─".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _write(overview: "Overview", title: str, svg: Path | None, html: Path | None, *, replace: bool) -> None:
    if svg is None and html is None:
        return
    from lmo_tui.cli.pages import html_page, svg_picture
    from lmo_tui.storage.exports import write_whole
    from lmo_tui.tui.render.overview import UNICODE

    lines = _lines(overview.figures, WIDTH, UNICODE)
    for file, parts in ((svg, svg_picture), (html, html_page)):
        if file is not None:
            write_whole(file, parts(title, lines, WIDTH), replace=replace)
            narrate(f"The overview of {overview.total:,} licenses in {file}")


def _json(workbench: "Workbench", overview: "Overview") -> dict[str, Json]:
    synced = workbench.sync.freshness.synced_at
    view = overview.view
    return {
        "org": workbench.session.alias,
        "synced_at": None if synced is None else synced.isoformat(timespec="seconds"),
        "tab": view.tab.value,
        "filter": view.filter,
        "licenses": overview.total,
        "figures": [_figure_json(figure, view) for figure in overview.figures],
    }


def _figure_json(figure: Figure, view: View) -> dict[str, Json]:
    def marks(row: Row) -> list[Json]:
        return [_mark_json(mark, view) for mark in row.marks if mark is not None]

    return {
        "id": figure.id,
        "title": figure.title,
        "rows": [{"label": row.label, "marks": marks(row)} for row in figure.rows],
    }


def _mark_json(mark: Mark, view: View) -> dict[str, Json]:
    return {"name": mark.name, "filter": opened(view, mark).filter, "licenses": mark.count}
