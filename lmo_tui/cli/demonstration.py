"""`demo`: the desk on an embedded License Management Org, and that org alone."""

from dataclasses import replace
from typing import Final

import click

from lmo_tui.cli.arguments import DEMO, EVENTS, LARGEST, MOST_EVENTS, SMALLEST
from lmo_tui.cli.choice import DemoWish
from lmo_tui.cli.desk import open_desk
from lmo_tui.cli.options import chosen, desk_options, outside, session_options
from lmo_tui.domain.errors import BadEntryError

_USUAL: Final = DemoWish()


@click.group(invoke_without_command=True)
@click.option("--licenses", type=click.IntRange(SMALLEST, LARGEST), default=_USUAL.licenses, show_default=True)
@click.option("--seed", type=int, default=_USUAL.seed, show_default=True, help="Another seed, other customers.")
@click.option("--fresh", is_flag=True, help="Start over, without the changes made so far.")
@click.option(
    "--trickle",
    type=click.FloatRange(0, MOST_EVENTS),
    is_flag=False,
    flag_value=EVENTS,
    default=_USUAL.trickle,
    metavar="[PER_MINUTE]",
    help=f"Let customers install, upgrade and leave: so many events a minute, {EVENTS:g} without a number.",
)
@session_options
@desk_options
@click.pass_context
def demo(context: click.Context, licenses: int, seed: int, fresh: bool, trickle: float) -> int | None:
    """Open the desk on a demo LMO: nothing in it is real, and what you change is kept until --fresh."""
    if context.invoked_subcommand is not None:
        return None
    if "lmo_tui.instance_url" in context.meta:
        raise BadEntryError("The demo has no --instance-url.", remedy="Leave out `demo` to work in another org.")
    wish = DemoWish(licenses, seed, fresh, trickle)
    # What the environment names is another org.
    choice = replace(
        chosen(context, usual=False), org=DEMO, instance_url=None, token_file=None, profile=None, demo=wish
    )
    return open_desk(outside(context), choice)


@demo.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def serve(arguments: tuple[str, ...]) -> int:
    """Serve the demo LMO over HTTP, for other programs; --help tells its options."""
    from lmo_tui.demo.serve import main

    return main(arguments)
