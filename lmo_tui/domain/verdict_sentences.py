"""The verdicts in whole sentences."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdict_rules import VerdictKind


def _expired(license_: License, today: date) -> str:
    left = license_.days_left(today) or 0
    return f"They cannot get in: it expired on {license_.expires}, {_days(-left)} ago."


def _marked_expired(license_: License, _today: date) -> str:
    field = "License Status" if license_.license_status.casefold() == "expired" else "Status"
    return f"They cannot get in: {field} is Expired."


def _unknown_status(license_: License, _today: date) -> str:
    if "status" in license_.unseen:
        return _no_access(license_)
    if not license_.status:
        return "Nobody can tell: Status is empty."
    return f"Nobody can tell: Status is {license_.status}, which is none of the LMA's."


def _no_access(license_: License) -> str:
    hidden = " and ".join(name for name in ("status", "expires") if name in license_.unseen)
    return f"Nobody can tell with your permissions: no access to {hidden}."


def _statuses_differ(license_: License, _today: date) -> str:
    return f"Status is {license_.status}, License Status still {license_.license_status}: the LMA has not caught up."


def _over_used(license_: License, _today: date) -> str:
    seats, used = license_.seats or 0, license_.used or 0
    return f"Some may be stopped: {used:,} of {seats:,} seats used, {used - seats:,} too many."


def _org_trial_ended(license_: License, _today: date) -> str:
    return f"The license is in force, but the trial of their org itself ended on {license_.org_trial_ends}."


def _until(license_: License, today: date) -> str:
    left = license_.days_left(today)
    if left is None or license_.expires is None:
        return "They can get in: it does not expire"
    if left == 0:
        return "They can get in until tonight"
    return f"They can get in until {license_.expires.isoformat()} ({_days(left)})"


def _fine(license_: License, today: date) -> str:
    return f"{_until(license_, today)}, {_seats(license_)}."


def _trial_ending(license_: License, today: date) -> str:
    end = "the trial ends tonight" if license_.expires == today else "then the trial ends"
    return f"{_until(license_, today)}, {end}; {_seats(license_)}."


def _sandbox(license_: License, today: date) -> str:
    return f"{_until(license_, today)}, {_seats(license_)}; the org is a sandbox."


def _old_version(license_: License, today: date) -> str:
    newer = f"{license_.latest_version} is newer than their {license_.version}"
    return f"{_until(license_, today)}, {_seats(license_)}; {newer}."


SENTENCES: Final[Mapping[VerdictKind, Callable[[License, date], str]]] = {
    VerdictKind.UNINSTALLED: lambda *_: "They cannot get in: the package was uninstalled.",
    VerdictKind.SUSPENDED: lambda *_: "They cannot get in: the license is Suspended.",
    VerdictKind.EXPIRED: _expired,
    VerdictKind.MARKED_EXPIRED: _marked_expired,
    VerdictKind.ORG_DELETED: lambda each, _: f"They cannot get in: their org is {each.org_status}.",
    VerdictKind.UNKNOWN_STATUS: _unknown_status,
    VerdictKind.UNKNOWN_END: lambda each, _: _no_access(each),
    VerdictKind.ORG_LEAVING: lambda each, _: f"The license is in force, but their org is {each.org_status}.",
    VerdictKind.ORG_TRIAL_ENDED: _org_trial_ended,
    VerdictKind.ORG_HELD: lambda each, _: f"The license is in force, but their org is on {each.org_status}.",
    VerdictKind.STATUSES_DIFFER: _statuses_differ,
    VerdictKind.NO_SEATS: lambda *_: "Nobody can be given a seat: it has none.",
    VerdictKind.OVER_USED: _over_used,
    VerdictKind.FULL: lambda each, _: f"New users cannot get in: all {each.seats:,} seats are used.",
    VerdictKind.TRIAL_ENDING: _trial_ending,
    VerdictKind.EXPIRING: _fine,
    VerdictKind.SANDBOX: _sandbox,
    VerdictKind.OLD_VERSION: _old_version,
    VerdictKind.FINE: _fine,
}


def _seats(license_: License) -> str:
    used = None if "used" in license_.unseen else license_.used
    if "seats" in license_.unseen:
        return "no access to seats"
    if license_.seats is None:
        return "site license" if not used else f"site license, {used:,} users"
    return f"{license_.seats:,} seats" if used is None else f"{used:,} of {license_.seats:,} seats used"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
