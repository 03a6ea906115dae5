"""The inbox as lines: sections with their counts, and below each its licenses: who, what was said, and why."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, TypeAlias

from lmo_tui.domain.inbox import Item, State
from lmo_tui.domain.verdicts import verdict
from lmo_tui.services.inbox import Section, open_count
from lmo_tui.tui.render.licenses import EMPTY, VERDICT_ROLES
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, beside, fit, fit_text, joined

Row: TypeAlias = Section | Item
"""A line of the list."""

_NAME: Final = 10
_SAID, _NARROW_SAID = 18, 12
_CUSTOMER, _NARROW_CUSTOMER = 26, 18
_WIDE: Final = 100
"""Cells from which on a customer has more room."""


class InboxLook:
    """How the list of the inbox looks."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        titles = f"   {'License':<{_NAME}}{'Customer':<{_customer(width)}}{'Said':<{_said(width)}}Why"
        return fit((Span(titles, Role.HEADER),), width)

    def line(self, place: int, row: Row, width: int) -> Line:
        """A section or an item."""
        del place
        return _section_line(row, width) if isinstance(row, Section) else _item_line(row, self._today(), width)

    def key(self, row: Row) -> str:
        """What stays the same of it."""
        return f"section {row.rule.key}" if isinstance(row, Section) else " ".join(row.key)


def inbox_rows(sections: Sequence[Section]) -> tuple[Row, ...]:
    """The list: each section, then its items."""
    rows: list[Row] = []
    for section in sections:
        rows += (section, *section.items)
    return tuple(rows)


def inbox_title(sections: Sequence[Section] | None, last: str = "", *, everything: bool) -> tuple[Line, Line]:
    """How much there is to do, whether what is put off or done is listed, and what was said last."""
    told = "looking…" if sections is None else f"{open_count(sections):,} open"
    listed = ", all listed" if everything else ""
    title = (Span(" Inbox", Role.STRONG), Span(f" · {told}{listed}", Role.DIM))
    return title, (Span(f"{last} ", Role.ACCENT),) if last else NOTHING


def said(item: Item) -> Span:
    """What was said of an item, in a column."""
    mark = item.mark
    if item.is_back:
        return Span("back", Role.WARNING)
    if mark is None or item.state is State.OPEN:
        return Span("", Role.DIM)
    if item.state is State.DONE:
        return Span("done", Role.ACTIVE)
    return Span(f"until {mark.until or 'a change'}", Role.PENDING)


def _section_line(section: Section, width: int) -> Line:
    role = Role.STRONG if section.open else Role.DIM
    left = (Span(f" {section.rule.name} ", role), Span(f"· {counts(section)}", Role.DIM))
    right = (Span(f"{section.rule.help} ", Role.DIM),) if width >= _WIDE and section.rule.help else NOTHING
    return beside(left, right, width)


def counts(section: Section) -> str:
    """How many items are open, put off and done."""
    rest = (state for state in (State.SNOOZED, State.DONE) if section.counts[state])
    return ", ".join((f"{section.open:,} open", *(f"{section.counts[state]:,} {state}" for state in rest)))


def _item_line(item: Item, today: date, width: int) -> Line:
    license_, found = item.license, verdict(item.license, today)
    tag = said(item)
    quiet = item.state is not State.OPEN
    note = (Span(f"“{item.note}” ", Role.ACCENT),) if item.note else NOTHING
    return fit(
        joined(
            (
                Span(f"   {fit_text(license_.name, _NAME)}", Role.DIM if quiet else Role.TEXT),
                Span(
                    f"{fit_text(license_.customer or EMPTY, _customer(width) - 1)} ",
                    Role.TEXT if license_.customer and not quiet else Role.DIM,
                ),
                Span(fit_text(tag.text.removeprefix("" if width >= _WIDE else "until "), _said(width)), tag.role),
                *note,
                Span(found.sentence, Role.DIM if quiet else VERDICT_ROLES[found.can_use]),
            )
        ),
        width,
    )


def _said(width: int) -> int:
    return _SAID if width >= _WIDE else _NARROW_SAID


def _customer(width: int) -> int:
    return _CUSTOMER if width >= _WIDE else _NARROW_CUSTOMER
