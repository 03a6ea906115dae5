"""Copying what one needs of a license, or of all that are marked."""

from collections.abc import Callable, Collection, Sequence

from lmo_tui.domain.copies import TITLES, Copy, copy_of, parse_copy, why_not_copy
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.background import in_background
from lmo_tui.tui.stage import Stage


def nobody() -> Collection[str]:
    """No marks."""
    return ()


class CopyActions:
    """Copies of the license that `current` gives, or of those that are `marked`, by their ids."""

    def __init__(
        self, stage: Stage, current: Callable[[], License | None], marked: Callable[[], Collection[str]] = nobody
    ) -> None:
        self._stage = stage
        self._current = current
        self._marked = marked

    @property
    def actions(self) -> Actions:
        """By command."""
        return {"copy": self.copy, "plain": lambda _: self._stage.copying.show()}

    def copy(self, words: str) -> None:
        """Copy what was named, or ask."""
        if ids := list(self._marked()):
            self._stage.work_before_keys(self._copy_marked(ids, words))
        elif license_ := self._current():
            self._stage.work_before_keys(self._offer([license_], words))

    async def _copy_marked(self, ids: Sequence[str], words: str) -> None:
        desk = self._stage.workbench.desk
        await self._offer(await in_background(lambda: desk.those(ids)), words)

    async def _offer(self, licenses: Sequence[License], words: str) -> None:
        if not licenses:
            self._stage.say("Those that are marked are gone.", "warning")
        elif words:
            self._copy(parse_copy(words), licenses)
        else:
            from lmo_tui.tui.dialogs.copy import CopyDialog

            dialog = CopyDialog(licenses, self._stage.workbench.session.org)
            self._stage.ask(dialog, lambda kind: self._copy(Copy(kind), licenses))

    def _copy(self, kind: Copy, licenses: Sequence[License]) -> None:
        org = self._stage.workbench.session.org
        if reason := why_not_copy(kind, licenses, org):
            self._stage.say(reason, "warning")
            return
        text = copy_of(kind, licenses, org)
        count = text.count("\n") + 1
        one = f"the {TITLES[kind]}" if kind in {Copy.URL, Copy.ROW} else ""  # Too long to be told.
        self._stage.copying.copy(text, f"{count:,} lines ({TITLES[kind]})" if count > 1 else one)
