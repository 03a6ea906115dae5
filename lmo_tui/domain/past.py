"""The past of a license in words: one event as a sentence, and what it was on a day that a person names."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters.days import parse_day, resolved
from lmo_tui.domain.filters.terms import Special
from lmo_tui.domain.journal import SPOKEN
from lmo_tui.domain.licenses import License
from lmo_tui.domain.timeline import LABELS, STEADY, TRACKED, UNTRACKED, AsOf, Event, Timeline, What

DAY_FORMS: Final = "a day such as 2026-10-01, -30d, -6w, -3m, monday or today"

_OTHER_LABELS: Final = {"org_id": "Org", "org_status": "Org Status", "org_trial_ends": "Org Trial Ends"}


def end_of(text: str, now: datetime) -> datetime:
    """The last moment of the day that is said, where `now` is; raises BadEntryError for one that lies ahead."""
    wanted = text.strip()
    day = parse_day(wanted)
    if day is None or isinstance(day, Special):
        said = f"“{wanted}” is no day." if wanted else "No day was given."
        raise BadEntryError(said, remedy=f"Give {DAY_FORMS}.")
    found = resolved(day, now.date())
    if found > now.date():
        raise BadEntryError(f"{found} lies ahead.", remedy=f"Give {DAY_FORMS}.")
    return datetime.combine(found + timedelta(days=1), time(), now.tzinfo) - timedelta(microseconds=1)


def label_of_attribute(name: str) -> str:
    """What screens call an attribute of a license."""
    return LABELS.get(name) or _OTHER_LABELS.get(name) or name.replace("_", " ").title()


def event_words(event: Event) -> str:
    """What happened, in a few words."""
    if event.what is What.CREATED:
        return "License created"
    if event.what is What.INSTALLED:
        return f"Installed on {event.after}"
    tried = f" ({SPOKEN[event.entry.ending]})" if event.what is What.TRIED and event.entry else ""
    undo = "undo: " if event.entry and event.entry.undoes else ""
    return f"{undo}{event.label} {event.said(event.before) or '—'} → {event.said(event.after) or '—'}{tried}"


def source_words(event: Event) -> str:
    """Who tells of it."""
    return " and ".join({"org": "the org's history", "journal": "your journal"}[each] for each in event.sources)


def as_of_facts(license_: License, past: AsOf) -> Iterator[tuple[str, str]]:
    """The fields as they were: those that are tracked, and those that nothing moves."""
    for name in TRACKED:
        yield label_of_attribute(name), past.said(name)
    for name in STEADY:
        yield label_of_attribute(name), _steady(license_, name, past.at)


def unknown_then(license_: License) -> str:
    """The fields of which nobody keeps the past."""
    return ", ".join((*map(label_of_attribute, UNTRACKED), *(label for label, _ in license_.extra)))


def timeline_note(told: Timeline) -> str:
    """What is missing, or empty."""
    if told.why_partial:
        return f"{told.why_partial} What else is known is here."
    if told.rows is not None and not told.rows:
        return "The org's own history holds nothing of it: it may not be kept there, or not so long."
    return ""


def _steady(license_: License, name: str, at: datetime) -> str:
    if name in license_.unseen:
        return "no access"
    value = getattr(license_, name)
    if isinstance(value, datetime):
        return f"{value.astimezone(at.tzinfo):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value or "—")
