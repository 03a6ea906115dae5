"""The program, for `python -m lmo_tui`."""

from lmo_tui.cli.main import main

main()
