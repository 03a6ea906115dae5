"""A section or an item of the inbox in full, for the pane below the list."""

from datetime import date

from lmo_tui.domain.inbox import Item, State
from lmo_tui.domain.verdicts import verdict
from lmo_tui.services.inbox import Section
from lmo_tui.tui.render.inbox import Row, counts, said
from lmo_tui.tui.render.licenses import EMPTY, VERDICT_ROLES, expires_cell, license_status, seats_cell
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, fit_text


def row_words(row: Row | None, today: date) -> tuple[str, tuple[Line, ...]]:
    """The title and the lines of the pane below the list."""
    if row is None:
        return "", ()
    if isinstance(row, Section):
        return row.rule.name, _section_words(row)
    return " · ".join(filter(None, (row.license.name, row.license.customer, row.rule.name))), _item_words(row, today)


def _section_words(section: Section) -> tuple[Line, ...]:
    rule = section.rule
    count = sum(section.counts.values())
    filters = " or ".join(view.text for view in rule.views)
    shown = sum(item.state is State.OPEN for item in section.items)
    more = (
        [(*_label("Listed"), Span(f"the first {shown:,} of {section.open:,} open ones"))]
        if shown < section.open
        else []
    )
    return (
        (*_label("Rule"), Span(rule.help or "one of your own, in config.toml")),
        (*_label("Filter"), Span(filters, Role.ACCENT)),
        (*_label("Licenses"), Span(f"{count:,}: {counts(section)}")),
        *more,
    )


def _item_words(item: Item, today: date) -> tuple[Line, ...]:
    license_ = item.license
    found = verdict(license_, today)
    status, seats = license_status(license_), seats_cell(license_, 16)[0].text.strip()
    return (
        (*_label("Why"), Span(found.sentence, VERDICT_ROLES[found.can_use])),
        (
            *_label("License"),
            status,
            Span(f"  {license_.package or EMPTY} {license_.version}  {seats} seats  "),
            expires_cell(license_, today, 40),
        ),
        (*_label("Said"), *_said_words(item)),
        (*_label("Note"), Span(item.note or EMPTY, Role.TEXT if item.note else Role.DIM)),
    )


def _said_words(item: Item) -> Line:
    if item.is_back and item.mark is not None:
        was = "done" if item.mark.state is State.DONE else "put off"
        why = "the day has come" if item.mark.until else "the license has changed since"
        return (Span(f"back: it was {was}, and {why}", Role.WARNING),)
    if item.state is State.DONE:
        return (Span(f"done, until one of {', '.join(item.rule.rests_on)} changes", Role.ACTIVE),)
    return (said(item) if item.state is State.SNOOZED else Span("nothing yet", Role.DIM),)


def _label(text: str) -> Line:
    return (Span(fit_text(text, 10), Role.DIM),)
