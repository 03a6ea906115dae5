"""The past of a license as lines: when, what, who, why; and what it was then."""

from datetime import datetime
from typing import Final

from lmo_tui.domain.past import (
    as_of_facts,
    event_words,
    label_of_attribute,
    source_words,
    timeline_note,
    unknown_then,
)
from lmo_tui.domain.timeline import TRACKED, AsOf, Event, Timeline, What
from lmo_tui.tui.render.dates import moment, moment_with_zone
from lmo_tui.tui.render.licenses import EMPTY
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, fit, fit_text

_WHEN, _WHO, _LABEL = 16, 18, 16
_WIDE: Final = 100
"""Cells from which on the source has a column."""

_SOURCE: Final = 11


class EventLook:
    """How the list of what happened looks."""

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        source = f"{'Told by':<{_SOURCE}}  " if width >= _WIDE else ""
        return fit((Span(f" {'When':<{_WHEN}}  {'Who':<{_WHO}}  {source}Change", Role.HEADER),), width)

    def line(self, place: int, row: Event, width: int) -> Line:
        """One event."""
        del place
        source = (Span(f"{'+'.join(row.sources):<{_SOURCE}}  ", Role.DIM),) if width >= _WIDE else ()
        role = Role.WARNING if row.what is What.TRIED else Role.TEXT
        reason = (Span(f"  {row.reason}", Role.DIM),) if row.reason else ()
        when = Span(f" {fit_text(_when(row), _WHEN)}  ", Role.DIM)
        who = Span(f"{fit_text(row.who or EMPTY, _WHO)}  ", Role.DIM)
        return fit((when, who, *source, Span(event_words(row), role), *reason), width)

    def key(self, row: Event) -> str:
        """What tells it from the others."""
        return row.key


def timeline_title(told: Timeline) -> Line:
    """Whose past it is, and how much of it is known."""
    customer = f" · {told.license.customer}" if told.license.customer else ""
    count = len(told.events)
    counted = f" · {'1 event' if count == 1 else f'{count:,} events'}, newest first"
    return (Span(f" Timeline of {told.license.name}", Role.STRONG), Span(customer), Span(counted, Role.DIM))


def event_detail(told: Timeline, event: Event | None, now: datetime) -> tuple[Line, ...]:
    """Everything about an event, what the license was when it was over, and what is missing from the whole."""
    note = timeline_note(told)
    missing: tuple[Line, ...] = ((Span(note, Role.WARNING),),) if note else ()
    if event is None:
        return missing
    lines: list[Line] = [
        (*_label("Change"), Span(event_words(event), Role.STRONG)),
        (*_label("When"), Span(_when(event) if event.what is What.INSTALLED else moment_with_zone(event.at))),
        (*_label("Who"), Span(event.who or EMPTY)),
        (*_label("Told by"), Span(source_words(event))),
    ]
    if entry := event.entry:
        ended = f" · {entry.ending}" + (f": {entry.detail}" if entry.detail else "")
        lines.append((*_label("Reason"), Span(entry.reason or EMPTY)))
        lines.append((*_label("Journal"), Span(f"{entry.id}{ended}", Role.DIM)))
    if event.what is not What.INSTALLED and not (told.license.created and event.at < told.license.created):
        past = told.as_of(event.at, now)
        then = " · ".join(f"{label_of_attribute(name)} {past.said(name)}" for name in TRACKED)
        lines.append((*_label("Then"), Span(then)))
    return (*missing, *lines)


def as_of_lines(told: Timeline, past: AsOf) -> tuple[Line, ...]:
    """What a license was, and of what nobody can tell."""
    facts: list[Line] = [
        ((Span(fit_text(label, _LABEL), Role.DIM)), Span(value)) for label, value in as_of_facts(told.license, past)
    ]
    unknown = f"Not known, as no history of it is kept: {unknown_then(told.license)}."
    note = timeline_note(told)
    return (*facts, NOTHING, (Span(unknown, Role.DIM),), *(((Span(note, Role.WARNING),),) if note else ()))


def _when(event: Event) -> str:
    """A day of install has no time, and no zone moves it."""
    return f"{event.at:%Y-%m-%d}" if event.what is What.INSTALLED else moment(event.at)


def _label(text: str) -> Line:
    return (Span(fit_text(text, 10), Role.DIM),)
