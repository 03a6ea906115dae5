"""Handing the screen over to Textual without a blink."""

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from lmo_tui.cli.other_screen import ASK, OtherScreen


def hand_over(app: App[int], screen: OtherScreen) -> None:
    """Let the app start on the screen as it is: what is there stays until the app draws over it."""

    class Driver(LinuxDriver):
        """Does not ask for the screen that the first frame is on already."""

        def write(self, data: str) -> None:
            if data == ASK and not screen.taken:
                screen.taken = True
                return
            super().write(data)

    if screen.painted and app.driver_class is LinuxDriver:
        app.driver_class = Driver
