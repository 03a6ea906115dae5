"""Text alone on the screen, from its left edge to its right one, for whoever marks it with a mouse or with tmux."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver
from textual.screen import Screen

from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span


class PlainTextScreen(Screen[None], inherit_bindings=False):
    """Shows a text without a border; the mouse is the terminal's own meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape,enter,backspace,Y", "close", show=False)]

    def __init__(self, text: str, where: str) -> None:
        super().__init__()
        self._text = text
        self._where = where

    def compose(self) -> ComposeResult:
        """The text, and what may be done with it."""
        yield Prose(*map(sentence, self._text.split("\n")), most=10_000, id="plain")
        yield Prose(self._foot(), id="plain-foot")

    def _foot(self) -> Line:
        file = f" · also in {self._where}" if self._where else ""
        return Span("q", Role.KEY), Span(f" close · mark it with the mouse, or with tmux{file}", Role.DIM)

    def on_mount(self) -> None:
        """Let the terminal have its mouse: it marks text, and reports nothing to us."""
        if isinstance(driver := self.app._driver, LinuxDriver | WebDriver):
            driver._disable_mouse_support()
            driver.flush()

    def action_close(self) -> None:
        """Take the mouse back, and go to where one was; not when the program ends, after which nobody gives it back."""
        if isinstance(driver := self.app._driver, LinuxDriver | WebDriver):
            driver._enable_mouse_support()
            driver.flush()
        self.dismiss(None)
