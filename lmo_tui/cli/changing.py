"""The way of every change from the command line: settle, open, plan, show, ask, save, and say what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.interrupts import not_interrupted
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import Command
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.results import Result, change_line
from lmo_tui.domain.edits import Edit, why_locked
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.licenses import License

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

ADVICE = (
    "Salesforce advises to change licenses on its Modify License page, and not by other means;"
    " this goes straight to the record."
)


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
    license_: License | None = None
    edit: Edit | None = None
    try:
        license_ = read()
        if reason := why_locked(license_):
            raise RefusedError(reason)
        await settle(workbench, license_.id)
        await open_for_writing(workbench, manner)
        workbench.session.notice([license_])
        await workbench.session.learn_offers()
        edit = plan(license_)
        _preview(workbench, edit)
        tell_advice(workbench)
        if manner.asking and not manner.yes and not click.confirm("Save?", err=True):
            raise RefusedError("Nothing was changed.")
        await workbench.session.record_consent()
        with not_interrupted():
            outcome = await workbench.edits.save(edit, manner.reason)
    except (RefusedError, BadEntryError) as error:
        return Result.refused(license_, edit, error)
    return Result.of(outcome, edit)


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


def _preview(workbench: "Workbench", edit: Edit) -> None:
    session = workbench.session
    badge = session.org.badge if session.org else ""
    customer = f" · {edit.license.customer}" if edit.license.customer else ""
    narrate(f"Change {edit.license.name}{customer} · in {session.alias} {badge}")
    for change in edit.changes:
        narrate(f"  {change_line(change)}")
    for warning in edit.warnings:
        narrate(f"  Note: {warning}")
