"""Run a command in a terminal and see the desk come up with licenses, and q end it: what CI asks of `make demo`."""

import os
import sys

from tests.e2e.terminal import Terminal

PATIENCE = 180.0
"""Seconds: `make demo` sets the environment up first."""


def main(command: list[str]) -> int:
    """The program's own exit code, or 1 when no license came on the screen."""
    with Terminal(command, environment=os.environ) as terminal:
        shown = terminal.watch(lambda: "L-0" in terminal.text, PATIENCE)
        sys.stdout.write(terminal.text + "\n")
        return terminal.type("q").expect_end() if shown else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
