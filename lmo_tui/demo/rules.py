"""What the managed packages refuse: the License Management App's rules, and the Feature Management App's."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from lmo_tui.demo.errors import validation
from lmo_tui.demo.schema import ids
from lmo_tui.demo.seed.odd import DEACTIVATED_PROXY

LICENSE: Final = "sfLma__License__c"
STATUS: Final = "sfLma__Status__c"
SEATS: Final = "sfLma__Seats__c"
EXPIRATION: Final = "sfLma__Expiration__c"
TERMS: Final = (STATUS, SEATS, EXPIRATION)
MOST_SEATS: Final = 99_000_000
TRIAL_DAYS: Final = 90
PERPETUAL: Final = "1970-01-01"

OFFERED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Trial": ("Trial", "Active"),
        "Active": ("Active", "Suspended"),
        "Suspended": ("Suspended", "Active"),
        "Expired": ("Active", "Suspended", "Trial"),
        "Uninstalled": ("Uninstalled",),
    }
)
"""The statuses a license may take, by its record type; identical in every published retrieval of the package."""

RECORD_TYPE_OF: Final = MappingProxyType({kind.name: kind.id for kind in ids.LICENSE_RECORD_TYPES})

_JUNCTIONS: Final = frozenset(f"sfFma__FeatureParameter{kind}__c" for kind in ("Boolean", "Integer", "Date"))
_PARAMETER: Final = "sfFma__FeatureParameter__c"
_FIXED_BY_PACKAGE: Final = ("sfFma__FullName__c", "sfFma__DataType__c", "sfFma__DataFlowDirection__c")
_VALUE: Final = "sfFma__Value__c"


@dataclass(frozen=True, slots=True)
class Save:
    """An update about to happen: the record as it is, what the client names, and as what it would end."""

    object: str
    before: Mapping[str, Any]
    given: Mapping[str, Any]
    today: date

    @property
    def after(self) -> dict[str, Any]:
        """The record as it would be."""
        return {**self.before, **self.given}


def check_update(save: Save, connection: sqlite3.Connection) -> None:
    """Raise the package's refusal, if it has one."""
    if save.object == LICENSE:
        _check_license(save, connection)
    elif save.object in _JUNCTIONS or save.object == _PARAMETER:
        _check_feature(save, connection)


def check_create(name: str, values: Mapping[str, Any], today: date) -> None:
    """Refuse what only the Feature Management App makes, and license terms that no license may have."""
    if name in _JUNCTIONS or name == _PARAMETER:
        raise validation("Feature parameter records can only be created by the Feature Management app.")
    if name == LICENSE:
        if SEATS in values:
            _check_seats(values[SEATS])
        _check_trial(values, today)


def check_delete(name: str) -> None:
    """Refuse to lose what only the Feature Management App could make again."""
    if name in _JUNCTIONS or name == _PARAMETER:
        raise validation("Feature parameter records can only be deleted by the Feature Management app.")


def offered(record_type_id: str | None) -> tuple[str, ...]:
    """The statuses a record type offers, as its picklist says; without a record type, all of them."""
    name = next((kind.name for kind in ids.LICENSE_RECORD_TYPES if kind.id == record_type_id), None)
    return OFFERED[name] if name else ("Trial", "Active", "Suspended", "Uninstalled")


def _check_license(save: Save, connection: sqlite3.Connection) -> None:
    if not any(term in save.given for term in TERMS):
        return
    before = save.before
    if "Uninstalled" in (before[STATUS], before["sfLma__License_Status__c"]):
        raise validation("This license is uninstalled and can't be edited.", STATUS)
    if (before["sfLma__License_Type__c"] or "").strip().lower() == "read-only":
        raise validation("This license is Read-Only and can't be modified.", "sfLma__License_Type__c")
    if _is_checkout(before["Id"], connection):
        raise validation("Licenses provisioned by AppExchange Checkout can't be modified in the LMA.")
    if before["sfLma__Proxy_User__c"] == DEACTIVATED_PROXY:
        raise validation("proxy user has deactivated")
    status, kind = save.after[STATUS], before["sfLma__License_Status__c"]
    if status != before[STATUS] and status not in offered(before["RecordTypeId"]):
        raise validation(f"A license whose License Status is {kind} can't be changed to {status}.", STATUS)
    if SEATS in save.given:
        _check_seats(save.given[SEATS])
    if STATUS in save.given or EXPIRATION in save.given:
        _check_trial(save.after, save.today)


def _is_checkout(license_id: str, connection: sqlite3.Connection) -> bool:
    sql = "SELECT 1 FROM sfcma__Subscription__c WHERE sfcma__License__c = ? AND NOT IsDeleted"
    return connection.execute(sql, (license_id,)).fetchone() is not None


def _check_seats(seats: float | None) -> None:
    if seats is None or seats != int(seats) or not (seats == -1 or 0 <= seats <= MOST_SEATS):
        raise validation("Seats must be a whole number from 0 to 99,000,000, or -1 for a site license.", SEATS)


def _check_trial(values: Mapping[str, Any], today: date) -> None:
    if values.get(STATUS) != "Trial":
        return
    expires = values.get(EXPIRATION)
    if expires in {None, PERPETUAL} or date.fromisoformat(str(expires)) > today + timedelta(days=TRIAL_DAYS):
        raise validation("A trial must expire within 90 days.", EXPIRATION)


def _check_feature(save: Save, connection: sqlite3.Connection) -> None:
    for name in _FIXED_BY_PACKAGE:
        if name in save.given and save.given[name] != save.before[name]:
            raise validation("This value is set by the installed package and cannot be changed.", name)
    if _VALUE not in save.given or save.given[_VALUE] == save.before[_VALUE]:
        return
    sql = "SELECT sfFma__DataFlowDirection__c FROM sfFma__FeatureParameter__c WHERE Id = ?"
    found = connection.execute(sql, (save.before[_PARAMETER],)).fetchone()
    if found and str(found[0]).lower() == "subscriber to lmo":
        message = (
            "Subscriber To LMO feature parameter values can only be created or updated by the Feature Management app. "
            "Click undo or cancel to continue."
        )
        raise validation(message, _VALUE)
