"""How a run ends: every way out becomes an exit code and at most one sentence."""

import os
import sys
import traceback
from collections.abc import Sequence

import click

from lmo_tui.cli.exits import Exit, exit_for
from lmo_tui.cli.narration import narrate, tell
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.program import program
from lmo_tui.cli.wiring import World
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.redaction import redact
from lmo_tui.domain.text import clean


def run(arguments: Sequence[str], world: Outside | None = None) -> int:
    """Run one command line; the exit code."""
    try:
        # Not click's own main: it turns a broken pipe into exit code 1.
        with program.make_context("lmo-tui", list(arguments), obj=world or World()) as context:
            code = program.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except LmoError as error:
        tell(error)
        return exit_for(error)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        narrate("Interrupted.")
        return Exit.INTERRUPTED
    except BrokenPipeError:  # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except Exception as bug:  # noqa: BLE001 - the crash handler: whatever is not an LmoError is a bug, told without a traceback
        return _crashed(bug)
    return int(code or Exit.OK)


def _crashed(bug: Exception) -> int:
    from lmo_tui.cli.crash_log import write_crash_log

    what = clean(redact(f"{type(bug).__name__}: {bug}"), 200)
    path = write_crash_log("".join(traceback.format_exception(bug)))
    where = f" Details, without secrets: {path}" if path else ""
    narrate(f"lmo-tui: this is a bug: {what}.{where}")
    return Exit.BUG
