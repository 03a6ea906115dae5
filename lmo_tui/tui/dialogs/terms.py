"""The form for seats and expiry, and the short one that only extends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.entries import EXPIRY_FORMS, EXTENSION_FORMS, SEATS_FORMS
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import FIELD_LABELS, Field, License
from lmo_tui.tui.dialogs.dialog import Dialog
from lmo_tui.tui.dialogs.entry import Entry
from lmo_tui.tui.dialogs.explain import Plan, Reading, as_typed, read_expiry, read_extension, read_seats
from lmo_tui.tui.dialogs.prose import Prose, sentence
from lmo_tui.tui.render.bars import Hint
from lmo_tui.tui.render.licenses import value_text
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span

FORMS = {Field.SEATS: SEATS_FORMS, Field.EXPIRES: EXPIRY_FORMS}


def show_reading(note: Prose, reading: Reading) -> None:
    """Say under a box what its entry means; red only what is wrong."""
    role = Role.PROBLEM if reading.wrong else Role.ACCENT if reading.changes else Role.DIM
    note.say(sentence(reading.text, role))


class TermBox(Vertical):
    """One field of the form: its present value, the box, and what the entry will become."""

    def __init__(self, field: Field, license_: License, *, typed: str, why_not: str | None) -> None:
        super().__init__(id=f"term-{field}", classes="term")
        self.field = field
        self._license = license_
        self._typed = typed
        self._why_not = why_not

    def compose(self) -> ComposeResult:
        """Label, box, explanation."""
        now = value_text(self.field, self._license.value_of(self.field))
        yield Prose((Span(FIELD_LABELS[self.field], Role.STRONG), Span(f"  now {now}", Role.DIM)))
        box = Entry(self._typed, id=self.field.value, longest=40)
        box.disabled = self._why_not is not None
        yield box
        note = Prose(sentence(self._why_not or f"Type {FORMS[self.field]}.", Role.DIM), id=f"{self.field}-note")
        note.add_class("term-note")
        yield note

    @property
    def entry(self) -> Entry:
        """The box."""
        return self.query_one(Entry)

    @property
    def note(self) -> Prose:
        """The line under the box."""
        return self.query_one(f"#{self.field}-note", Prose)


class TermsDialog(Dialog[Edit]):
    """Answers an edit of only those of the two fields whose value differs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        license_: License,
        plan: Plan,
        *,
        today: date,
        why_not: Mapping[Field, str],
        start: Field = Field.SEATS,
    ) -> None:
        super().__init__()
        self._license = license_
        self._plan = plan
        self._today = today
        self._why_not = why_not
        self._start = start

    def title_line(self) -> Line:
        """Whose terms."""
        customer = f" · {self._license.customer}" if self._license.customer else ""
        return (Span(f"Terms of {self._license.name}", Role.STRONG), Span(customer))

    def body(self) -> Iterable[Widget]:
        """The two fields side by side."""
        boxes = [
            TermBox(
                field,
                self._license,
                typed=as_typed(field, self._license.value_of(field)),
                why_not=self._why_not.get(field),
            )
            for field in FORMS
        ]
        yield Horizontal(*boxes, id="terms")
        yield Prose(id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, Tab, out."""
        return (Hint("next", "Enter", "look at the change"), Hint("tab", "Tab", "other field"), _OUT)

    def on_mount(self) -> None:
        """Begin where it was asked, or where one can."""
        boxes = {box.field: box for box in self.query(TermBox)}
        first = boxes[self._start] if self._start not in self._why_not else next(iter(boxes.values()))
        for box in (first, *boxes.values()):
            if not box.entry.disabled:
                box.entry.cursor_position = len(box.entry.value)
                box.entry.focus()
                return

    @on(Input.Changed)
    def explain(self, event: Input.Changed) -> None:
        """Say what the entry will become."""
        if event.input.disabled:
            return
        box = self._box(event.input)
        reading = self._read(box.field, event.value)
        if not reading.wrong and not reading.changes:
            reading = replace(reading, text=f"{reading.text}. Type {FORMS[box.field]}.")
        show_reading(box.note, reading)
        self.query_one("#note", Prose).say()

    @on(Input.Submitted)
    def answer(self) -> None:
        """Give the edit back; a wrong entry keeps the form, and what was typed."""
        wanted: dict[Field, Value] = {}
        for box in self.query(TermBox):
            if box.entry.disabled:
                continue
            reading = self._read(box.field, box.entry.value)
            if reading.wrong:
                show_reading(box.note, reading)
                box.entry.focus()
                return
            if reading.changes:
                wanted[box.field] = reading.value
        if not wanted:
            self.complain(self.query_one("#note", Prose), "Nothing is changed yet.")
            return
        try:
            self.dismiss(self._plan(wanted))
        except LmoError as error:
            self.complain(self.query_one("#note", Prose), str(error))

    def _read(self, field: Field, text: str) -> Reading:
        if field is Field.SEATS:
            return read_seats(text, self._license, self._plan)
        return read_expiry(text, self._license, self._plan, self._today)

    def _box(self, entry: Input) -> TermBox:
        return next(box for box in self.query(TermBox) if box.entry is entry)


class ExtendDialog(Dialog[Edit]):
    """Answers an edit that moves the expiry by the amount typed."""

    def __init__(self, license_: License, plan: Plan, *, today: date) -> None:
        super().__init__()
        self._license = license_
        self._plan = plan
        self._today = today

    def title_line(self) -> Line:
        """Whose expiry."""
        customer = f" · {self._license.customer}" if self._license.customer else ""
        now = value_text(Field.EXPIRES, self._license.expires)
        return (Span(f"Extend {self._license.name}", Role.STRONG), Span(f"{customer} · now {now}"))

    def body(self) -> Iterable[Widget]:
        """The amount, and where it leads."""
        yield Entry("30d", id="amount", longest=20)
        yield Prose(sentence(f"Type {EXTENSION_FORMS}.", Role.DIM), id="note")

    def hints(self) -> Sequence[Hint]:
        """Enter, out."""
        return (Hint("next", "Enter", "look at the change"), _OUT)

    @on(Input.Changed)
    def explain(self, event: Input.Changed) -> None:
        """Say which day it will be."""
        show_reading(self.query_one("#note", Prose), self._read(event.value))

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Give the edit back; a wrong entry keeps the form."""
        reading = self._read(event.value)
        if reading.wrong:
            show_reading(self.query_one("#note", Prose), reading)
        else:
            self.dismiss(self._plan({Field.EXPIRES: reading.value}))

    def _read(self, text: str) -> Reading:
        return read_extension(text, self._license, self._plan, self._today)


_OUT = Hint("cancel", "Ctrl+C", "cancel")
