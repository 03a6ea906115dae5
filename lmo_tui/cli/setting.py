"""`set`: change a license by the same road as the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.changing import Manner, change, write_options
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.options import outside, session_options
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.domain.edits import Value
from lmo_tui.domain.entries import parse_expiry, parse_extension, parse_seats, parse_status
from lmo_tui.domain.licenses import Field, License

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for, understood before anything is connected."""

    values: Mapping[Field, Value]
    extension: str | None
    """An amount to extend by, which only counts once the current expiry is known."""

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
@write_options
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
    wish = _understood(status, seats, expires, extend, world.now().date())

    async def work(workbench: "Workbench", choice: Chosen) -> int:
        manner = Manner.of(world, choice, reason=reason, unlock=unlock, yes=yes)
        result = await change(
            workbench,
            lambda: read_license(workbench, name),
            lambda license_: workbench.edits.plan(license_, wish.of(license_, workbench.desk.today())),
            manner,
        )
        return result.report(workbench.session.access, as_json=as_json)

    return in_session(context, work)


def _understood(status: str | None, seats: str | None, expires: str | None, extend: str | None, today: date) -> Wish:
    values: dict[Field, Value] = {}
    if status is not None:
        values[Field.STATUS] = parse_status(status)
    if seats is not None:
        values[Field.SEATS] = parse_seats(seats)
    if expires is not None:
        values[Field.EXPIRES] = parse_expiry(expires, today=today)
    if extend is not None:
        parse_extension(extend, today=today, current=today)
    return Wish(values, extend)
