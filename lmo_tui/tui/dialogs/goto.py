"""Where to go: a license or an org by its name."""

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.licenses import License
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.licenses import license_status
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span

FORMS = "L-00042 or just 42, or the 15 or 18 characters of a license's or an org's id"


class GotoDialog(Dialog[License]):
    """Answers the license that was named."""

    def __init__(self, find: Callable[[str], License | None]) -> None:
        super().__init__()
        self._find = find

    def title_line(self) -> Line:
        """What is asked."""
        return sentence("Go to", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The name, and what it leads to."""
        yield Entry(id="name", longest=40)
        yield Prose(sentence(f"Type {FORMS}.", Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("go", "Enter", "go there"), Hint("cancel", "Ctrl+C", "cancel"))

    @on(Input.Changed)
    def show(self, event: Input.Changed) -> None:
        """Say which license that is."""
        found = self._find(event.value) if event.value.strip() else None
        note = self.query_one("#note", Prose)
        if found is None:
            note.say(sentence(f"Type {FORMS}.", Role.DIM))
        else:
            note.say((Span(f"{found.name}  "), license_status(found), Span(f"  {found.customer} · {found.package}")))

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Go, or say that there is no such license here."""
        found = self._find(event.value)
        if found is None:
            named = event.value.strip()
            reason = f"No license here is called “{named}”." if named else "Nothing was named."
            self.complain(self.query_one("#note", Prose), f"{reason} Type {FORMS}.")
        else:
            self.dismiss(found)
