"""A screen whose keys, footer, palette and `:` line are made of commands, all performed in one place."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingsMap, BindingType
from textual.screen import Screen

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.licenses import License
from lmo_tui.tui.commands import COMMANDS, Command, Context, Where, commands_on
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.stage import Stage, StateChanged
from lmo_tui.tui.widgets.bars import HintsBar

if TYPE_CHECKING:
    from lmo_tui.tui.actions import Actions


class CommandScreen(Screen[None], inherit_bindings=False):
    """Performs commands; what they do is in the actions that the screen gives."""

    WHERE: ClassVar[Where]
    FOOTER: ClassVar[tuple[str, ...]]
    """The commands of the footer, the most useful first; the last one always stays."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        if stage.has_own_keys:
            self._bindings = BindingsMap(bindings_on(self.WHERE, stage.commands))
        self.actions: Actions = {}
        """What the commands do here; each screen fills it when it is mounted."""
        self._missed: Changed | None = None
        """What changed while another screen was on top."""

    @property
    def license(self) -> License | None:
        """The license that commands act on, where there is one."""
        return None

    @property
    def is_there(self) -> bool:
        """Whether it is still one of the screens: one that is taken down loses its parts before it is gone itself."""
        return not self.stage.gone and self in self.app.screen_stack

    def context(self) -> Context:
        """What the guards look at."""
        return self.stage.context(self.license)

    def perform(self, command_id: str, argument: str = "") -> None:
        """The one road to every command, from a key, the palette, the `:` line or a click: run it, or say why not."""
        command = self.stage.commands[command_id]
        reason = command.why_not(self.context())
        if reason is None and command.dangerous and self.stage.closing:
            reason = "The program is about to end."
        if reason is None:
            self.actions[command_id](argument)
        else:
            self.stage.say(self.stage.why_not(reason, self.license), "warning")

    def action_command(self, command_id: str) -> None:
        """What every key is bound to."""
        self.perform(command_id)

    @on(HintsBar.Pressed)
    def press(self, event: HintsBar.Pressed) -> None:
        """A click on a key is the key."""
        self.perform(event.name)

    @on(events.Paste)
    def take_ticket(self, event: events.Paste) -> None:
        """What is pasted on a list is what a license is looked for by."""
        event.stop()
        if self.WHERE in COMMANDS["find"].where:
            self.perform("find", event.text)
        else:
            self.stage.say("A ticket is pasted on the list: go back there first.", "warning")

    def hints(self, context: Context | None = None) -> Sequence[Hint]:
        """The footer: dim what cannot run now, or in this context."""
        context = context or self.context()
        told = [("many", context.many_told)] if context.many_told else []
        told += [("unmark", f"unmark {context.marked:,}")] if context.marked else []
        return (
            *(Hint(command_id, _first_key(self.stage.commands[command_id]), text) for command_id, text in told),
            *self._acting(context),
        )

    def _acting(self, context: Context) -> tuple[Hint, ...]:
        return tuple(
            Hint(command.id, _first_key(command), command.title, command.why_not(context) is None)
            for command in (self.stage.commands[command_id] for command_id in self.FOOTER)
        )

    def licenses_changed(self, changed: Changed) -> None:
        """The store holds other values."""
        raise NotImplementedError

    def hear(self, changed: Changed, *, covered: bool) -> None:
        """The store holds other values; what is below a busy screen looks when it is on top again."""
        if covered:
            self._missed = changed.together(self._missed)
        else:
            self.licenses_changed(changed)

    @on(events.ScreenResume)
    def look_again(self) -> None:
        """Show what changed meanwhile."""
        missed, self._missed = self._missed, None
        if missed is not None:
            self.licenses_changed(missed)
        self.post_message(StateChanged())

    def features_changed(self) -> None:
        """The store holds other feature values, or there is something else to say of them: most screens show none."""


def bindings_on(where: Where, commands: Mapping[str, Command] = COMMANDS) -> list[BindingType]:
    """The keys of a screen."""
    return [command.binding for command in commands_on(where, commands) if command.keys]


def _first_key(command: Command) -> str:
    """What the footer calls it by: its word where a person has given it no key."""
    return command.key_names[0] if command.keys else f":{command.id}"
