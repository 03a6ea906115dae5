"""What a person types for an item of the inbox: until when it is put off, and a note."""

import re
from datetime import date
from typing import Final

from lmo_tui.domain.entries import NEVER, parse_expiry
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.text import clean

CHANGE: Final = "change"
SNOOZE_FORMS: Final = "7d, 2w, 1m, 2027-01-31, eom, or change for until the license changes"
LONGEST_NOTE: Final = 300

_AMOUNT: Final = re.compile(r"\s*[0-9]{1,5}\s*[dwmy]\s*", re.ASCII | re.IGNORECASE)


def parse_snooze(text: str, today: date) -> date | None:
    """The day until which an item is put off, or None for until a change; raises BadEntryError."""
    entry = text.strip().casefold()
    if entry == CHANGE:
        return None
    remedy = f"Type {SNOOZE_FORMS}."
    if not entry or entry == NEVER:
        raise BadEntryError("Until when?" if not entry else "To put it off for ever, mark it done.", remedy=remedy)
    try:
        until = parse_expiry(f"+{entry}" if _AMOUNT.fullmatch(entry) else entry, today=today)
    except BadEntryError as error:
        raise BadEntryError(error.headline, remedy=remedy) from None
    if until is None or until <= today:
        raise BadEntryError(f"{until} is not ahead of today.", remedy=remedy)
    return until


def checked_note(text: str) -> str:
    """A note on one line; raises BadEntryError for one that is too long."""
    note = " ".join(clean(text, LONGEST_NOTE + 1).split())
    if len(note) > LONGEST_NOTE:
        raise BadEntryError(f"A note has at most {LONGEST_NOTE} characters.", remedy="Write a shorter one.")
    return note
