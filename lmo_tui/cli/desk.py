"""Opening the desk, the terminal's own user interface."""

import gc
import os
from typing import Final

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.outside import Outside
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.left import ASCII
from lmo_tui.tui.terminal.abilities import LEAN

HOW_TO_CONNECT: Final = (
    "No org is known yet.",
    "  Look around in the demo LMO:  lmo-tui demo",
    "  Log in to your own:           lmo-tui login --alias NAME --instance-url https://NAME.my.salesforce.com",
    "  Use a login of the sf CLI:    lmo-tui login --alias NAME --sf NAME",
    "  Look into an org just once:   lmo-tui --instance-url URL --access-token-file FILE",
)

FRAMES: Final = "240"
"""Frames a second at the most: at Textual's own 60 what a key does waits up to 17 ms for its turn."""

_LEAKING: Final = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_SCREENSHOT")
"""Textual writes every key and every entry to files where these say so: nobody's customers belong there."""


def open_desk(world: Outside, choice: Chosen) -> int:
    """Run the screens on the chosen org; where none is, ask which one it shall be."""
    if not choice.somewhere:
        if choice.no_input or not world.someone_is_there() or not world.has_screen():
            for line in HOW_TO_CONNECT:
                narrate(line)
            return Exit.USAGE
        from lmo_tui.cli.first_run import first_run

        wanted = first_run(world, choice)
        if wanted is None:
            return Exit.OK
        choice = wanted
    if not world.has_screen():
        raise BadEntryError("The desk needs a terminal.", remedy="Use `lmo-tui ls --json` and `lmo-tui show`.")
    for name in _LEAKING:
        os.environ.pop(name, None)
    os.environ["TEXTUAL_FPS"] = FRAMES
    if not choice.lean:
        os.environ[LEAN] = "0"
    if choice.ascii:
        os.environ[ASCII] = "1"
    gc.disable()  # Thousands of classes are about to be made, and none to go: looking for garbage costs 15 ms.
    try:
        from lmo_tui.cli.desks import run_desks

        return run_desks(world, choice)
    finally:
        gc.enable()
