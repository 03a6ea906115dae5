"""`undo`: take a change back by the same road as the desk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.changing import Manner, change_several, settle, write_options
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import outside, session_options
from lmo_tui.cli.planning import carry_out
from lmo_tui.cli.results import Result
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.cli.switching import feature_of
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import RefusedError
from lmo_tui.domain.journal import UNSETTLED, JournalEntry
from lmo_tui.domain.licenses import License

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench


@click.command()
@click.argument("name", metavar="[ENTRY]", default="")
@write_options
@session_options
@click.pass_context
def undo(context: click.Context, *, name: str, reason: str, unlock: bool, yes: bool, as_json: bool) -> int:
    """Take a change back: ENTRY is the id of one in `log`, or the beginning of it, or an L-number.

    The id of a change of many licenses takes back all of it.

    Without ENTRY it is your newest change in this org. It is only undone while the org still holds what it saved.
    """
    world = outside(context)

    async def work(workbench: "Workbench", choice: Chosen) -> int:
        manner = Manner.of(world, choice, reason=reason, unlock=unlock, yes=yes)
        if not name and not manner.asking and not yes:
            raise click.UsageError("Say which entry to undo, or add --yes for the newest one.")
        if entries := await workbench.history.of_run(name):
            drafted = await workbench.bulk.draft_back(entries)
            report = await carry_out(workbench, drafted, manner, about=f"undo of {entries[0].run}", reason=reason)
            return report.tell(as_json=as_json)
        result = await _undo(workbench, name, manner)
        return result.report(workbench.session.access, as_json=as_json)

    return in_session(context, work)


async def _undo(workbench: "Workbench", name: str, manner: Manner) -> Result:
    try:
        entry = await _entry(workbench, name)
        if reason := workbench.edits.why_not_undo(entry):
            raise RefusedError(reason)
    except RefusedError as error:
        return Result.refused(None, None, error)
    why = f": {entry.reason}" if entry.reason else ""
    narrate(f"Undo {entry.id[:8]} · {entry.at.astimezone():%Y-%m-%d %H:%M} · {entry.user_name}{why}")

    async def plan(license_: License) -> Sequence[Edit]:
        workbench.session.notice([license_])
        await workbench.session.learn_offers()
        feature = await feature_of(workbench, license_, entry.parameter) if entry.parameter else None
        return (workbench.edits.plan_undo(entry, license_, feature),)

    (result,) = await change_several(workbench, lambda: read_license(workbench, entry.license_id), plan, manner)
    return result


async def _entry(workbench: "Workbench", name: str) -> JournalEntry:
    history = workbench.history
    if not name.strip():
        newest = await history.newest_undoable()
        if newest is None:
            raise RefusedError("No saved change of yours in this org is in the journal.", remedy="Nothing to undo.")
        return newest
    entry = await history.named(name)
    if entry.ending in UNSETTLED:
        await settle(workbench, entry.license_id)
        entry = await history.named(entry.id)
    return entry
