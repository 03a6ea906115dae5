"""The desk of one browser page, in a process of its own: `python -m lmo_tui.cli.web.desk` with the usual options.

Keys come on stdin and frames go on stdout, in Textual's packets; when stdin closes, nobody is there any more.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING

from lmo_tui.cli.ending import run
from lmo_tui.cli.wiring import World, outlets

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench


class PageWorld(World):
    """This machine, and a screen that is in a browser."""

    def show(self, workbench: "Workbench") -> int:
        """Run the screens on a workbench; the exit code."""
        from dataclasses import replace

        from lmo_tui.cli.interrupts import leaving_in_order
        from lmo_tui.tui.app import LmoApp
        from lmo_tui.tui.terminal.fitting import here
        from lmo_tui.tui.terminal.page import PageDriver

        fit = here(os.environ, workbench.views.settings.looks)
        with leaving_in_order():
            app = LmoApp(workbench, fit=fit, outlets=replace(outlets(), browser=True))
            app.driver_class = PageDriver
            gc.freeze()  # As in a terminal: what was imported stays until the end.
            gc.enable()
            return app.run() or app.return_code or 0

    def someone_is_there(self) -> bool:
        """Nobody can be asked before the desk is open."""
        return False

    def has_screen(self) -> bool:
        """The browser is one."""
        return True


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], PageWorld()))
