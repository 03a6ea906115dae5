"""Reading the journal for the screen: off the loop, the newest wish counts, and no key overtakes it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from lmo_tui.domain.journal import JournalEntry, JournalQuery
from lmo_tui.tui.stage import Stage

MOST: Final = 500
"""Entries that the list shows; a filter looks through all of them."""


class JournalReader:
    """Reads what fits the words that were typed last."""

    def __init__(self, stage: Stage, show: Callable[[Sequence[JournalEntry]], None]) -> None:
        self._stage = stage
        self._show = show
        self._waiting: list[asyncio.Future[None]] = []
        """Who waits for what is being read; the first one reads."""
        self._again = False
        self.text = ""

    def want(self, text: str) -> None:
        """Show what fits these words, as soon as it is read."""
        self.text = text
        self.read()

    def read(self, *, hold: bool = False) -> None:
        """Read once more; with `hold` no key acts until that is done."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if hold:
            self._stage.hold(done)
        self._waiting.append(done)
        self._again = True
        if len(self._waiting) == 1:
            self._stage.work(self._read())

    async def _read(self) -> None:
        bench = self._stage.workbench
        try:
            while self._again:
                self._again = False
                query = JournalQuery(words=tuple(self.text.split()), org=bench.session.org)
                entries = await bench.history.entries(query, MOST)
                if not self._again:
                    self._show(entries)
        finally:
            waiting, self._waiting = self._waiting, []
            for done in waiting:
                done.set_result(None)


def open_journal(stage: Stage, go: Callable[[str], None], words: str = "") -> None:
    """Show the journal; `go` leads to a license on the desk."""
    from lmo_tui.tui.screens.journal import JournalScreen

    stage.ask(JournalScreen(stage, go, words), lambda _: None)
