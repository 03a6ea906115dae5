"""The saved views to choose from, and the name of a new one."""

from collections.abc import Iterable, Mapping, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters import SavedView, View, spelled_sort
from lmo_tui.domain.filters.saved import LONGEST_NAME, kept
from lmo_tui.domain.text import clean
from lmo_tui.tui.dialogs.dialog import Dialog, ListDialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.pick_list import Choice, PickList
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text


class ViewsDialog(ListDialog[str]):
    """Answers the name of a view; the counts come when they are known."""

    def __init__(
        self, own: Sequence[SavedView], known: Sequence[SavedView], current: str, counts: Mapping[str, int]
    ) -> None:
        super().__init__()
        self._own = own
        self._known = known
        self._current = current
        self._counts = counts

    def title_line(self) -> Line:
        """What is chosen."""
        return sentence("Views", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """Own ones, then those built in, and what the one under the cursor is."""
        yield PickList(self._choices(), self._current)
        yield Prose(sentence(":save NAME keeps what is on the list now, :forget NAME drops it.", Role.DIM), id="note")

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many licenses each holds."""
        self._counts = counts
        self.on_mount()

    def on_mount(self) -> None:
        """Say what was counted before there was a list to say it in."""
        for found in self.query(PickList):
            found.offer(self._choices(), found.chosen.value if found.chosen else "", still=True)

    @on(PickList.Picked)
    def choose(self, event: PickList.Picked) -> None:
        """Take the view."""
        self.dismiss(event.choice.value)

    def _choices(self) -> Sequence[Choice]:
        built_in = self._known[len(self._own) :]
        choices = [Choice("", sentence(" Your own", Role.HEADER))] if self._own else []
        choices += [self._choice(view, str(8 + place) if place < 2 else "") for place, view in enumerate(self._own)]
        choices += [Choice("", sentence(" Built in", Role.HEADER))] if self._own and built_in else []
        return [*choices, *(self._choice(view, "") for view in built_in)]

    def _choice(self, view: SavedView, key: str) -> Choice:
        count = f"{self._counts[view.name]:,}" if view.name in self._counts else "…"
        return Choice(
            view.name,
            (
                Span(f" {key or ' '} ", Role.KEY),
                Span(f"{fit_text(view.name, 20)} "),
                Span(f"{fit_text(count, 9, right=True)}  ", Role.STRONG),
                Span(view.help or clean(view.filter) or "every license", Role.DIM),
            ),
        )


class NameDialog(Dialog[str]):
    """Answers a name for the view at hand."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def title_line(self) -> Line:
        """What is asked."""
        return sentence("Keep this view", Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The name, and what is kept under it."""
        holds = kept(self._view, "it").filter or "every license"
        yield Entry(id="name", placeholder="its name", longest=LONGEST_NAME)
        yield Prose(sentence(f"Holds {holds}, sorted by {spelled_sort(self._view.sort)}.", Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("keep", "Enter", "keep"), Hint("cancel", "Ctrl+C", "cancel"))

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Take the name, or say what is wrong with it."""
        try:
            view = kept(self._view, event.value)
        except BadEntryError as error:
            self.complain(self.query_one("#note", Prose), str(error))
        else:
            self.dismiss(view.name)
