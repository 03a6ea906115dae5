"""The program on the screen."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from rich.console import COLOR_SYSTEMS, RenderableType
from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Event, InputEvent, Paste, Resize
from textual.filter import LineFilter, Monochrome, NoColor
from textual.geometry import Size
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.widgets._toast import ToastHolder, ToastRack
from textual.worker import WorkerFailed

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.copying import TERMINAL_ONLY, Outlets
from lmo_tui.domain.fit import Colors, Fit
from lmo_tui.domain.text import clean
from lmo_tui.services.workbench import Workbench
from lmo_tui.tui.keys import KeyQueue
from lmo_tui.tui.render.ascii import to_ascii
from lmo_tui.tui.render.spans import steady
from lmo_tui.tui.screens.command_screen import CommandScreen
from lmo_tui.tui.screens.licenses import LicensesScreen
from lmo_tui.tui.screens.too_small import TooSmallScreen, is_too_small
from lmo_tui.tui.stage import Stage, StateChanged, Terminal
from lmo_tui.tui.stylesheets import BASE, stylesheet
from lmo_tui.tui.terminal.abilities import RELEASE, abilities
from lmo_tui.tui.terminal.caret import as_before, caret, shown
from lmo_tui.tui.terminal.filter import walls
from lmo_tui.tui.terminal.fitting import here
from lmo_tui.tui.terminal.lean import Lean
from lmo_tui.tui.terminal.title import GIVE_BACK, KEEP, titled
from lmo_tui.tui.themes import THEMES, variables_for
from lmo_tui.tui.widgets.filter_line import FilterLine

ENDING: Final = (signal.SIGTERM, signal.SIGHUP)
"""Signals that end the program in good order."""


LONGEST_MESSAGE: Final = 600
"""Characters of a message that pops up."""

NEARLY_OVER: Final = 1.0
"""Seconds that a message must have left to be shown on another screen."""

_SYSTEMS: Final = {
    Colors.TRUECOLOR: "truecolor",
    Colors.MANY: "256",
    Colors.SIXTEEN: "standard",
    Colors.NONE: "standard",
}
"""Rich's names of as many colors; where there is none it still has to write attributes."""

_NOT_QUITE: Final = (NoColor, Monochrome)
"""What Textual makes of NO_COLOR: the terminal's own colors, said by their codes, and grays."""


class LmoApp(App[int], inherit_bindings=False):
    """Shows a workbench; `run` gives back when the person leaves, and raises what was a bug."""

    CSS_PATH: ClassVar = [*BASE, stylesheet("screens.tcss"), stylesheet("dialogs.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", priority=True, show=False)]
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 5

    def __init__(
        self,
        workbench: Workbench,
        *,
        start: str | None = None,
        fit: Fit | None = None,
        outlets: Outlets = TERMINAL_ONLY,
    ) -> None:
        environment = dict(os.environ)  # Textual takes NO_COLOR out of it.
        super().__init__()
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        fit = fit or here(environment, workbench.views.settings.looks)
        self.theme = fit.theme
        if environment.get("TEXTUAL_COLOR_SYSTEM", "auto") == "auto":
            self.console._color_system = COLOR_SYSTEMS[_SYSTEMS[fit.colors]]
        self._walls = walls(fit)
        self.lean = Lean(self, abilities(environment))
        self.keys = KeyQueue(self, super().on_event)
        workbench = replace(workbench, desk=workbench.desk.over(workbench.shelf))
        self.stage = Stage(self, workbench, self.keys, Terminal(fit, environment, outlets))
        self._workbench = workbench
        self._start = start

    def get_default_screen(self) -> Screen[None]:
        """The desk."""
        return LicensesScreen(self.stage, self._start, by_rows=self.lean.moves_rows and not self.is_headless)

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice, and where it is the usual one, one that survives its terminal."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from lmo_tui.tui.terminal.driver import LastingDriver

        return LastingDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever Textual filters, then no control character, and nothing that the terminal cannot show."""
        return (*(each for each in super().get_line_filters() if not isinstance(each, _NOT_QUITE)), *self._walls)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for themes that do not know them."""
        return variables_for(self.current_theme)

    async def on_event(self, event: Event) -> None:
        """Every key in its turn."""
        if isinstance(event, InputEvent | Paste) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        """Listen to the services and to the system."""
        self._workbench.changes.subscribe(self.licenses_changed)
        self.app_resume_signal.subscribe(self, lambda _: self.take_up())
        self._write(KEEP + shown(self.stage.environment))
        self.say_where()
        self.call_after_refresh(lambda: self.fit(self.size))
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(self._task_broke)
            for number in ENDING:
                loop.add_signal_handler(number, self.end, number)

    def on_resize(self, event: Resize) -> None:
        """Cover the screen while the terminal is too small to see what a key does."""
        if self.screen_stack and event.size == self.screen.size:
            # The terminal was another size in between, and back before anybody looked: Textual sees nothing to do, and
            # what the terminal dropped would not come back.
            self.on_redraw_asked()
        self.lean.forget()
        self.fit(event.size)

    def take_up(self) -> None:
        """The terminal is ours again after a pause."""
        self.lean.forget()
        self._write(shown(self.stage.environment))

    def on_redraw_asked(self) -> None:
        """Send everything again."""
        self.lean.forget()
        self.screen.refresh(layout=True)

    def fit(self, size: Size) -> None:
        """Put the card on top, or take it away."""
        if not self.screen_stack:
            return
        covered = isinstance(self.screen, TooSmallScreen)
        if is_too_small(size) and not covered:
            self.push_screen(TooSmallScreen(self.stage))
        elif covered and not is_too_small(size):
            self.pop_screen()

    def licenses_changed(self, changed: Changed) -> None:
        """Let every screen show what the store holds now."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.call_later(self._tell, screen, changed)

    def _tell(self, screen: CommandScreen, changed: Changed) -> None:
        if self.stage.gone or screen not in self.screen_stack:
            return
        if changed.features:
            screen.features_changed()
        if not changed.features or changed.license_ids:
            screen.hear(changed, covered=screen not in self.stage.watched())

    @on(StateChanged)
    def say_where(self) -> None:
        """Name the org in the title of the terminal, and say there too that it was opened for writing."""
        session = self._workbench.session
        badge = f" {session.org.badge}" if session.org else ""
        opened = " · writing" if session.gate.time_left() else ""
        title = clean(f"lmo-tui: {session.alias}{badge}{opened}", 80)
        if self.stage.fit.ascii:
            title = to_ascii(title)
        if title != self.title:
            self.title = title
            self._write(titled(title))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a while: nothing in it is ever parsed, and it is as wide on every terminal."""
        del markup
        super().notify(
            steady(clean(message, LONGEST_MESSAGE)),
            title=steady(clean(title, LONGEST_MESSAGE)),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def _refresh_notifications(self) -> None:
        """Show no message any more whose time is as good as over.

        Textual 8.2.8 makes a timer of the time that is left; one of less than nothing never lets go of the event loop,
        and the program would stand still for ever.
        """
        for each in tuple(self._notifications):
            if each.time_left < NEARLY_OVER:
                del self._notifications[each]
        super()._refresh_notifications()
        self.call_later(self._clear_away, self.screen_stack[-1:])

    def _clear_away(self, screens: Sequence[Screen[Any]]) -> None:
        """Take away what held messages that are gone: Textual 8.2.8 leaves it, and it piles up on the desk all day."""
        shown = {ToastRack._toast_id(each) for each in self._notifications}
        for screen in screens:
            for holder in screen.query(ToastHolder) if screen.is_attached else ():
                if holder.id not in shown:
                    holder.remove()

    def action_interrupt(self) -> None:
        """Ctrl+C: out of a dialog, out of the filter, out of the program."""
        screen = self.screen
        if isinstance(screen, ModalScreen):
            screen.dismiss(None)
        elif isinstance(self.focused, FilterLine):
            self.focused.value = ""
            self.focused.post_message(FilterLine.Cleared())
        else:
            self.stage.leave()

    def end(self, number: int) -> None:
        """A signal: no write begins any more, what is on its way gets some time, and the terminal comes back."""
        if not self.stage.closing:
            self.stage.work(self.stage.end(128 + number))

    def run(self, **options: Any) -> int | None:  # noqa: ANN401 - Textual's own options, handed on
        """Show the screens until the person leaves; a bug is raised when the terminal is whole again."""
        try:
            answer = super().run(**options)
        finally:
            if sys.__stdout__ is not None and sys.__stdout__.isatty():
                shape = as_before(self.stage.environment)
                sys.__stdout__.write((RELEASE if self.lean.on else "") + shape + GIVE_BACK)
                sys.__stdout__.flush()
        self.stage.last_words()
        if self._exception is not None:
            raise self._exception
        return answer

    def _handle_exception(self, error: Exception) -> None:
        """End at once; Textual would print a traceback with the values of local variables."""
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    def _task_broke(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A bug in what nobody waits for ends the program too; asyncio would print it over the screen, as it is."""
        if isinstance(error := context.get("exception"), Exception):
            self._handle_exception(error)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write a frame as lean as can be; where that cannot be, as Textual does."""
        if self.screen_stack:
            self.cursor_position = caret(self.screen) or self.cursor_position
        if self.lean.show(renderable):
            self.post_display_hook()
        else:
            super()._display(screen, renderable)

    def _write(self, sequence: str) -> None:
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
