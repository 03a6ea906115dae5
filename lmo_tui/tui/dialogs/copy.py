"""What to copy of a license, or of all that are marked."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from lmo_tui.domain.copies import TITLES, Copy, copy_of, why_not_copy
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import Org
from lmo_tui.tui.dialogs.dialog import ListDialog
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, fit_text


class CopyDialog(ListDialog[str]):
    """Answers what was chosen; `y` once more is the org's id."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "first", show=False)]

    def __init__(self, licenses: Sequence[License], org: Org | None) -> None:
        super().__init__()
        self._licenses = licenses
        self._choices = tuple(self._choice(kind, org) for kind in Copy)

    def title_line(self) -> Line:
        """Of which license, or of how many."""
        count = len(self._licenses)
        whose = self._licenses[0].name if count == 1 else f"{count:,} marked licenses, a line each"
        return (Span("Copy ", Role.STRONG), Span(whose))

    def body(self) -> Iterable[Widget]:
        """The choices with what each would copy."""
        yield PickList(self._choices)
        yield Prose(NOTHING, id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, the short way, out."""
        return (Hint("pick", "Enter", "copy"), Hint("first", "y", "org id"), Hint("cancel", "q", "cancel"))

    def action_first(self) -> None:
        """The org's id."""
        self._take(self._choices[0])

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Take it, or say why not."""
        self._take(event.choice)

    def _take(self, choice: Choice) -> None:
        if choice.why_not:
            self.query_one("#note", Prose).say(sentence(choice.why_not, Role.PROBLEM))
        else:
            self.dismiss(choice.value)

    def _choice(self, kind: Copy, org: Org | None) -> Choice:
        reason = why_not_copy(kind, self._licenses, org)
        # The first one shows what it would be like; ten thousand would take their time.
        shown = reason or copy_of(kind, self._licenses[:1], org)
        return Choice(kind.value, (Span(fit_text(TITLES[kind], 14), Role.DIM), Span(shown)), reason)
