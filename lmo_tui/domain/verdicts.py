"""The sentence that answers the ticket: can they get in, and if not, why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lmo_tui.domain.licenses import License, Status


class CanUse(StrEnum):
    """Whether the customer's users can use the package, as far as the license tells."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence about one license, and the field it rests on."""

    can_use: CanUse
    sentence: str


def verdict(license_: License, today: date, newer: License | None = None) -> Verdict:
    """What stops the customer, worst first; `newer` is a live license of the same org and package, if there is one."""
    return _stopped(license_, today, newer) or _doubtful(license_) or _fine(license_, today)


def _stopped(license_: License, today: date, newer: License | None) -> Verdict | None:
    if license_.uninstalled:
        pointer = f" {newer.name} is the live license of this org." if newer else ""
        return Verdict(CanUse.NO, f"They cannot get in: the package was uninstalled.{pointer}")
    if license_.status == Status.SUSPENDED:
        return Verdict(CanUse.NO, "They cannot get in: the license is Suspended.")
    if license_.lapsed(today) and license_.expires is not None:
        ago = (today - license_.expires).days
        return Verdict(
            CanUse.NO, f"They cannot get in: it expired on {license_.expires.isoformat()}, {_days(ago)} ago."
        )
    if license_.license_status == Status.EXPIRED:
        return Verdict(CanUse.NO, "They cannot get in: License Status is Expired.")
    return None


def _doubtful(license_: License) -> Verdict | None:
    state = license_.org_status.casefold()
    if state in {"deleted", "pending_delete"}:
        return Verdict(CanUse.PERHAPS, f"The license is fine, but their org is {license_.org_status}.")
    if state in {"suspended", "hold"}:
        return Verdict(CanUse.PERHAPS, f"The license is fine, but Salesforce has their org on {license_.org_status}.")
    if license_.over_used:
        over = (license_.used or 0) - (license_.seats or 0)
        return Verdict(
            CanUse.PERHAPS,
            f"Some may be stopped: {license_.used:,} of {license_.seats:,} seats used, {over:,} too many.",
        )
    if license_.full:
        return Verdict(CanUse.PERHAPS, f"New users cannot get in: all {license_.seats:,} seats are used.")
    return None


def _fine(license_: License, today: date) -> Verdict:
    if license_.statuses_differ:
        return Verdict(
            CanUse.PERHAPS,
            f"Status is {license_.status}, License Status still {license_.license_status}: the LMA has not caught up.",
        )
    if hidden := [name for name in ("status", "expires") if name in license_.unseen]:
        return Verdict(CanUse.PERHAPS, f"Nobody can tell with your permissions: no access to {' and '.join(hidden)}.")
    left = license_.days_left(today)
    if left is None or license_.expires is None:
        until = "They can get in: it does not expire"
    elif left == 0:
        until = "They can get in until tonight"
    else:
        until = f"They can get in until {license_.expires.isoformat()} ({_days(left)})"
    return Verdict(CanUse.YES, f"{until}, {_seats(license_)}.")


def _seats(license_: License) -> str:
    used = None if "used" in license_.unseen else license_.used
    if "seats" in license_.unseen:
        return "no access to seats"
    if license_.seats is None:
        return "site license" if not used else f"site license, {used:,} users"
    return f"{license_.seats:,} seats" if used is None else f"{used:,} of {license_.seats:,} seats used"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
