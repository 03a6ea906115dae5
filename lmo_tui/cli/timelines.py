"""`history`: what happened to one license, and what it was on a day."""

import shutil
import sys
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.past_records import as_of_json, timeline_json
from lmo_tui.cli.records import write_json
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.cli.tables import GAP, Column, pad, row, width, widths
from lmo_tui.domain.past import as_of_facts, end_of, event_words, timeline_note, unknown_then
from lmo_tui.domain.timeline import AsOf, Event, Timeline, What

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

_COLUMNS: Final = (
    Column("When"),
    Column("Change", flexible=True),
    Column("Who", flexible=True),
    Column("Told by"),
    Column("Reason", flexible=True),
)


@click.command()
@click.argument("name", metavar="LICENSE")
@click.option("--as-of", "day", metavar="DATE", help="What it was at the end of that day: 2026-10-01, -30d, monday.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@session_options
@click.pass_context
def history(context: click.Context, name: str, day: str | None, as_json: bool) -> int:
    """Show what happened to a license, newest first: by the org's history and this machine's journal, each change once.

    LICENSE is an L-number or a record id. Salesforce keeps a history of Status, Seats, Expires and Version alone.
    """

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        now = workbench.clock()
        at = None if day is None else end_of(day, now)
        told = await workbench.history.timeline(read_license(workbench, name))
        past = None if at is None else told.as_of(at, now)
        if as_json:
            write_json(timeline_json(told) if past is None else as_of_json(told, past))
        elif past is None:
            _print(told)
        else:
            _print_as_of(told, past)
        if note := timeline_note(told):
            narrate(note)
        return Exit.OK

    return in_session(context, work)


def _print(told: Timeline) -> None:
    print_line(f"{told.license.name} · {told.license.customer or '—'}")
    rows = [_cells(event) for event in told.events]
    wide = widths(_COLUMNS, rows, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
    for cells in ([column.title for column in _COLUMNS], *rows):
        print_line(GAP.join(row(_COLUMNS, cells, wide)))


def _cells(event: Event) -> tuple[str, ...]:
    when = f"{event.at:%Y-%m-%d}" if event.what is What.INSTALLED else f"{event.at.astimezone():%Y-%m-%d %H:%M}"
    return when, event_words(event), event.who, "+".join(event.sources), event.reason


def _print_as_of(told: Timeline, past: AsOf) -> None:
    print_line(f"{told.license.name} · as of {past.at:%Y-%m-%d %H:%M}")
    facts = list(as_of_facts(told.license, past))
    size = max(width(label) for label, _ in facts)
    for label, value in facts:
        print_line(f"  {pad(label, size)}  {value}")
    print_line(f"Not known, as no history of it is kept: {unknown_then(told.license)}.")
