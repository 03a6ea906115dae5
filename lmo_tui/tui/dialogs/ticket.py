"""From a pasted ticket to the license: the text, and what it may be about."""

from collections.abc import Iterable, Sequence
from typing import Final

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.clues import LONGEST, Hit
from lmo_tui.domain.licenses import License
from lmo_tui.tui.dialogs.dialog import Dialog, ListDialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.licenses import license_status
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text

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
    """Answers the license that was meant."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        super().__init__()
        self._hits = {hit.license.id: hit for hit in hits}

    def title_line(self) -> Line:
        """How many there are."""
        return sentence(f"{len(self._hits):,} licenses, the likeliest first", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The licenses, and why the one under the cursor is among them."""
        yield PickList([_choice(hit) for hit in self._hits.values()], id="hits")
        yield Prose(id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("go", "Enter", "go there"), Hint("cancel", "q", "cancel"))

    def on_mount(self) -> None:
        """Say why the first one is there."""
        self._explain(self.query_one(PickList).chosen)

    @on(PickList.Moved)
    def explain(self, event: PickList.Moved) -> None:
        """Say why the one under the cursor is there."""
        self._explain(event.choice)

    @on(PickList.Picked)
    def go(self, event: PickList.Picked) -> None:
        """Give it back."""
        self.dismiss(self._hits[event.choice.value].license)

    def _explain(self, choice: Choice | None) -> None:
        if choice is not None:
            self.query_one("#note", Prose).say(sentence(why(self._hits[choice.value]), Role.DIM))


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
