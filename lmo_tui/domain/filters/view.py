"""Which licenses are shown, and in which order: a view is a tab, a filter as it was typed, and a sort."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from lmo_tui.domain.licenses import License, Status

EXPIRING: Final = timedelta(days=30)
"""How near the end must be for a license to count as expiring."""


class Tab(StrEnum):
    """The views that are always there, in the order of their number keys."""

    ALL = "All"
    ACTIVE = "Active"
    TRIAL = "Trial"
    SUSPENDED = "Suspended"
    EXPIRING = "Expiring"
    LAPSED = "Lapsed"
    UNINSTALLED = "Uninstalled"


TAB_HELP: Final = {
    Tab.ALL: "every license",
    Tab.ACTIVE: "Status is Active",
    Tab.TRIAL: "Status is Trial",
    Tab.SUSPENDED: "Status is Suspended",
    Tab.EXPIRING: f"the last day of access is within {EXPIRING.days} days",
    Tab.LAPSED: "the last day of access is past, or License Status is Expired",
    Tab.UNINSTALLED: "the customer removed the package",
}


class Column(StrEnum):
    """What a list of licenses can be sorted by."""

    NAME = "name"
    STATUS = "status"
    CUSTOMER = "customer"
    PACKAGE = "package"
    VERSION = "version"
    SEATS = "seats"
    EXPIRES = "expires"
    ORG = "org"
    EDITION = "edition"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class Sort:
    """One column and a direction; ties go by name, newest first, so that the order is total."""

    column: Column = Column.NAME
    descending: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """What the desk shows: newest licenses first unless told otherwise."""

    tab: Tab = Tab.ALL
    text: str = ""
    sort: Sort = Sort()

    def sorted_by(self, column: Column) -> "View":
        """The same licenses by another column; the same column again turns the direction."""
        if column is self.sort.column:
            return replace(self, sort=Sort(column, not self.sort.descending))
        return replace(self, sort=Sort(column, descending=column is Column.NAME))


def in_tab(license_: License, tab: Tab, today: date) -> bool:
    """Whether the license belongs to the tab today."""
    if tab is Tab.ALL:
        return True
    if tab is Tab.UNINSTALLED:
        return license_.uninstalled
    if license_.uninstalled:
        return False
    if tab is Tab.LAPSED:
        return license_.lapsed(today) or license_.license_status == Status.EXPIRED
    if tab is Tab.EXPIRING:
        return license_.expires is not None and today <= license_.expires <= today + EXPIRING
    return license_.status == tab.value
