"""The console script."""

import os
import sys

from lmo_tui import __version__


def main() -> None:
    """Run the program with the process's arguments, and exit as `exits` says."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:  # Answered before click, whose import takes three times as long as Python's start.
        sys.stdout.write(f"lmo-tui {__version__}\n")
        return
    from lmo_tui.cli.arguments import understood

    asked = understood(arguments, os.environ)
    screen = None
    if asked is not None:
        from lmo_tui.cli.instant import instant

        screen = instant(asked, os.environ)
    try:
        if screen is not None:
            _leave_in_order()
        from lmo_tui.cli.ending import run

        code = run(arguments, screen=screen)
    finally:
        if screen is not None:
            screen.give_back()
    sys.exit(code)


def _leave_in_order() -> None:
    """Let signals unwind from now on: the terminal must come back from the picture, whenever they come."""
    import signal

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
