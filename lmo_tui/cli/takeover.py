"""Handing the screen over to Textual without a blink."""

from textual.app import App

from lmo_tui.cli.other_screen import ASK, OtherScreen
from lmo_tui.tui.terminal.driver import LastingDriver


def hand_over(app: App[int], screen: OtherScreen) -> None:
    """Let the app start on the screen as it is: what is there stays until the app draws over it."""

    class Driver(LastingDriver):
        """Does not ask for the screen that the first frame is on already."""

        def write(self, data: str) -> None:
            if data == ASK and not screen.taken:
                screen.taken = True
                return
            super().write(data)

    if screen.painted and app.driver_class is LastingDriver:
        app.driver_class = Driver
