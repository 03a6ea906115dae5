"""One license in full: the sentence that answers the ticket, then the LMA's own groups of fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import why_locked
from lmo_tui.domain.licenses import FIELD_LABELS, Field, License
from lmo_tui.domain.verdicts import Verdict
from lmo_tui.tui.render.dates import moment
from lmo_tui.tui.render.licenses import (
    EMPTY,
    LOCKED,
    NO_ACCESS,
    VERDICT_ROLES,
    expires_role,
    status_role,
    status_span,
)
from lmo_tui.tui.render.licenses import expires_cell as expiry
from lmo_tui.tui.render.roles import Role
from lmo_tui.tui.render.spans import Line, Span

ALL_ACCESS: Final = Access()
_VALUE_ROOM: Final = 19
"""Cells of a value in the narrowest column: dates say how far they are in words that fit it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Group:
    """Some entries under a title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything that the detail pane says of one license, before it knows its width."""

    license: License
    verdict: Verdict
    today: date
    access: Access = ALL_ACCESS
    siblings: Sequence[License] = ()
    """Other licenses of the same subscriber org, live ones first."""

    @property
    def title(self) -> str:
        """Which license this is."""
        customer = self.license.customer
        return f"{self.license.name} · {customer}" if customer else self.license.name

    @property
    def answer(self) -> Span:
        """The sentence that answers the ticket."""
        return Span(self.verdict.sentence, VERDICT_ROLES[self.verdict.can_use])

    @property
    def lock(self) -> Span | None:
        """Why nothing, or not everything, of it can be changed."""
        if reason := why_locked(self.license):
            return Span(f"{LOCKED} {reason}", Role.DIM)
        reasons = dict.fromkeys(reason for field in Field if (reason := self.access.why_not(field)))
        return Span(f"{LOCKED} {' '.join(reasons)}", Role.DIM) if reasons else None

    def groups(self) -> tuple[Group, ...]:
        """The fields, grouped as the LMA's own page groups them; the ISV's own come last."""
        return tuple(
            group
            for group in (self._information(), self._prospect(), self._organization(), self._system(), self._own())
            if group.entries
        )

    def also_here(self, most: int = 6) -> Group:
        """The other licenses of the same org, one a line."""
        shown = tuple(
            Entry(other.name, (status_span(other.standing), Span(f" {other.package or EMPTY}")))
            for other in self.siblings[:most]
        )
        if len(self.siblings) > most:
            shown = (*shown, Entry("", (Span(f"and {len(self.siblings) - most:,} more", Role.DIM),)))
        return Group("Also here", shown)

    def _information(self) -> Group:
        license_ = self.license
        entries = [self._status()]
        if license_.statuses_differ:
            entries.append(self._entry("LMA says", "license_status", license_.license_status, Role.WARNING))
        entries += [
            self._seats(),
            self._expires(),
            self._entry("Installed", "installed", license_.installed.isoformat() if license_.installed else ""),
            self._entry("Package", "package", license_.package),
            self._version(),
            self._entry("Type", "license_type", license_.license_type),
        ]
        return Group("Information", tuple(entries))

    def _prospect(self) -> Group:
        license_ = self.license
        return Group(
            "Prospect",
            (
                self._account(),
                self._entry("Contact", "contact", license_.contact),
                self._entry("Mail", "contact_email", license_.contact_email),
                self._entry("Lead", "lead", license_.lead),
                self._entry("Lead mail", "lead_email", license_.lead_email),
                self._entry("Company", "company", license_.company),
            ),
        )

    def _account(self) -> Entry:
        """The account, or that there is none: it must live in this org, and `K` tells which one it may be."""
        license_ = self.license
        missing = not license_.account and not license_.account_id and not license_.sandbox
        if missing and not self._unseen("account"):
            return Entry("Account", (Span(f"{EMPTY} none here", Role.DIM), Span(" K", Role.KEY)))
        return self._entry("Account", "account", license_.account)

    def _organization(self) -> Group:
        license_ = self.license
        as_of = moment(license_.org_facts_as_of) if license_.org_facts_as_of else ""
        return Group(
            "Organization",
            (
                self._entry("Org", "org_id", license_.org_id),
                self._entry("Edition", "edition", license_.edition),
                self._entry("Kind", "sandbox", "⌂ sandbox" if license_.sandbox else "production"),
                self._entry("Status", "org_status", license_.org_status),
                *self._trial_end(),
                self._entry("Instance", "instance", license_.instance),
                self._entry("As of", "org_facts_as_of", as_of, Role.DIM),
            ),
        )

    def _trial_end(self) -> tuple[Entry, ...]:
        ends = self.license.org_trial_ends
        return (self._entry("Until", "org_trial_ends", ends, Role.WARNING),) if ends else ()

    def _system(self) -> Group:
        license_ = self.license
        created = moment(license_.created) if license_.created else ""
        modified = moment(license_.modified) if license_.modified else ""
        return Group(
            "System",
            (
                self._entry("Owner", "owner", license_.owner),
                self._entry("Created", "created", created),
                self._entry("by", "created_by", license_.created_by),
                self._entry("Modified", "modified", modified),
                self._entry("by", "modified_by", license_.modified_by),
                self._entry("Proxy", "proxy_user", license_.proxy_user),
            ),
        )

    def _own(self) -> Group:
        return Group("Own fields", tuple(Entry(label, _value(value)) for label, value in self.license.extra))

    def _entry(self, label: str, attribute: str, value: str, role: Role = Role.TEXT) -> Entry:
        return Entry(label, (Span(NO_ACCESS, Role.DIM),) if self._unseen(attribute) else _value(value, role))

    def _unseen(self, attribute: str) -> bool:
        return attribute in self.license.unseen or attribute in self.access.unseen

    def _status(self) -> Entry:
        status = self.license.status
        return self._editable(Field.STATUS, (Span(status or EMPTY, status_role(status)),))

    def _seats(self) -> Entry:
        license_ = self.license
        licensed = "site license" if license_.seats is None else f"{license_.seats:,}"
        if self._unseen("used"):
            text = f"{licensed}, used: {NO_ACCESS}"
        elif license_.used is None:  # As the LMA leaves it for site licenses and after an uninstall.
            text = f"{licensed}, used: {EMPTY}"
        else:
            text = f"{licensed}, {license_.used:,} used"
        role = Role.PROBLEM if license_.over_used else Role.TEXT
        return self._editable(Field.SEATS, (Span(text, role),))

    def _expires(self) -> Entry:
        license_ = self.license
        if license_.expires is None:
            return self._editable(Field.EXPIRES, (Span("never", Role.TEXT),))
        cell = expiry(license_, self.today, _VALUE_ROOM)
        role = Role.UNINSTALLED if license_.uninstalled else expires_role(license_, self.today)
        return self._editable(Field.EXPIRES, (Span(cell.text, Role.TEXT if role is Role.DIM else role),))

    def _version(self) -> Entry:
        license_ = self.license
        newer = f" → {license_.latest_version}" if license_.outdated else " latest" if license_.latest_version else ""
        if self._unseen("version") or not license_.version:
            return self._entry("Version", "version", license_.version)
        return Entry("Version", (Span(f"{license_.version}{newer}"),))

    def _editable(self, field: Field, value: Line) -> Entry:
        if self._unseen(field):
            return Entry(FIELD_LABELS[field], (Span(NO_ACCESS, Role.DIM),))
        locked = why_locked(self.license) or self.access.why_not(field)
        mark = (Span(f" {LOCKED}", Role.DIM),) if locked else ()
        return Entry(FIELD_LABELS[field], (*value, *mark))


def _value(text: str, role: Role = Role.TEXT) -> Line:
    return (Span(text, role),) if text.strip() else (Span(EMPTY, Role.DIM),)
