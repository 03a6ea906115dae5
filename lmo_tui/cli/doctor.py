"""`doctor`: the checklist of this machine and of the org, and the guides."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.doctor_lines import checks_json, print_check
from lmo_tui.cli.doctor_term import term
from lmo_tui.cli.exits import Exit, exit_for
from lmo_tui.cli.interrupts import leaving_in_order
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.narration import narrate, passing, tell
from lmo_tui.cli.options import chosen, outside, session_options
from lmo_tui.cli.records import write_json
from lmo_tui.cli.sessions import at_once, tell_troubles
from lmo_tui.domain.checks.check import Check, Standing, summary
from lmo_tui.domain.errors import BadEntryError, LmoError
from lmo_tui.domain.text import clean

if TYPE_CHECKING:
    from lmo_tui.cli.outside import Outside
    from lmo_tui.domain.orgs import Org
    from lmo_tui.services.workbench import Workbench

Show = Callable[[Check, "Org | None"], None]


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@session_options
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> int | None:
    """Check this machine, and how the org is set up: what is wrong, why it matters, what to do.

    It only reads. Without an org it looks at this machine alone. Exit 5: something must be mended first.
    """
    if context.invoked_subcommand is not None:
        return None
    world, choice = outside(context), chosen(context)
    checks: list[Check] = []
    org: Org | None = None

    def show(check: Check, where: "Org | None" = None) -> None:
        nonlocal org
        org = where or org
        checks.append(check)
        if not as_json:
            print_check(check, where)

    error = _worked_off(world, choice, show)
    if as_json:
        checks.sort(key=lambda check: check.step)
        write_json(checks_json(checks, org, error))
    else:
        narrate(f"{summary(checks)[:1].upper()}{summary(checks)[1:]}.")
        if not choice.somewhere:
            narrate("No org was looked at: add --org demo, or --instance-url with --access-token-file.")
    if error is not None:
        tell(error)
        return exit_for(error)
    return Exit.BLOCKED if any(check.standing is Standing.BLOCKER for check in checks) else Exit.OK


@doctor.command()
@click.argument("name", required=False)
def guide(name: str | None) -> int:
    """Print a guide for what no API can do; without NAME, list them."""
    from lmo_tui.domain.guides import GUIDES, markdown

    if name is None:
        for each in GUIDES.values():
            print_line(f"{each.id:<12} {each.title}")
        return Exit.OK
    if (found := GUIDES.get(name.casefold())) is None:
        raise BadEntryError(f"There is no guide “{clean(name, 40)}”.", f"There are {', '.join(GUIDES)}.")
    print_line(markdown(found))  # As docs/guides has it.
    return Exit.OK


@doctor.command()
@session_options
@click.pass_context
def watch(context: click.Context) -> int:
    """Wait for a test install: look every ten seconds until a license and its lead appear.

    It ends after a quarter of an hour; exit 1 if no pair came.
    """
    import asyncio

    choice = chosen(context)
    if not choice.somewhere:
        raise BadEntryError("No org is known.", remedy="Add --org demo, or --instance-url with --access-token-file.")
    with outside(context).workbench(choice, at_once, passing) as workbench:
        asyncio.run(_watch(workbench))
        found = workbench.setup.watch
    if found is None:
        return Exit.REFUSED
    print_line(found.said)
    return Exit.OK if found.paired else Exit.REFUSED


async def _watch(workbench: "Workbench") -> None:
    setup = workbench.setup
    with leaving_in_order():
        try:
            await setup.watch_install(lambda: passing(setup.watch.said if setup.watch else ""))
        finally:
            passing("")
            tell_troubles(workbench)


def _worked_off(world: "Outside", choice: Chosen, show: Show) -> LmoError | None:
    """Everything that can be checked, shown as it comes; the error where the org cannot be reached."""
    for look in world.machine():
        show(look(), None)
    if not choice.somewhere:
        return None
    import asyncio

    try:
        with world.workbench(choice, at_once, passing) as workbench:
            asyncio.run(_look_at_org(workbench, show))
    except LmoError as error:
        return error
    return None


async def _look_at_org(workbench: "Workbench", show: Show) -> None:
    # Not by a session: that wants an LMA, and what is checked first is whether there is one.
    with leaving_in_order():
        try:
            passing("Connecting… ")
            await workbench.setup.run(lambda check: _shown(workbench, check, show))
        finally:
            passing("")
            tell_troubles(workbench)


def _shown(workbench: "Workbench", check: Check, show: Show) -> None:
    passing("")
    show(check, workbench.setup.org)
    passing("Looking on… ")


doctor.add_command(term)
