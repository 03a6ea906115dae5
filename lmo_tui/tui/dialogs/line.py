"""One line to type, with what it means told below while it is typed."""

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line


class LineDialog(Dialog[str]):
    """Answers what was typed, once it means something; `meaning` says what, and raises BadEntryError."""

    def __init__(
        self, title: str, advice: str, meaning: Callable[[str], str], value: str = "", longest: int = 40
    ) -> None:
        super().__init__()
        self._title_words = title
        self._advice = advice
        self._meaning = meaning
        self._value = value
        self._longest = longest

    def title_line(self) -> Line:
        """What is asked."""
        return sentence(self._title_words, Role.STRONG)

    def body(self) -> Iterable[Widget]:
        """The line, and what it means."""
        yield Entry(self._value, id="line", longest=self._longest)
        yield Prose(sentence(self._advice, Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("keep", "Enter", "keep it"), Hint("cancel", "Ctrl+C", "cancel"))

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Say what it means so far."""
        try:
            told = self._meaning(event.value)
        except BadEntryError:
            told = self._advice
        self.query_one("#note", Prose).say(sentence(told, Role.DIM))

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Take it, or say why not."""
        try:
            self._meaning(event.value)
        except BadEntryError as error:
            self.complain(self.query_one("#note", Prose), str(error))
        else:
            self.dismiss(event.value)
