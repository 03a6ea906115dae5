"""Which licenses are shown, and in which order: a tab or a saved view, a filter as it was typed, and a sort."""

from collections.abc import Sequence
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
    VERDICT = "verdict"
    """The worst first; what it is depends on the day, so no index holds it."""


MOST_KEYS: Final = 3
"""Columns that a list is sorted by at the most."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One column and a direction, then others; ties go by name, newest first, so that the order is total."""

    column: Column = Column.NAME
    descending: bool = True
    then: tuple[tuple[Column, bool], ...] = ()
    """What decides where the column does not: columns, and whether they are descending."""

    @property
    def keys(self) -> tuple[tuple[Column, bool], ...]:
        """All columns in order, with their directions."""
        return ((self.column, self.descending), *self.then)

    def place(self, column: Column) -> int | None:
        """Which key the column is, from 1; None if it is none."""
        return next((place for place, (key, _) in enumerate(self.keys, 1) if key is column), None)

    def only(self, column: Column) -> "Sort":
        """By this column alone; if it is the only one already, turned."""
        if self.keys == ((column, self.descending),):
            return Sort(column, not self.descending)
        return Sort(*usual(column))

    def also(self, column: Column) -> "Sort":
        """By this column where the others do not decide; one that is there is turned, and then taken out.

        The last one stays, and a fourth is not taken. The name tells any two apart, so it stays behind the others; the
        newest first goes without saying.
        """
        keys = list(self.keys)
        place = self.place(column)
        if place is None:
            before = [key for key in keys if key[0] is not Column.NAME]
            names = [key for key in keys if key == (Column.NAME, False)]
            return sort_by((*before, usual(column), *names)) if len(before) + len(names) < MOST_KEYS else self
        if len(keys) == 1 or keys[place - 1] == usual(column):
            keys[place - 1] = (column, not keys[place - 1][1])
        else:
            del keys[place - 1]
        return sort_by(keys)

    def turned(self) -> "Sort":
        """The same columns the other way round."""
        return sort_by([(column, not descending) for column, descending in self.keys])


def usual(column: Column) -> tuple[Column, bool]:
    """A column in the direction that one expects: the newest names first, anything else ascending."""
    return column, column is Column.NAME


def sort_by(keys: Sequence[tuple[Column, bool]]) -> Sort:
    """The sort of these keys, of which there is at least one."""
    (column, descending), *then = keys
    return Sort(column, descending, tuple(then))


NEWEST: Final = Sort()
"""The order that is there unless told otherwise."""


@dataclass(frozen=True, slots=True)
class View:
    """What the desk shows: newest licenses first unless told otherwise."""

    tab: Tab = Tab.ALL
    text: str = ""
    sort: Sort = Sort()
    name: str = ""
    """The saved view that this is in; empty in one of the tabs that are always there."""
    base: str = ""
    """What the saved view holds, as a filter; `text` narrows it further."""

    @property
    def title(self) -> str:
        """What one is in."""
        return self.name or self.tab.value

    @property
    def filter(self) -> str:
        """All that is asked of a license beside the tab, as one filter."""
        return f"{self.base} {self.text}".strip()

    def sorted_by(self, column: Column) -> "View":
        """The same licenses by another column; the same column again turns the direction."""
        return replace(self, sort=self.sort.only(column))


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
