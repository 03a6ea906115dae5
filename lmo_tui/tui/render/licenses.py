"""How the values of a license read in a list: words first, then a symbol, then a color."""

from datetime import date
from typing import Final

from lmo_tui.domain.edits import Value
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.features import FeatureField
from lmo_tui.domain.licenses import AnyField, Field, License, Status
from lmo_tui.domain.verdict_rules import CanUse
from lmo_tui.tui.render.dates import distance
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span, cells, fit_text

EMPTY: Final = "—"
NO_ACCESS: Final = "no access"
LOCKED: Final = "⊘"

SYMBOLS: Final = {
    Status.ACTIVE: "●",
    Status.TRIAL: "◐",
    Status.SUSPENDED: "■",
    Status.EXPIRED: "▲",
    Status.UNINSTALLED: "✗",
}
ROLES: Final = {
    Status.ACTIVE: Role.ACTIVE,
    Status.TRIAL: Role.TRIAL,
    Status.SUSPENDED: Role.SUSPENDED,
    Status.EXPIRED: Role.PROBLEM,
    Status.UNINSTALLED: Role.UNINSTALLED,
}
VERDICT_ROLES: Final = {CanUse.YES: Role.ACTIVE, CanUse.NO: Role.PROBLEM, CanUse.PERHAPS: Role.WARNING}
"""The look of a verdict."""

_BARS: Final = "▁▂▃▄▅▆▇█"
_KNOWN: Final = {str(status): status for status in Status}


def status_symbol(status: str) -> str:
    """The sign before a status word; a status that we do not know gets a question mark."""
    known = _KNOWN.get(status)
    return "?" if known is None else SYMBOLS[known]


def status_role(status: str) -> Role:
    """The look of a status word."""
    known = _KNOWN.get(status)
    return Role.WARNING if known is None else ROLES[known]


def status_span(status: str, *, doubtful: bool = False) -> Span:
    """A status as symbol and word; an asterisk says that the license's two status fields disagree."""
    return Span(f"{status_symbol(status)} {status or EMPTY}{'*' if doubtful else ''}", status_role(status))


def license_status(license_: License) -> Span:
    """The standing of a license in a list."""
    if "status" in license_.unseen:
        return Span(NO_ACCESS, Role.DIM)
    return status_span(license_.standing, doubtful=license_.statuses_differ)


def short_number(number: int) -> str:
    """A number in at most five cells: 9999, 12k, 1.5M."""
    if number < 10_000:
        return str(number)
    if number < 1_000_000:
        return f"{number // 1_000}k"
    millions = number / 1_000_000
    return f"{number // 1_000_000}M" if number >= 10_000_000 or millions == int(millions) else f"{millions:.1f}M"


def seats_bar(license_: License) -> Span:
    """How full a license is, in one cell; more users than seats is a problem and shows as one."""
    seats, used = license_.seats, license_.used
    if seats is None or used is None or license_.uninstalled:
        return Span(" ", Role.DIM)
    if used > seats:
        return Span("▲", Role.PROBLEM)
    if used == seats:
        return Span(_BARS[-1], Role.WARNING)
    return Span(_BARS[used * (len(_BARS) - 1) // seats], Role.DIM)


def seats_cell(license_: License, width: int) -> Line:
    """Used and licensed seats with their bar: `38/50 ▆`, `12/site`, a dash for what nobody can use any more."""
    bar = seats_bar(license_)
    role: Role = bar.role if bar.role in {Role.PROBLEM, Role.WARNING} else Role.TEXT
    if {"seats", "used"} <= license_.unseen:
        text, role = NO_ACCESS, Role.DIM
    elif license_.uninstalled:
        text, role = EMPTY, Role.DIM
    else:
        unseen, seats = license_.unseen, license_.seats
        used = "?" if "used" in unseen else EMPTY if license_.used is None else short_number(license_.used)
        total = "?" if "seats" in unseen else "site" if seats is None else short_number(seats)
        text = f"{used}/{total}"
    return (Span(fit_text(text, width - 2, right=True) + " ", role), bar)


def expires_cell(license_: License, today: date, width: int) -> Span:
    """The last day of access and how far it is: in words as long as the width allows."""
    if "expires" in license_.unseen:
        return Span(NO_ACCESS, Role.DIM)
    if license_.uninstalled:
        day = f"{license_.expires.isoformat()} " if license_.expires else ""
        return Span(f"{day}gone", Role.UNINSTALLED)
    if license_.expires is None:
        return Span("never", Role.DIM)
    day = license_.expires.isoformat()
    for brief in (False, True):
        far = distance(license_.expires, today, brief=brief)
        if len(day) + 1 + len(far) <= width:
            return Span(f"{day} {far}", expires_role(license_, today))
    return Span(day, expires_role(license_, today))


def expires_role(license_: License, today: date) -> Role:
    """The look of an expiry: red when it is past, amber in its last thirty days, quiet when it is far."""
    left = license_.days_left(today)
    if left is None:
        return Role.DIM
    if left < 0:
        return Role.PROBLEM
    return Role.WARNING if left <= 30 else Role.DIM


def customer_cell(license_: License, width: int) -> Line:
    """Who it belongs to, with a mark at the right when the org is a sandbox."""
    name = license_.customer
    role = Role.TEXT if name else Role.DIM
    if not license_.sandbox or width < 12:
        return (Span(fit_text(name or EMPTY, width), role),)
    mark = " ⌂ sbx"
    return (Span(fit_text(name or EMPTY, width - cells(mark)), role), Span(mark, Role.DIM))


def version_cell(license_: License) -> Span:
    """The installed version; an arrow says that a newer one exists."""
    if not license_.version:
        return Span(EMPTY, Role.DIM)
    return Span(f"{license_.version}{' ↑' if license_.outdated else ''}", Role.TEXT)


def value_text(field: AnyField, value: Value) -> str:
    """A value in full, as confirmations and toasts say it."""
    if isinstance(field, FeatureField):
        return spoken(field, value)
    if field is Field.SEATS:
        return "site license" if value is None else f"{value:,}"
    if field is Field.EXPIRES:
        return "never expires" if value is None else str(value)
    return str(value)
