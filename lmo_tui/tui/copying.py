"""Copying by the best road there is, and saying which one it was."""

from typing import TYPE_CHECKING

from lmo_tui.domain.copying import (
    Outlets,
    copyable,
    told_of_browser,
    told_of_none,
    told_of_terminal,
    told_of_tmux,
    why_not_sent,
)
from lmo_tui.domain.errors import LmoError
from lmo_tui.tui.background import in_background

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lmo_tui.tui.stage import Stage

LONGEST_NAMED = 40
"""Characters of a text that is told itself when it is copied."""


class Copying:
    """tmux's buffer where there is one, else the terminal's clipboard, else plain text to be marked by hand."""

    def __init__(self, stage: "Stage", outlets: Outlets, environment: "Mapping[str, str]") -> None:
        self._stage = stage
        self._outlets = outlets
        self._environment = environment
        self.last = ""
        """What was copied last in this run."""

    def copy(self, text: str, what: str = "") -> None:
        """Copy it; `what` names it where it is too long to be told. No key acts before that is done."""
        text = copyable(text)
        named = what or (text if len(text) <= LONGEST_NAMED and "\n" not in text else "the text")
        self.last = text
        self._stage.work_before_keys(self._copy(text, named))

    def show(self, told: str = "") -> None:
        """Show what was copied last as plain text, which is written to a file as well."""
        self._stage.work_before_keys(self._show(self.last, told))

    async def _copy(self, text: str, named: str) -> None:
        tmux = self._outlets.tmux
        outer = await in_background(lambda: tmux.take(text)) if tmux is not None else None
        if outer is not None:
            self._stage.say(told_of_tmux(named, outer))
        elif why_not := why_not_sent(self._environment, text):
            await self._show(text, told_of_none(named, why_not))
        else:
            self._stage.app.copy_to_clipboard(text)
            sent = (
                told_of_browser(named) if self._outlets.browser else told_of_terminal(named, in_tmux=tmux is not None)
            )
            self._stage.say(sent)

    async def _show(self, text: str, told: str) -> None:
        from lmo_tui.tui.screens.plain_text import PlainTextScreen

        clip, where = self._outlets.clip, ""
        try:
            where = await in_background(lambda: clip.write(text)) if clip is not None else ""
        except LmoError as error:
            self._stage.tell(error)
        self._stage.ask(PlainTextScreen(text, where), lambda _: None)
        if told:
            self._stage.say(told, "warning")
