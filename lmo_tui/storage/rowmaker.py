"""Rows of the store made of many licenses at once, column by column: a load of a million has no time for each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lmo_tui.domain.cells import ATTRIBUTES, Cell, Cells, Memo, license_of
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License, Status
from lmo_tui.storage.rows import COLUMNS, license_to_row
from lmo_tui.storage.sorting import NEVER, SITE_SEATS, folded, haystack_of, natural, natural_version, org_key


class RowMaker:
    """Makes rows; what is derived is remembered, since customers, packages and days come again and again.

    The meaning is that of `rows.license_to_row`, and a test holds the two together.
    """

    def __init__(self) -> None:
        self._standings: Memo[tuple[str, str], tuple[str, int, str]] = Memo(_standing)
        self._folded: Memo[str, str] = Memo(folded)
        self._versions: Memo[str, str] = Memo(natural_version)
        self._days: Memo[str | None, int] = Memo(_ordinal)
        self._seats: Memo[int | None, int] = Memo(_seats)

    def rows_of(self, licenses: Sequence[Cells]) -> list[Cells]:
        """A row for each license, with a cell for each of `COLUMNS`."""
        if not licenses:
            return []
        columns: dict[str, Sequence[Any]] = dict(zip(ATTRIBUTES, zip(*licenses, strict=True), strict=True))
        columns |= self._derived(columns)
        for name in COLUMNS:
            if name not in columns:
                columns[name] = [license_to_row(license_of(each))[name] for each in licenses]
        return list(zip(*(columns[name] for name in COLUMNS), strict=True))

    def _derived(self, of: dict[str, Sequence[Any]]) -> dict[str, Sequence[Cell]]:
        standings = self._standings.all(zip(of["status"], of["license_status"], strict=True))
        states, expired, by_status = zip(*standings, strict=True)
        named = zip(of["account"], of["company"], of["lead"], of["contact"], strict=True)
        customers = [account or company or lead or contact for account, company, lead, contact in named]
        orgs = list(map(short_id, of["org_id"]))
        return {
            "short_id": list(map(short_id, of["id"])),
            "folded_name": list(map(str.casefold, of["name"])),
            "state": states,
            "expired": expired,
            "search": haystack_of(of),
            "by_name": list(map(natural, of["name"])),
            "by_status": by_status,
            "by_customer": self._folded.all(customers),
            "by_package": self._folded.all(of["package"]),
            "by_version": self._versions.all(of["version"]),
            "by_seats": self._seats.all(of["seats"]),
            "by_expires": self._days.all(of["expires"]),
            "by_org": list(map(org_key, orgs)),
            "by_edition": self._folded.all(of["edition"]),
            "by_sandbox": of["sandbox"],
        }


def _standing(statuses: tuple[str, str]) -> tuple[str, int, str]:
    """State, expired and by_status, of the two status fields."""
    license_ = License("", "", status=statuses[0], license_status=statuses[1])
    state = str(Status.UNINSTALLED) if license_.uninstalled else str(license_.status)
    return state, int(license_.license_status == Status.EXPIRED), folded(license_.standing)


def _seats(seats: int | None) -> int:
    return SITE_SEATS if seats is None else min(seats, SITE_SEATS - 1)


def _ordinal(day: str | None) -> int:
    return NEVER if day is None else date.fromisoformat(day).toordinal()
