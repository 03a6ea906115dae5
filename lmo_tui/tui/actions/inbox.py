"""What is said of the items of the inbox: asked for where nothing was typed, kept, told, and taken back."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.inbox import Item, State
from lmo_tui.domain.inbox_entries import LONGEST_NOTE, SNOOZE_FORMS, checked_note, parse_snooze
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.stage import Stage

if TYPE_CHECKING:
    from lmo_tui.domain.filters import View


class InboxActions:
    """Acts on the item under the cursor; no key acts before what it said is kept and shown."""

    def __init__(
        self, stage: Stage, current: Callable[[], Item | None], again: Callable[[str], Awaitable[None]]
    ) -> None:
        self._stage = stage
        self._current = current
        self._again = again

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "snooze": self.snooze,
            "done": lambda _: self._on_item(self._done),
            "note": self.note,
            "reopen": lambda _: self._on_item(self._reopen),
            "takeback": lambda _: self._stage.work_before_keys(self._take_back()),
        }

    def snooze(self, typed: str) -> None:
        """Put it off until what was typed, or ask until when."""
        item, today = self._current(), self._stage.workbench.desk.today()
        if item is None:
            return

        def meaning(text: str) -> str:
            until = parse_snooze(text, today)
            return f"Until {until:%A}, {until}." if until else f"Until anything of {item.license.name} changes."

        def keep(text: str) -> None:
            self._stage.work_before_keys(self._snooze(item, text))

        if typed.strip():
            keep(typed)
            return
        from lmo_tui.tui.dialogs.line import LineDialog

        self._stage.ask(LineDialog(f"Snooze {item.license.name}", f"Type {SNOOZE_FORMS}.", meaning), keep)

    def note(self, typed: str) -> None:
        """Keep what was typed as the note, or ask for one."""
        item = self._current()
        if item is None:
            return

        def meaning(text: str) -> str:
            return "" if checked_note(text) else "Without words there is no note."

        def keep(text: str) -> None:
            self._stage.work_before_keys(self._note(item, text))

        if typed.strip():
            keep(typed)
            return
        from lmo_tui.tui.dialogs.line import LineDialog

        title = f"Note on {item.license.name}: {item.rule.name}"
        advice = "It stays on this machine, and goes to nobody."
        self._stage.ask(LineDialog(title, advice, meaning, item.note, LONGEST_NOTE), keep)

    def _on_item(self, act: Callable[[Item], Awaitable[Item]]) -> None:
        if item := self._current():
            self._stage.work_before_keys(self._said(act(item)))

    async def _said(self, saying: Awaitable[Item]) -> None:
        item = await saying
        await self._again(said_of(item))

    async def _done(self, item: Item) -> Item:
        return await self._stage.workbench.inbox.done(item)

    async def _reopen(self, item: Item) -> Item:
        return await self._stage.workbench.inbox.reopen(item)

    async def _snooze(self, item: Item, text: str) -> None:
        try:
            until = parse_snooze(text, self._stage.workbench.desk.today())
        except BadEntryError as error:
            self._stage.say(str(error), "warning")
            return
        await self._said(self._stage.workbench.inbox.snooze(item, until))

    async def _note(self, item: Item, text: str) -> None:
        try:
            await self._said(self._stage.workbench.inbox.note(item, text))
        except BadEntryError as error:
            self._stage.say(str(error), "warning")

    async def _take_back(self) -> None:
        told = ""
        try:
            if item := await self._stage.workbench.inbox.take_back():
                told = f"{item.license.name} is as it was"
        finally:
            await self._again(told)


def said_of(item: Item) -> str:
    """What was just said of it, for the line over the list: one that pops up would cover the next item."""
    mark = item.mark
    if mark is None or item.state is State.OPEN:
        return f"{item.license.name} is noted" if mark and mark.note else f"{item.license.name} is open"
    if item.state is State.DONE:
        return f"{item.license.name} is done, u undoes"
    return f"{item.license.name} until {mark.until or 'a change'}, u undoes"


def open_inbox(stage: Stage, go: Callable[[str], None], show: "Callable[[View], None]") -> None:
    """Show the inbox; `go` leads to a license on the desk, `show` opens a view there."""
    from lmo_tui.tui.screens.inbox import InboxScreen

    stage.ask(InboxScreen(stage, go, show), lambda _: None)
