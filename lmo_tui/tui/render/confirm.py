"""What is asked before anything is written: whose license, in which org, from what to what."""

from datetime import date
from typing import Final

from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import BADGES, OrgClass
from lmo_tui.tui.render.bars import BADGE_ROLES
from lmo_tui.tui.render.dates import moment
from lmo_tui.tui.render.licenses import status_span, value_text
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit_text

LONGEST_NAME: Final = 24
"""Cells of the customer and of the org's alias in a title."""


def confirm_title(edit: Edit, alias: str, org_class: OrgClass) -> Line:
    """The line that names the license, the customer and the org."""
    license_ = edit.license
    # A long name must not push the org out of sight.
    who = fit_text(license_.customer, min(cells(license_.customer), LONGEST_NAME))
    customer = f" · {who}" if who else ""
    return (
        Span(f"Change {license_.name}", Role.STRONG),
        Span(f"{customer} · in {fit_text(alias, min(cells(alias), LONGEST_NAME))} "),
        Span(f" {BADGES[org_class]} ", BADGE_ROLES.get(org_class, Role.BADGE_OTHER)),
    )


def change_lines(edit: Edit) -> tuple[Line, ...]:
    """One line a field: before, after, and how far apart they are."""
    before = {change.field: value_text(change.field, change.before) for change in edit.changes}
    room = max((len(text) for text in before.values()), default=0)
    return tuple(
        (
            Span(f"{change.label:<10}" if isinstance(change.field, Field) else f"{change.label}  ", Role.DIM),
            Span(f"{before[change.field]:<{room}}"),
            Span("  →  ", Role.DIM),
            _after(change),
            Span(f"   {difference(change)}".rstrip(), Role.DIM),
        )
        for change in edit.changes
    )


def _after(change: Change) -> Span:
    if change.field is Field.STATUS:
        return status_span(str(change.after))
    text = value_text(change.field, change.after)
    return Span(text, Role.STRONG)


def difference(change: Change) -> str:
    """How far the new value is from the old one: `(+22 d)`, `(-5)`; empty where that means nothing."""
    before, after = change.before, change.after
    if isinstance(before, date) and isinstance(after, date):
        return f"({(after - before).days:+,} d)"
    if type(before) is int and type(after) is int:
        return f"({after - before:+,})"
    return ""


def undo_line(entry: JournalEntry) -> Line:
    """Which change is taken back."""
    what = "Takes back the undo of" if entry.undoes else "Takes back the change of"
    reason = f": {entry.reason}" if entry.reason else ""
    return (Span(f"{what} {moment(entry.at)} by {entry.user_name}{reason}", Role.DIM),)


def warning_lines(edit: Edit) -> tuple[Line, ...]:
    """What the person should know before saying yes."""
    return tuple((Span("▲ ", Role.WARNING), Span(warning, Role.WARNING)) for warning in edit.warnings)
