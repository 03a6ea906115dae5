"""`log`: what was changed from this machine, by whom, why, and how it ended."""

import re
import shutil
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.changing import settle
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import chosen, outside, session_options
from lmo_tui.cli.records import entry_json, write_json_array, write_json_lines
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.journal import Ending, JournalEntry, JournalQuery

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lmo_tui.services.workbench import Workbench

_OUTCOMES: Final = click.Choice([ending.value for ending in Ending], case_sensitive=False)
_AMOUNT: Final = re.compile(r"([0-9]{1,4})\s*([hdw])", re.ASCII)
_HOURS: Final = {"h": 1, "d": 24, "w": 7 * 24}
SINCE_FORMS: Final = "a day such as 2026-11-01, or an amount of time such as 12h, 7d or 4w"
_SHORT: Final = 8
"""Characters of an entry's id that people are shown; `undo` takes them."""

_COLUMNS: Final = (
    Column("Entry"),
    Column("When"),
    Column("License"),
    Column("Ended"),
    Column("Change", flexible=True),
    Column("User", flexible=True),
    Column("Org", flexible=True),
    Column("Reason", flexible=True),
)


@click.command()
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--license", "license_", default="", metavar="LICENSE", help="Of one license: L-number or record id.")
@click.option("--since", default="", metavar="WHEN", help="2026-11-01, or the last 12h, 7d, 4w.")
@click.option("--outcome", "outcomes", type=_OUTCOMES, multiple=True, help="How it ended; may be given several times.")
@click.option("--limit", type=click.IntRange(min=0), default=None, metavar="N", help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.option("--jsonl", "as_lines", is_flag=True, help="One JSON object a line.")
@session_options
@click.pass_context
def log(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    words: tuple[str, ...],
    license_: str,
    since: str,
    outcomes: tuple[str, ...],
    limit: int | None,
    as_json: bool,
    as_lines: bool,
) -> int:
    """Show the journal, newest first. Each WORD must be in the license, user, org, reason, change or outcome.

    With an org, only what was changed there, and what is not known of its end is found out first. Without one, all that
    was ever changed from this machine; nothing is asked of any org.
    """
    if as_json and as_lines:
        raise click.UsageError("--json and --jsonl are two forms of output: give one.")
    world = outside(context)
    moment = parse_since(since, world.now())
    query = JournalQuery(words, license_.strip(), moment, frozenset(map(Ending, outcomes)))
    form = write_json_array if as_json else write_json_lines if as_lines else None

    def tell(entries: "Iterator[JournalEntry]") -> int:
        found = islice(entries, limit)
        if form is not None:
            form(entry_json(entry) for entry in found)
        else:
            _print(list(found))
        return Exit.OK

    if not chosen(context).somewhere:
        return tell(filter(query.fits, world.history()))

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await settle(workbench, query.license)
        return tell(workbench.history.matching(replace(query, org=workbench.session.org)))

    return in_session(context, work)


def parse_since(text: str, now: datetime) -> datetime | None:
    """The moment from which on entries are meant; None for no text. Raises BadEntryError."""
    wanted = text.strip().casefold().removeprefix("-")
    if not wanted:
        return None
    if amount := _AMOUNT.fullmatch(wanted):
        return now - timedelta(hours=int(amount[1]) * _HOURS[amount[2]])
    if wanted == "today":
        return now.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        moment = datetime.fromisoformat(wanted.upper())
    except ValueError:
        raise BadEntryError(f"“{text.strip()}” is no point in time.", remedy=f"Give {SINCE_FORMS}.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def _print(entries: "Sequence[JournalEntry]") -> None:
    if entries:
        rows = [_cells(entry) for entry in entries]
        wide = widths(_COLUMNS, rows, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
        print_line(GAP.join(row(_COLUMNS, [column.title for column in _COLUMNS], wide)))
        for cells in rows:
            print_line(GAP.join(row(_COLUMNS, cells, wide)))
    narrate("1 change" if len(entries) == 1 else f"{len(entries):,} changes")


def _cells(entry: JournalEntry) -> tuple[str, ...]:
    changes = [
        f"{each.label} {spoken(each.field, each.before)} → {spoken(each.field, each.after)}" for each in entry.changes
    ]
    changes += [f"{name} (unknown here)" for name in entry.strange]
    undo = f"undo of {entry.undoes[:_SHORT]}: " if entry.undoes else ""
    if entry.run:
        changes.append(f"of many {entry.run[:_SHORT]}")
    return (
        entry.id[:_SHORT],
        f"{entry.at.astimezone():%Y-%m-%d %H:%M}",
        entry.license_name,
        "undone" if entry.undone_by else entry.ending,
        undo + ", ".join(changes),
        entry.user_name,
        entry.org_name,
        entry.reason,
    )
