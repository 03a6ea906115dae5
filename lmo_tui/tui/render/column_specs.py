"""Every column of a list of licenses: its title, its cells, and how wide it likes to be."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from lmo_tui.domain.columns import ColumnName
from lmo_tui.domain.edits import why_locked
from lmo_tui.domain.filters import Column
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdicts import WORDS, verdict
from lmo_tui.tui.render.dates import moment
from lmo_tui.tui.render.licenses import (
    EMPTY,
    LOCKED,
    NO_ACCESS,
    VERDICT_ROLES,
    customer_cell,
    expires_cell,
    license_status,
    seats_cell,
    status_span,
    version_cell,
)
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span

Cell: TypeAlias = Callable[[License, date, int], Line]


class ColumnSpec(NamedTuple):
    """One column: `least` to `most` cells wide, by itself shown from a table width of `since` on."""

    title: str
    cell: Cell
    least: int
    most: int
    since: int | None = None
    """None: only where it is chosen."""
    sort: Column | None = None
    right: bool = False


def _text(value: str, role: Role = Role.TEXT) -> Line:
    return (Span(value, role),) if value else (Span(EMPTY, Role.DIM),)


def _plain(attribute: str, role: Role = Role.TEXT) -> Cell:
    """The value of an attribute as it is."""

    def cell(license_: License, _today: date, _width: int) -> Line:
        if attribute in license_.unseen:
            return (Span(NO_ACCESS, Role.DIM),)
        value = getattr(license_, attribute)
        return _text("" if value is None else f"{value:,}" if isinstance(value, int) else str(value), role)

    return cell


def _license_status(license_: License, _today: date, _width: int) -> Line:
    hidden = "license_status" in license_.unseen
    return (Span(NO_ACCESS, Role.DIM) if hidden else status_span(license_.license_status),)


def _latest(license_: License, _today: date, _width: int) -> Line:
    if not license_.version or not license_.latest_version:
        return _text("")
    return (Span("no", Role.TEXT) if license_.outdated else Span("yes", Role.DIM),)


def _modified(license_: License, _today: date, _width: int) -> Line:
    return _text(moment(license_.modified) if license_.modified else "", Role.DIM)


def _locked(license_: License, _today: date, _width: int) -> Line:
    return (Span(f"{LOCKED} locked", Role.WARNING),) if why_locked(license_) else _text("")


def _verdict(license_: License, today: date, _width: int) -> Line:
    said = verdict(license_, today)
    return (Span(WORDS[said.kind], VERDICT_ROLES[said.can_use]),)


SPECS: Final[Mapping[ColumnName, ColumnSpec]] = {
    ColumnName.NAME: ColumnSpec(
        "License", lambda lic, _today, _width: _text(lic.name), 9, 10, since=0, sort=Column.NAME
    ),
    ColumnName.STATUS: ColumnSpec(
        "Status", lambda lic, _today, _width: (license_status(lic),), 14, 15, since=0, sort=Column.STATUS
    ),
    ColumnName.CUSTOMER: ColumnSpec(
        "Customer", lambda lic, _today, width: customer_cell(lic, width), 12, 40, since=0, sort=Column.CUSTOMER
    ),
    ColumnName.PACKAGE: ColumnSpec(
        "Package", lambda lic, _today, _width: _text(lic.package), 13, 24, since=100, sort=Column.PACKAGE
    ),
    ColumnName.VERSION: ColumnSpec(
        "Version", lambda lic, _today, _width: (version_cell(lic),), 8, 9, since=108, sort=Column.VERSION
    ),
    ColumnName.EDITION: ColumnSpec(
        "Edition",
        lambda lic, _today, _width: _text(lic.edition.removesuffix(" Edition")),
        10,
        14,
        since=150,
        sort=Column.EDITION,
    ),
    ColumnName.SEATS: ColumnSpec(
        "Seats", lambda lic, _today, width: seats_cell(lic, width), 10, 12, since=0, sort=Column.SEATS, right=True
    ),
    ColumnName.EXPIRES: ColumnSpec(
        "Expires", lambda lic, today, width: (expires_cell(lic, today, width),), 19, 24, since=0, sort=Column.EXPIRES
    ),
    ColumnName.ORG: ColumnSpec(
        "Org", lambda lic, _today, _width: _text(lic.short_org_id, Role.DIM), 15, 15, since=116, sort=Column.ORG
    ),
    ColumnName.SANDBOX: ColumnSpec(
        "Kind",
        lambda lic, _today, _width: (Span("sandbox" if lic.sandbox else "production", Role.DIM),),
        10,
        10,
        since=164,
        sort=Column.SANDBOX,
    ),
    ColumnName.INSTALLED: ColumnSpec(
        "Installed",
        lambda lic, _today, _width: _text(lic.installed.isoformat() if lic.installed else "", Role.DIM),
        10,
        10,
        since=176,
    ),
    ColumnName.LICENSE_STATUS: ColumnSpec("License Status", _license_status, 14, 15),
    ColumnName.USED: ColumnSpec("Used", _plain("used"), 6, 10, right=True),
    ColumnName.ACCOUNT: ColumnSpec("Account", _plain("account"), 12, 40),
    ColumnName.CONTACT: ColumnSpec("Contact", _plain("contact"), 12, 24),
    ColumnName.LEAD: ColumnSpec("Lead", _plain("lead"), 12, 24),
    ColumnName.COMPANY: ColumnSpec("Company", _plain("company"), 12, 40),
    ColumnName.MAIL: ColumnSpec("Mail", _plain("email"), 16, 32),
    ColumnName.LATEST: ColumnSpec("Latest", _latest, 6, 6),
    ColumnName.ORG_STATUS: ColumnSpec("Org Status", _plain("org_status"), 10, 16),
    ColumnName.INSTANCE: ColumnSpec("Instance", _plain("instance"), 8, 10),
    ColumnName.MODIFIED: ColumnSpec("Modified", _modified, 16, 16),
    ColumnName.LOCKED: ColumnSpec("Locked", _locked, 8, 8),
    ColumnName.VERDICT: ColumnSpec("Verdict", _verdict, 16, 20, sort=Column.VERDICT),
    ColumnName.ID: ColumnSpec("Id", lambda lic, _today, _width: _text(long_id(lic.id), Role.DIM), 18, 18),
}
"""Those that are shown by themselves are in the order of the screen."""
