"""The console script."""

import sys

from lmo_tui import __version__


def main() -> None:
    """Run the program with the process's arguments, and exit as `exits` says."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:  # Answered before click, whose import takes three times as long as Python's start.
        sys.stdout.write(f"lmo-tui {__version__}\n")
        return
    from lmo_tui.cli.ending import run

    sys.exit(run(arguments))
