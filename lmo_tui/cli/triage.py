"""`inbox`: what wants to be looked at, and what is said of it."""

import shutil
import sys
from typing import TYPE_CHECKING, Final

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.license_table import print_line, spoken_customer
from lmo_tui.cli.listing import fetched
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import session_options
from lmo_tui.cli.records import Json, write_json_array
from lmo_tui.cli.sessions import in_session, tell_troubles
from lmo_tui.cli.tables import GAP, Column, row, widths
from lmo_tui.cli.triage_saying import done, note, reopen, said, snooze
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.inbox import Item, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lmo_tui.services.inbox import Section
    from lmo_tui.services.workbench import Workbench

_COLUMNS: Final = (
    Column("Rule"),
    Column("License"),
    Column("Customer", flexible=True),
    Column("Said"),
    Column("Why", flexible=True),
    Column("Note", flexible=True),
)


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="Also what is put off or done.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array; with --all an export of everything.")
@session_options
@click.pass_context
def inbox(context: click.Context, *, everything: bool, as_json: bool) -> int | None:
    """List what wants to be looked at: licenses that a rule finds, without those that are put off or done.

    Rules are built in, and [[rules]] of your own in config.toml. What you say of an item stays on this machine.
    """
    if context.invoked_subcommand is not None:
        return None
    _tell_problems()

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await fetched(workbench)
        sections = await workbench.inbox.sections(everything=everything, most=None) or ()
        tell_troubles(workbench)
        if as_json:
            write_json_array(_json(workbench, item) for section in sections for item in section.items)
        else:
            _print(workbench, sections)
        for section in sections:
            counts = ", ".join(f"{section.counts[state]:,} {state}" for state in State)
            narrate(f"{section.rule.name}: {counts}")
        return Exit.OK

    return in_session(context, work)


for command in (done, snooze, note, reopen):
    inbox.add_command(command)


def _tell_problems() -> None:
    from lmo_tui.storage import paths
    from lmo_tui.storage.settings import SettingsFile

    for problem in SettingsFile(paths.settings_path()).load().problems:
        narrate(problem.told)


def _print(workbench: "Workbench", sections: "Sequence[Section]") -> None:
    items = [item for section in sections for item in section.items]
    if not items:
        return
    cells = [
        (
            item.rule.name,
            item.license.name,
            spoken_customer(item.license),
            said(item),
            workbench.desk.verdict(item.license).sentence,
            item.note,
        )
        for item in items
    ]
    wide = widths(_COLUMNS, cells, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
    for each in ([column.title for column in _COLUMNS], *cells):
        print_line(GAP.join(row(_COLUMNS, each, wide)))


def _json(workbench: "Workbench", item: Item) -> dict[str, Json]:
    verdict = workbench.desk.verdict(item.license)
    mark = item.mark
    until = mark.until if mark and item.state is State.SNOOZED else None
    return {
        "rule": item.rule.name,
        "id": long_id(item.license.id),
        "license": item.license.name,
        "customer": item.license.customer,
        "state": item.state.value,
        "back": item.is_back,
        "until": until.isoformat() if until else None,
        "note": item.note,
        "verdict": verdict.kind.value,
        "can_use": verdict.can_use.value,
        "why": verdict.sentence,
    }
