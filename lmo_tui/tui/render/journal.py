"""Entries of the journal as lines: when, which license, how it ended, from what to what, why."""

from typing import Final

from lmo_tui.domain.entries import spoken
from lmo_tui.domain.journal import SPOKEN, Ending, JournalEntry
from lmo_tui.domain.orgs import BADGES
from lmo_tui.tui.render.dates import moment, moment_with_zone
from lmo_tui.tui.render.licenses import EMPTY, value_text
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import NOTHING, Line, Span, fit, fit_text, joined

_SYMBOLS: Final = {
    Ending.OPEN: ("…", Role.PENDING),
    Ending.APPLIED: ("●", Role.ACTIVE),
    Ending.REFUSED: ("✗", Role.PROBLEM),
    Ending.CONFLICT: ("▲", Role.WARNING),
    Ending.UNKNOWN: ("?", Role.WARNING),
}
_UNDONE: Final = "undone"
_WHEN, _LICENSE, _ENDING = 16, 9, 15
_WIDE: Final = 100
"""Cells from which on the user has a column."""


def changes_text(entry: JournalEntry) -> str:
    """All that was changed, from what to what, in one line."""
    texts = [
        f"{change.label} {spoken(change.field, change.before)} → {spoken(change.field, change.after)}"
        for change in entry.changes
    ]
    return ", ".join((*texts, *(f"{name} (unknown here)" for name in entry.strange))) or EMPTY


def ending_span(entry: JournalEntry) -> Span:
    """How it ended, as symbol and word."""
    if entry.undone_by:
        return Span(f"↶ {_UNDONE}", Role.DIM)
    symbol, role = _SYMBOLS[entry.ending]
    return Span(f"{symbol} {SPOKEN[entry.ending]}", role)


def journal_title(count: int, most: int) -> Line:
    """How many changes are listed."""
    number = f"the newest {most:,}" if count >= most else "1 change" if count == 1 else f"{count:,} changes"
    return (Span(" Journal", Role.STRONG), Span(f" · {number}, newest first", Role.DIM))


def words_looked_for(words: str) -> Line:
    """By which words they were looked for, if by any."""
    return (Span("/", Role.KEY), Span(f"{words} ", Role.ACCENT)) if words else NOTHING


class EntryLook:
    """How the list of the journal looks."""

    def header(self, width: int) -> Line:
        """The titles of the columns."""
        return journal_header(width)

    def line(self, place: int, row: JournalEntry, width: int) -> Line:
        """One entry."""
        del place
        return entry_line(row, width)

    def key(self, row: JournalEntry) -> str:
        """Its id."""
        return row.id


def journal_header(width: int) -> Line:
    """The titles of the columns."""
    who = f"{'User':<18}  " if width >= _WIDE else ""
    return fit(
        (Span(f" {'When':<{_WHEN}}  {'License':<{_LICENSE}}  {'Ended':<{_ENDING}}  {who}Change", Role.HEADER),), width
    )


def entry_line(entry: JournalEntry, width: int) -> Line:
    """One row."""
    ending, role = ending_span(entry)
    who = (Span(f"{fit_text(entry.user_name, 18)}  ", Role.DIM),) if width >= _WIDE else ()
    undo = (Span("↶ ", Role.DIM),) if entry.undoes else ()
    reason = (Span(f"  {entry.reason}", Role.DIM),) if entry.reason else ()
    return fit(
        joined(
            (
                Span(f" {moment(entry.at)}  ", Role.DIM),
                Span(f"{fit_text(entry.license_name, _LICENSE)}  "),
                Span(f"{fit_text(ending, _ENDING)}  ", role),
                *who,
                *undo,
                Span(changes_text(entry)),
                *reason,
            )
        ),
        width,
    )


def entry_detail(entry: JournalEntry, why_not_undo: str | None) -> tuple[Line, ...]:
    """Everything about an entry: the diff first, then who, where, why, and how it ended."""
    ending, role = ending_span(entry)
    org = (Span(f"{entry.org_name} {BADGES[entry.org_class]} {entry.org_id}"),)
    said = f" · {entry.detail}" if entry.detail else ""
    ended = f" · {moment_with_zone(entry.ended)}" if entry.ended else ""
    lines: list[Line] = [
        *(
            (
                *_label(change.label),
                Span(value_text(change.field, change.before)),
                Span("  →  ", Role.DIM),
                Span(value_text(change.field, change.after), Role.STRONG),
            )
            for change in entry.changes
        ),
        *((*_label(name), Span("written by another version of lmo-tui", Role.DIM)) for name in entry.strange),
        (*_label("Ended"), Span(ending, role), Span(f"{ended}{said}")),
        (*_label("Reason"), Span(entry.reason or EMPTY)),
        (*_label("User"), Span(f"{entry.user_name} · {moment_with_zone(entry.at)}")),
        (*_label("Org"), *org),
    ]
    links = [
        *([f"takes back {entry.undoes[:8]}"] if entry.undoes else []),
        *([f"taken back by {entry.undone_by[:8]}"] if entry.undone_by else []),
        *([f"one of many: :undo {entry.run[:8]} takes all of them back"] if entry.run else []),
    ]
    lines.append((*_label("Entry"), Span(" · ".join((entry.id, *links)), Role.DIM)))
    undo = f"no: {why_not_undo}" if why_not_undo else "u, while the license still holds these values"
    lines.append((*_label("Undo"), Span(undo, Role.DIM)))
    return tuple(lines)


def _label(text: str) -> Line:
    return (Span(fit_text(text, 10), Role.DIM),)
