"""From a pasted ticket to the license: the text, and what it may be about."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, TypeAlias

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.clues import LONGEST, Hit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import License
from lmo_tui.tui.dialogs.dialog import Dialog, ListDialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.licenses import license_status
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text

Ask: TypeAlias = Callable[[], Awaitable[Sequence[Hit]]]
"""Asks the org for the licenses; raises LmoError."""

ASKING: Final = "The org is being asked…"
UNKNOWN: Final = "Neither the local copy nor the org knows a license that this could be about."
CLUES: Final = "Ids, L-numbers, e-mails, domains and names of customers count; the rest does no harm."


class TicketEntry(Entry):
    """One line that takes a paste of many."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual's own takes the first line only.
        self.insert_text_at_cursor(" ".join(event.text.split()))


class TicketDialog(Dialog[str]):
    """Answers the text of a ticket."""

    def title_line(self) -> Line:
        """What is asked."""
        return sentence("Find the licenses that a ticket is about", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield TicketEntry(placeholder="paste the ticket", id="ticket", longest=LONGEST)
        yield Prose(sentence(CLUES, Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("find", "Enter", "find"), Hint("cancel", "Ctrl+C", "cancel"))

    @on(Input.Submitted)
    def find(self, event: Input.Submitted) -> None:
        """Take what is there."""
        if event.value.strip():
            self.dismiss(event.value)
        else:
            self.complain(self.query_one("#note", Prose), f"There is nothing to look for. {CLUES}")


class HitsDialog(ListDialog[License]):
    """Answers the license that was meant; while the org is asked for more, what is known can be chosen already.

    Closing it ends the waiting: whatever the org answers then moves nothing on the screen.
    """

    def __init__(self, hits: Sequence[Hit], ask: Ask | None = None) -> None:
        super().__init__()
        self._hits = {hit.license.id: hit for hit in hits}
        self._ask = ask
        self._said = ASKING if ask else ""

    def title_line(self) -> Line:
        """How many there are."""
        count = len(self._hits)
        if not count:
            return sentence("No license here that this could be about", Role.STRONG)
        return sentence("1 license" if count == 1 else f"{count:,} licenses, the likeliest first", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The licenses, and why the one under the cursor is among them."""
        yield PickList([_choice(hit) for hit in self._hits.values()], id="hits")
        yield Prose(id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("go", "Enter", "go there"), Hint("cancel", "q", "cancel"))

    def on_mount(self) -> None:
        """Say why the first one is there, and ask the org."""
        self._explain(self.query_one(PickList).chosen)
        if self._ask is not None:
            self.run_worker(self._wait_for(self._ask))

    @on(PickList.Moved)
    def explain(self, event: PickList.Moved) -> None:
        """Say why the one under the cursor is there."""
        self._explain(event.choice)

    @on(PickList.Picked)
    def go(self, event: PickList.Picked) -> None:
        """Give it back."""
        self.dismiss(self._hits[event.choice.value].license)

    async def _wait_for(self, ask: Ask) -> None:
        try:
            hits = await ask()
        except LmoError as error:
            self._said = f"The org did not tell more. {error}"
        else:
            self._said = "" if hits else UNKNOWN
            self._hits = {hit.license.id: hit for hit in hits}
        found = self.query_one(PickList)
        here = found.chosen.value if found.chosen else ""
        found.offer([_choice(hit) for hit in self._hits.values()], here)
        found.refresh(layout=True)
        self.query_one("#title", Prose).say(self.title_line())
        self._explain(found.chosen)

    def _explain(self, choice: Choice | None) -> None:
        reasons = why(self._hits[choice.value]) if choice is not None and choice.value in self._hits else ""
        self.query_one("#note", Prose).say(sentence(f"{reasons} {self._said}".strip(), Role.DIM))


def why(hit: Hit) -> str:
    """The reasons in one sentence."""
    return f"By {', '.join(hit.reasons)}."


def _choice(hit: Hit) -> Choice:
    license_ = hit.license
    status = license_status(license_)
    return Choice(
        license_.id,
        (
            Span(f" {fit_text(license_.name, 10)} "),
            Span(fit_text(status.text, 15), status.role),
            Span(f"{fit_text(license_.customer or '—', 26)} "),
            Span(fit_text(f"{license_.package}{' (sandbox)' if license_.sandbox else ''}", 24), Role.DIM),
        ),
    )
