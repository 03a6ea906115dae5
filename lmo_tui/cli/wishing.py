"""The options that say what licenses are to hold."""

from datetime import date

import click

from lmo_tui.cli.options import Command
from lmo_tui.domain.wishes import Wish, parse_wish

_EXPIRES = "The last day: 2027-01-31, +30d, +6w, +3m, +1y, eom, eoq, eoy, never."


def wish_options(command: Command) -> Command:
    """Give a command the options of a wish."""
    for option in (
        click.option("--extend", metavar="AMOUNT", help="30d, 6w, 3m or 1y from the later of today and the expiry."),
        click.option("--expires", metavar="DATE", help=_EXPIRES),
        click.option("--seats", metavar="N", help="A whole number, or `site` for a site license."),
        click.option("--status", metavar="STATUS", help="Trial, Active or Suspended."),
    ):
        command = option(command)
    return command


def wish_of(status: str | None, seats: str | None, expires: str | None, extend: str | None, today: date) -> Wish:
    """The wish that those options say, understood before anything is connected."""
    if expires is not None and extend is not None:
        raise click.UsageError("--expires and --extend both set the expiry: give one.")
    if status is seats is expires is extend is None:
        raise click.UsageError("Nothing to change: give --status, --seats, --expires or --extend.")
    return parse_wish(today=today, status=status, seats=seats, expires=expires, extend=extend)
