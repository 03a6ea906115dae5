"""The command tree."""

import os
from collections.abc import Sequence

import click

from lmo_tui import __version__
from lmo_tui.cli.completing import COMPLETE, completion
from lmo_tui.cli.configuring import config
from lmo_tui.cli.demonstration import demo
from lmo_tui.cli.desk import open_desk
from lmo_tui.cli.doctor import doctor
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.exporting import export
from lmo_tui.cli.feature_sets import diff, sets
from lmo_tui.cli.finding import find
from lmo_tui.cli.handing_over import handover
from lmo_tui.cli.journaling import log
from lmo_tui.cli.listing import ls
from lmo_tui.cli.login import login
from lmo_tui.cli.manual import man
from lmo_tui.cli.options import chosen, desk_options, outside, session_options
from lmo_tui.cli.orgs import logout, orgs
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.parameters import params
from lmo_tui.cli.planning import apply, plan
from lmo_tui.cli.reporting import report
from lmo_tui.cli.rollouts import rollout
from lmo_tui.cli.serving import serve
from lmo_tui.cli.setting import set_
from lmo_tui.cli.showing import show
from lmo_tui.cli.syncing import sync
from lmo_tui.cli.timelines import history
from lmo_tui.cli.triage import inbox
from lmo_tui.cli.undoing import undo
from lmo_tui.cli.viewing import views

_EXAMPLES = """\b
Examples:
  lmo-tui demo                                   the desk, on an embedded demo LMO
  lmo-tui ls --org demo --tab expiring --json    licenses for a script
  lmo-tui set --org demo L-00042 --extend 30d    a change, checked and read back
"""


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EXAMPLES,
)
@click.version_option(__version__, prog_name="lmo-tui", message="%(prog)s %(version)s")
@session_options
@desk_options
@click.pass_context
def program(context: click.Context) -> int | None:
    """Find a customer's license in the License Management Org, see why they cannot get in, mend it.

    Without a command, the desk opens in this terminal.
    """
    if context.invoked_subcommand is not None:
        return None
    return open_desk(outside(context), chosen(context))


READING = (ls, find, show, params, rollout, diff, sets, log, history, handover, export, report, views, inbox)
WRITING = (set_, plan, apply, undo, sync)
for command in (demo, *READING, *WRITING, login, logout, orgs, serve, config, doctor, completion, man):
    program.add_command(command)


def run_command(arguments: Sequence[str], world: Outside) -> int:
    """Parse a command line and carry it out; the exit code."""
    if instruction := os.environ.get(COMPLETE):  # A shell asks what could be typed next.
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, "lmo-tui", COMPLETE, instruction)
    try:
        # Not click's own main: it turns a broken pipe into exit code 1.
        with program.make_context("lmo-tui", list(arguments), obj=world) as context:
            return int(program.invoke(context) or Exit.OK)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except click.Abort:
        raise KeyboardInterrupt from None
