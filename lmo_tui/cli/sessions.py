"""One command's stay in an org: connect, do the work, leave."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.interrupts import leaving_in_order
from lmo_tui.cli.narration import passing, tell
from lmo_tui.cli.options import chosen, outside
from lmo_tui.domain.errors import BadEntryError, UnreachableError

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench

T = TypeVar("T")
Result = TypeVar("Result")


async def at_once(call: Callable[[], T]) -> T:
    """Run a blocking call where one waits for it anyway."""
    return call()


def in_session(context: click.Context, work: "Callable[[Workbench, Chosen], Awaitable[Result]]") -> Result:
    """What the work gives, done in the org that the options name."""
    import asyncio

    choice = chosen(context)
    if not choice.somewhere:
        raise BadEntryError("No org is known.", remedy="Log in to one (lmo-tui login --help), or add --org demo.")
    with outside(context).workbench(choice, at_once, passing) as workbench:
        return asyncio.run(_stay(workbench, choice, work))


async def _stay(
    workbench: "Workbench", choice: Chosen, work: "Callable[[Workbench, Chosen], Awaitable[Result]]"
) -> Result:
    from lmo_tui.services.session import Connection

    session = workbench.session
    with leaving_in_order():
        try:
            await session.connect()
            passing("")
            tell_troubles(workbench)
            if session.connection is not Connection.ONLINE:
                raise session.error or UnreachableError("The org did not answer.")
            return await work(workbench, choice)
        finally:
            await session.close()
            tell_troubles(workbench)


def tell_troubles(workbench: "Workbench") -> None:
    """Say on stderr what happened to the files of this machine."""
    for trouble in workbench.troubles.take():
        tell(trouble)
