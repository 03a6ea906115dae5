"""How a run ends: every way out becomes an exit code and at most one sentence."""

import os
import sys
from collections.abc import Sequence

from lmo_tui.cli.arguments import understood
from lmo_tui.cli.choice import choice_of
from lmo_tui.cli.exits import Exit, exit_for
from lmo_tui.cli.narration import narrate, tell
from lmo_tui.cli.other_screen import OtherScreen
from lmo_tui.cli.outside import Outside
from lmo_tui.cli.wiring import World
from lmo_tui.domain.errors import LmoError


def run(arguments: Sequence[str], world: Outside | None = None, *, screen: OtherScreen | None = None) -> int:
    """Run one command line; the exit code. `screen` is the terminal's second one, if a picture is on it already."""
    try:
        try:
            code = _carry_out(list(arguments), world or World(screen))
        finally:  # Before anything is told, which would be told to a screen that goes.
            if screen is not None:
                screen.give_back()
        sys.stdout.flush()
    except LmoError as error:
        tell(error)
        return exit_for(error)
    except KeyboardInterrupt:
        narrate("Interrupted.")
        return Exit.INTERRUPTED
    except BrokenPipeError:  # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except Exception as bug:  # noqa: BLE001 - the crash handler: whatever is not an LmoError is a bug, told without a traceback
        return _crashed(bug)
    return code


def _carry_out(arguments: list[str], world: Outside) -> int:
    asked = understood(arguments, os.environ)
    if asked is not None:  # The usual ways in, without click's 30 ms.
        from lmo_tui.cli.desk import open_desk

        return open_desk(world, choice_of(asked))
    from lmo_tui.cli.program import run_command

    return run_command(arguments, world)


def _crashed(bug: Exception) -> int:
    import traceback

    from lmo_tui.cli.crash_log import write_crash_log
    from lmo_tui.domain.redaction import redact
    from lmo_tui.domain.text import clean

    what = clean(redact(f"{type(bug).__name__}: {bug}"), 200)
    path = write_crash_log("".join(traceback.format_exception(bug)))
    where = f" Details, without secrets: {path}" if path else ""
    narrate(f"lmo-tui: this is a bug: {what}.{where}")
    return Exit.BUG
