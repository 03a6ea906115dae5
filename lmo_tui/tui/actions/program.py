"""Help, palette, command line, theme, and the way out."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lmo_tui.domain.fit import Colors
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.commands import Command, commands_on
from lmo_tui.tui.stage import RedrawAsked

if TYPE_CHECKING:
    from lmo_tui.tui.screens.command_screen import CommandScreen


class ProgramActions:
    """What every screen can do."""

    def __init__(
        self,
        screen: "CommandScreen",
        leave: Callable[[], None],
        more: Callable[[], Sequence[Command]] = tuple,
    ) -> None:
        self._stage = screen.stage
        self._commands = commands_on(screen.WHERE, screen.stage.commands)
        self._context = screen.context
        self._perform = screen.perform
        self._leave = leave
        self._more = more
        """What else the palette finds: commands with what would be typed after them in their ids."""

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "help": self.help,
            "palette": lambda _: self.find(grouped=False),
            "command": lambda _: self.type_command(),
            "theme": self.theme,
            "redraw": self.redraw,
            "quit": lambda _: self._leave(),
        }

    def help(self, topic: str) -> None:
        """The commands, or what a filter may say."""
        if not topic:
            self.find(grouped=True)
        elif "filters".startswith(topic.strip().casefold()):
            from lmo_tui.tui.dialogs.filter_help import filter_help

            self._stage.ask(filter_help(), lambda _: None)
        else:
            self._stage.say("There is help on filter; ? alone lists the keys.", "warning")

    def find(self, *, grouped: bool) -> None:
        """Show the commands, and run the one that is picked."""
        from lmo_tui.tui.dialogs.finder import Finder

        def run(picked: str) -> None:
            command_id, _, argument = picked.partition(" ")
            self._perform(command_id, argument)

        shown = self._commands if grouped else (*self._commands, *self._more())
        self._stage.ask(Finder(shown, self._context(), grouped=grouped), run)

    def type_command(self) -> None:
        """Open the `:` line, and run what is typed."""
        from lmo_tui.tui.dialogs.command_line import CommandLine

        self._stage.ask(CommandLine(self._commands, self._context()), lambda typed: self._perform(*typed))

    def theme(self, wanted: str) -> None:
        """The theme that was typed, or the next one."""
        from lmo_tui.tui.themes import THEMES

        names = [theme.name for theme in THEMES]
        fit = self._stage.fit
        if fit.colors in {Colors.NONE, Colors.SIXTEEN} and wanted != fit.theme:
            many = "no colors" if fit.colors is Colors.NONE else "sixteen colors"
            told = f"There are {many} here ({fit.why_colors}), for which only the theme {fit.theme} is made."
            self._stage.say(f'{told} If there are more: colors = "256" in config.toml.', "warning")
            return
        if wanted and wanted not in names:
            self._stage.say(f"There is no theme “{wanted}”. There are {', '.join(names)}.", "warning")
            return
        current = self._stage.app.theme
        following = names[(names.index(current) + 1) % len(names)] if current in names else names[0]
        self._stage.app.theme = wanted or following
        self._stage.say(f"Theme: {self._stage.app.theme}.")

    def redraw(self, _: str) -> None:
        """Send the whole screen again."""
        self._stage.app.post_message(RedrawAsked())
