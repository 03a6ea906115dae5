"""What all marked licenses are to hold."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.entries import EXPIRY_FORMS, EXTENSION_FORMS, SEATS_FORMS
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import Status
from lmo_tui.domain.wishes import Wish, parse_wish
from lmo_tui.tui.dialogs.dialog import Dialog, ListDialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.licenses import status_span
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span

_STATUSES: Final = {
    Status.ACTIVE: "the customers can use the package",
    Status.SUSPENDED: "nobody at these customers can use the package",
    Status.TRIAL: "until the trial ends; only from a trial that is over",
}
_BOXES: Final[Mapping[str, tuple[str, str, str]]] = {
    "extend": ("Extend each by", EXTENSION_FORMS, "30d"),
    "seats": ("Seats", SEATS_FORMS, ""),
    "expires": ("Expires", EXPIRY_FORMS, ""),
}


class StatusOfMany(ListDialog[str]):
    """Answers the status that all are to have."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def title_line(self) -> Line:
        """Of how many."""
        return sentence(f"Status of {_marked(self._count)}", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The states that a person may set."""
        yield PickList([_choice(status, meaning) for status, meaning in _STATUSES.items()])
        yield Prose(sentence("The next screen lists each license, and what is left out and why.", Role.DIM), id="note")

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Take it; each license is judged on the next screen."""
        self.dismiss(event.choice.value)


class TermsOfMany(Dialog[Wish]):
    """Answers what was typed, as a wish; an empty box leaves its field as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, count: int, boxes: Sequence[str], today: date) -> None:
        super().__init__()
        self._count = count
        self._boxes = boxes
        self._today = today

    def title_line(self) -> Line:
        """Of how many."""
        what = "Extend" if "extend" in self._boxes else "Terms of"
        return sentence(f"{what} {_marked(self._count)}", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """A box a field."""
        for name in self._boxes:
            label, forms, typed = _BOXES[name]
            stays = "; empty leaves it as it is" if len(self._boxes) > 1 else ""
            yield Prose((Span(label, Role.STRONG), Span(f"  {forms}{stays}", Role.DIM)), id=f"{name}-label")
            yield Entry(typed, id=name, longest=40)
        yield Prose(id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, Tab, out."""
        other = (Hint("tab", "Tab", "other field"),) if len(self._boxes) > 1 else ()
        return (Hint("next", "Enter", "look at every license"), *other, Hint("cancel", "Ctrl+C", "cancel"))

    @on(Input.Changed)
    def explain(self) -> None:
        """Say what it will become."""
        try:
            wish = self._wish()
        except LmoError as error:
            self.query_one("#note", Prose).say(sentence(str(error), Role.PROBLEM))
            return
        later = ", each from the later of today and its own expiry" if wish is not None and wish.extension else ""
        text = f"= {wish.told}{later}." if wish is not None else "Nothing is changed yet."
        self.query_one("#note", Prose).say(sentence(text, Role.ACCENT if wish is not None else Role.DIM))

    @on(Input.Submitted)
    def answer(self) -> None:
        """Give the wish back; a wrong entry keeps the boxes."""
        try:
            wish = self._wish()
        except LmoError as error:
            self.complain(self.query_one("#note", Prose), str(error))
            return
        if wish is None:
            self.complain(self.query_one("#note", Prose), "Nothing is changed yet.")
        else:
            self.dismiss(wish)

    def _wish(self) -> Wish | None:
        typed = {box.id or "": box.value for box in self.query(Entry) if box.value.strip()}
        return parse_wish(today=self._today, **typed) if typed else None


def _marked(count: int) -> str:
    return "1 marked license" if count == 1 else f"{count:,} marked licenses"


def _choice(status: str, meaning: str) -> Choice:
    named = status_span(status)
    return Choice(str(status), (Span(f" {named.text:<14}", named.role), Span(meaning, Role.DIM)))
