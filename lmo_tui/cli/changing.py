"""The way of every change from the command line: settle, open, plan, show, ask, save, and say what became of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.interrupts import not_interrupted
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import Command
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.results import APPLIED, Result, change_line
from lmo_tui.domain.edits import Edit, why_locked
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.licenses import License

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

ADVICE = (
    "Salesforce advises to change licenses on its Modify License page, and not by other means;"
    " this goes straight to the record."
)

NOT_SENT = "It was not sent: the one before it was not saved."


@dataclass(frozen=True, slots=True)
class Manner:
    """How a change is made: why, and what the person has said yes to beforehand."""

    reason: str = ""
    unlock: bool = False
    yes: bool = False
    asking: bool = False
    """Whether a person is there who may be asked."""

    @classmethod
    def of(cls, world: Outside, choice: Chosen, *, reason: str, unlock: bool, yes: bool) -> "Manner":
        """What the options say, here."""
        return cls(reason, unlock, yes, asking=world.someone_is_there() and not choice.no_input)


def write_options(command: Command) -> Command:
    """Give a command the options of a change."""
    unlock = "Open a production org for this change; it records your consent."
    for option in (
        click.option("--json", "as_json", is_flag=True, help="The outcome as one JSON object."),
        click.option("--yes", is_flag=True, help="Do not ask for confirmation."),
        click.option("--unlock", is_flag=True, help=unlock),
        click.option("--reason", default="", metavar="TEXT", help="Why; kept in the journal."),
    ):
        command = option(command)
    return command


async def change(
    workbench: "Workbench",
    read: Callable[[], License],
    plan: Callable[[License], Edit],
    manner: Manner,
) -> Result:
    """Carry a change out; what was refused is a result too."""

    async def planned(license_: License) -> Sequence[Edit]:
        workbench.session.notice([license_])
        await workbench.session.learn_offers()
        return (plan(license_),)

    (result,) = await change_several(workbench, read, planned, manner)
    return result


async def change_several(
    workbench: "Workbench",
    read: Callable[[], License],
    plan: Callable[[License], Awaitable[Sequence[Edit]]],
    manner: Manner,
) -> Sequence[Result]:
    """Carry several changes of one license out, one after the other; after one that was not saved nothing is sent."""
    license_: License | None = None
    edits: Sequence[Edit] = ()
    try:
        license_ = read()
        if reason := why_locked(license_):
            raise RefusedError(reason)
        await settle(workbench, license_.id)
        await open_for_writing(workbench, manner)
        edits = await plan(license_)
        _preview(workbench, edits)
        tell_advice(workbench)
        if manner.asking and not manner.yes and not click.confirm("Save?", err=True):
            raise RefusedError("Nothing was changed.")
        await workbench.session.record_consent()
        return await _saved(workbench, edits, manner.reason)
    except (RefusedError, BadEntryError) as error:
        return [Result.refused(license_, edit, error) for edit in edits] or [Result.refused(license_, None, error)]


async def _saved(workbench: "Workbench", edits: Sequence[Edit], reason: str) -> Sequence[Result]:
    results: list[Result] = []
    with not_interrupted():
        for edit in edits:
            if results and results[-1].outcome != APPLIED:
                results.append(Result.refused(edit.license, edit, RefusedError(NOT_SENT)))
            else:
                results.append(Result.of(await workbench.edits.save(edit, reason), edit))
    return results


def tell_advice(workbench: "Workbench") -> None:
    """Say what Salesforce advises, once for each org."""
    if not workbench.session.consented:
        narrate(ADVICE)


async def settle(workbench: "Workbench", license_: str = "") -> None:
    """Find out how earlier changes ended of which that is not known, and say it."""
    for settled in await workbench.settler.settle(license_):
        narrate(settled.sentence)


async def open_for_writing(workbench: "Workbench", manner: Manner) -> None:
    """Open a closed org, if that was said or is said now; raises RefusedError."""
    session = workbench.session
    if session.gate.is_open():
        return
    if reason := session.gate.why_not_unlock():
        raise RefusedError(reason)
    badge = session.org.badge if session.org else ""
    unlock = manner.unlock
    if not unlock and manner.asking:
        narrate(ADVICE)
        unlock = click.confirm(f"Open {session.alias} {badge} for this change?", err=True)
    if not unlock:
        raise RefusedError(f"{session.alias} {badge} is closed for writing.", remedy="Add --unlock. " + ADVICE)
    await session.consent_and_unlock()


def _preview(workbench: "Workbench", edits: Sequence[Edit]) -> None:
    session, license_ = workbench.session, edits[0].license
    badge = session.org.badge if session.org else ""
    customer = f" · {license_.customer}" if license_.customer else ""
    narrate(f"Change {license_.name}{customer} · in {session.alias} {badge}")
    for edit in edits:
        for change in edit.changes:
            narrate(f"  {change_line(change)}")
        for warning in edit.warnings:
            narrate(f"  Note: {warning}")
