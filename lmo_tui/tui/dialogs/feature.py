"""The box for the value of a feature parameter."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.feature_rules import FORMS, parse_content, stepped
from lmo_tui.domain.features import Feature, FeatureContent, Kind, spoken_content
from lmo_tui.domain.licenses import License
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span


class FeatureDialog(Dialog[Edit]):
    """Answers an edit; a wrong entry keeps the box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", show=False),
        Binding("down", "step(-1)", show=False),
    ]

    def __init__(
        self,
        license_: License,
        feature: Feature,
        plan: Callable[[FeatureContent], Edit],
        today: date,
        content: FeatureContent,
    ) -> None:
        super().__init__()
        self._license = license_
        self._feature = feature
        self._plan = plan
        self._today = today
        self._content = content
        """What the box begins with."""

    def title_line(self) -> Line:
        """Which parameter of which license, and what it holds."""
        customer = f" · {self._license.customer}" if self._license.customer else ""
        now = spoken_content(self._feature.content)
        title = f"{self._feature.parameter.label} of {self._license.name}"
        return (Span(title, Role.STRONG), Span(f"{customer} · now {now}"))

    def body(self) -> Iterable[Widget]:
        """The box, and what the entry means."""
        yield Entry(_typed(self._content), id="content", longest=40)
        yield Prose(sentence(f"Type {FORMS[self._feature.parameter.kind]}.", Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, the arrows where there is a next value, out."""
        steps = () if self._feature.parameter.kind is Kind.BOOLEAN else (Hint("step", "↑↓", "one more, one less"),)
        return (Hint("next", "Enter", "look at the change"), *steps, Hint("cancel", "Ctrl+C", "cancel"))

    def action_step(self, by: int) -> None:
        """Put the value after, or before, the one that is typed into the box."""
        box = self.query_one("#content", Entry)
        try:
            content = parse_content(self._feature.parameter.kind, box.value, today=self._today)
        except LmoError as error:
            self._note(str(error), Role.PROBLEM)
            return
        box.value = _typed(stepped(content, by)) or box.value
        box.cursor_position = len(box.value)

    def on_mount(self) -> None:
        """Begin behind what is there."""
        box = self.query_one("#content", Entry)
        box.cursor_position = len(box.value)

    @on(Input.Changed)
    def explain(self, event: Input.Changed) -> None:
        """Say what it will be, or why not."""
        try:
            (change,) = self._read(event.value).changes
        except LmoError as error:
            self._note(str(error), Role.PROBLEM if event.value.strip() else Role.DIM)
        else:
            self._note(f"{change.label} will be {spoken(change.field, change.after)}.", Role.ACCENT)

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Give the edit back."""
        try:
            edit = self._read(event.value)
        except LmoError as error:
            self._note(str(error), Role.PROBLEM)
        else:
            self.dismiss(edit)

    def _read(self, text: str) -> Edit:
        return self._plan(parse_content(self._feature.parameter.kind, text, today=self._today))

    def _note(self, text: str, role: Role) -> None:
        self.query_one("#note", Prose).say(sentence(text, role))


def _typed(content: FeatureContent) -> str:
    return str(content) if type(content) in {int, date} else ""
