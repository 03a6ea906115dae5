"""`set`: change a license by the same road as the desk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.changing import Manner, change, write_options
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.options import outside, session_options
from lmo_tui.cli.results import report_several
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.cli.switching import PARAM, switch
from lmo_tui.cli.wishing import wish_of, wish_options
from lmo_tui.domain.wishes import FeatureWish, parse_features

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench


@click.command("set")
@click.argument("name", metavar="LICENSE")
@wish_options
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=PARAM)
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
    params: tuple[str, ...],
    reason: str,
    unlock: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Change a license: LICENSE is an L-number or a record id. Only what you name is changed.

    Fields of the license and feature parameters are changed by calls of their own.
    """
    world = outside(context)
    if params:
        if not status is seats is expires is extend is None:
            raise click.UsageError(
                "--param is for parameters, not fields of the license: give it in a call of its own."
            )
        return _switch(context, name, parse_features(params), reason=reason, unlock=unlock, yes=yes, as_json=as_json)
    wish = wish_of(status, seats, expires, extend, world.now().date())

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


def _switch(  # noqa: PLR0913 - what the options say
    context: click.Context,
    name: str,
    wishes: Sequence[FeatureWish],
    *,
    reason: str,
    unlock: bool,
    yes: bool,
    as_json: bool,
) -> int:
    world = outside(context)

    async def work(workbench: "Workbench", choice: Chosen) -> int:
        manner = Manner.of(world, choice, reason=reason, unlock=unlock, yes=yes)
        results = await switch(workbench, name, wishes, manner)
        return report_several(results, workbench.session.access, as_json=as_json)

    return in_session(context, work)
