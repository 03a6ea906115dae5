"""The states a license may go to, and what each means for the customer."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from lmo_tui.domain.edits import effect
from lmo_tui.domain.licenses import License
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.licenses import status_span
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text


class StatusDialog(ListDialog[str]):
    """Answers the status that was chosen."""

    def __init__(self, license_: License, statuses: Sequence[tuple[str, str | None]]) -> None:
        super().__init__()
        self._license = license_
        self._choices = tuple(self._choice(status, reason) for status, reason in statuses)

    def title_line(self) -> Line:
        """Whose status."""
        customer = f" · {self._license.customer}" if self._license.customer else ""
        return (Span(f"Status of {self._license.name}", Role.STRONG), Span(customer))

    def body(self) -> Iterable[Widget]:
        """The states, and what the one under the cursor means, or why it cannot be chosen."""
        possible = next((choice for choice in self._choices if choice.why_not is None), None)
        start = possible or self._choices[0]
        yield PickList(self._choices, start.value)
        yield Prose(self._meaning(start), id="note")

    @on(PickList.Moved)
    def explain(self, event: PickList.Moved) -> None:
        """Say what the state under the cursor means."""
        if event.choice:
            self.query_one("#note", Prose).say(self._meaning(event.choice))

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Take it, or say why not."""
        if event.choice.why_not:
            self.complain(self.query_one("#note", Prose), event.choice.why_not)
        else:
            self.dismiss(event.choice.value)

    def _choice(self, status: str, reason: str | None) -> Choice:
        current = status == self._license.status
        named = status_span(status)
        mark = "now" if current else ""
        note = effect(self._license, status) if reason is None or current else reason
        line = (Span(fit_text(f"{mark:>3} ", 5), Role.DIM), Span(fit_text(named.text, 16), named.role), Span(note))
        return Choice(status, line, reason)

    def _meaning(self, choice: Choice) -> Line:
        if choice.why_not:
            return sentence(choice.why_not, Role.DIM)
        return sentence(effect(self._license, choice.value))
