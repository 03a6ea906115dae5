"""Help, palette, command line, theme, and the way out."""

from collections.abc import Callable

from lmo_tui.tui.actions import Actions
from lmo_tui.tui.commands import Command, Context, Where, commands_on
from lmo_tui.tui.stage import RedrawAsked, Stage


class ProgramActions:
    """What every screen can do, told which commands it has and how they run."""

    def __init__(
        self,
        stage: Stage,
        where: Where,
        context: Callable[[], Context],
        perform: Callable[[str, str], None],
        leave: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._commands = commands_on(where)
        self._context = context
        self._perform = perform
        self._leave = leave

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

        shown: tuple[Command, ...] = self._commands
        self._stage.ask(Finder(shown, self._context(), grouped=grouped), lambda picked: self._perform(picked, ""))

    def type_command(self) -> None:
        """Open the `:` line, and run what is typed."""
        from lmo_tui.tui.dialogs.command_line import CommandLine

        self._stage.ask(CommandLine(self._commands, self._context()), lambda typed: self._perform(*typed))

    def theme(self, wanted: str) -> None:
        """The theme that was typed, or the next one."""
        from lmo_tui.tui.themes import THEMES

        names = [theme.name for theme in THEMES]
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
