"""Opening the desk, the terminal's own user interface."""

import os
from dataclasses import replace
from typing import Final

import click

from lmo_tui.cli.exits import Exit
from lmo_tui.cli.options import DEMO, Chosen
from lmo_tui.cli.outside import outside
from lmo_tui.cli.sessions import HOW_TO_CONNECT
from lmo_tui.domain.errors import BadEntryError

_LEAKING: Final = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_SCREENSHOT")
"""Textual writes every key and every entry to files where these say so: nobody's customers belong there."""


def open_desk(context: click.Context, choice: Chosen) -> int:
    """Run the screens on the chosen org; where none is, offer the demo."""
    world = outside(context)
    if not choice.somewhere:
        click.echo(HOW_TO_CONNECT, err=True)
        if choice.no_input or not world.someone_is_there() or not world.has_screen():
            return Exit.USAGE
        if not click.confirm("Open the demo LMO now?", default=True, err=True):
            return Exit.OK
        choice = replace(choice, org=DEMO)
    if not world.has_screen():
        raise BadEntryError("The desk needs a terminal.", remedy="Use `lmo-tui ls --json` and `lmo-tui show`.")
    for name in _LEAKING:
        os.environ.pop(name, None)
    from lmo_tui.tui.background import in_background

    with world.workbench(choice, in_background) as workbench:
        return world.show(workbench)
