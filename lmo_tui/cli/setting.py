"""`set`: change a license by the same road as the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.interrupts import not_interrupted
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import outside, session_options
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.results import Result, change_line
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.domain.edits import Edit, Value, why_locked
from lmo_tui.domain.entries import parse_expiry, parse_extension, parse_seats, parse_status
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.licenses import Field, License

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

ADVICE = (
    "Salesforce advises to change licenses on its Modify License page, and not by other means;"
    " this goes straight to the record."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for, understood before anything is connected."""

    name: str
    values: Mapping[Field, Value]
    extension: str | None
    """An amount to extend by, which only counts once the current expiry is known."""
    reason: str
    unlock: bool
    yes: bool

    def of(self, license_: License, today: date) -> Mapping[Field, Value]:
        """The values that this license is to hold."""
        if self.extension is None:
            return self.values
        until = parse_extension(self.extension, today=today, current=license_.expires)
        return {**self.values, Field.EXPIRES: until}


@click.command("set")
@click.argument("name", metavar="LICENSE")
@click.option("--status", metavar="STATUS", help="Trial, Active or Suspended.")
@click.option("--seats", metavar="N", help="A whole number, or `site` for a site license.")
@click.option("--expires", metavar="DATE", help="The last day: 2027-01-31, +30d, +6w, +3m, +1y, eom, eoq, eoy, never.")
@click.option("--extend", metavar="AMOUNT", help="30d, 6w, 3m or 1y from the later of today and the current expiry.")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept in the journal.")
@click.option("--unlock", is_flag=True, help="Open a production org for this one change; it records your consent.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as one JSON object.")
@session_options
@click.pass_context
def set_(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    name: str,
    status: str | None,
    seats: str | None,
    expires: str | None,
    extend: str | None,
    reason: str,
    unlock: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Change a license: LICENSE is an L-number or a record id. Only what you name is changed."""
    if expires is not None and extend is not None:
        raise click.UsageError("--expires and --extend both set the expiry: give one.")
    if status is seats is expires is extend is None:
        raise click.UsageError("Nothing to change: give --status, --seats, --expires or --extend.")
    world = outside(context)
    today = world.now().date()
    values: dict[Field, Value] = {}
    if status is not None:
        values[Field.STATUS] = parse_status(status)
    if seats is not None:
        values[Field.SEATS] = parse_seats(seats)
    if expires is not None:
        values[Field.EXPIRES] = parse_expiry(expires, today=today)
    if extend is not None:
        parse_extension(extend, today=today, current=today)
    wish = Wish(name, values, extend, reason, unlock, yes)

    async def work(workbench: "Workbench", choice: Chosen) -> int:
        result = await _carry_out(workbench, world, choice, wish)
        return result.report(workbench.session.access, as_json=as_json)

    return in_session(context, work)


async def _carry_out(workbench: "Workbench", world: Outside, choice: Chosen, wish: Wish) -> Result:
    license_: License | None = None
    edit: Edit | None = None
    asking = world.someone_is_there() and not choice.no_input
    try:
        license_ = read_license(workbench, wish.name)
        if reason := why_locked(license_):
            raise RefusedError(reason)
        await settle(workbench, license_.id)
        await _open_for_writing(workbench, unlock=wish.unlock, asking=asking)
        workbench.session.notice([license_])
        await workbench.session.learn_offers()
        edit = workbench.edits.plan(license_, wish.of(license_, workbench.desk.today()))
        _preview(workbench, edit)
        if asking and not wish.yes and not click.confirm("Save?", err=True):
            raise RefusedError("Nothing was changed.")
        with not_interrupted():
            outcome = await workbench.edits.save(edit, wish.reason)
    except (RefusedError, BadEntryError) as error:
        return Result.refused(license_, edit, error)
    return Result.of(outcome, edit)


async def _open_for_writing(workbench: "Workbench", *, unlock: bool, asking: bool) -> None:
    session = workbench.session
    if session.gate.is_open():
        return
    if reason := session.gate.why_not_unlock():
        raise RefusedError(reason)
    badge = session.org.badge if session.org else ""
    if not unlock and asking:
        narrate(ADVICE)
        unlock = click.confirm(f"Open {session.alias} {badge} for this one change?", err=True)
    if not unlock:
        raise RefusedError(f"{session.alias} {badge} is closed for writing.", remedy="Add --unlock. " + ADVICE)
    await session.consent_and_unlock()


async def settle(workbench: "Workbench", license_id: str = "") -> None:
    """Find out how earlier changes ended of which that is not known, and say it."""
    for settled in await workbench.settler.settle(license_id):
        narrate(settled.sentence)


def _preview(workbench: "Workbench", edit: Edit) -> None:
    session = workbench.session
    badge = session.org.badge if session.org else ""
    customer = f" · {edit.license.customer}" if edit.license.customer else ""
    narrate(f"Change {edit.license.name}{customer} · in {session.alias} {badge}")
    for change in edit.changes:
        narrate(f"  {change_line(change)}")
    for warning in edit.warnings:
        narrate(f"  Note: {warning}")
