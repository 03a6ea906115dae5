"""A license, and what may be done to it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from lmo_tui.domain.features import FeatureField
from lmo_tui.domain.ids import short_id

PERPETUAL: Final = date(1970, 1, 1)
"""On the wire this date, like null, says that a license does not expire (sfLma__Expiration__c's own description)."""

SITE: Final = -1
"""On the wire any negative number of seats, like null, is a site license; this one is written."""

MOST_SEATS: Final = 99_000_000
"""Salesforce's documented limit of sfLma__Seats__c."""

LONGEST_TRIAL: Final = timedelta(days=90)
"""How far from today a trial may end (Modify a License Record)."""


class Status(StrEnum):
    """What sfLma__Status__c holds, and what sfLma__License_Status__c (a formula on the record type) may add."""

    TRIAL = "Trial"
    ACTIVE = "Active"
    SUSPENDED = "Suspended"
    EXPIRED = "Expired"
    UNINSTALLED = "Uninstalled"


TRANSITIONS: Final[dict[str, tuple[str, ...]]] = {
    Status.TRIAL: (Status.ACTIVE,),
    Status.ACTIVE: (Status.SUSPENDED,),
    Status.SUSPENDED: (Status.ACTIVE,),
    Status.EXPIRED: (Status.ACTIVE, Status.SUSPENDED, Status.TRIAL),
    Status.UNINSTALLED: (),
}
"""From License Status, the states that the LMA's record types offer; an org's own picklist values come first."""


class Field(StrEnum):
    """The three fields of a license that may be written. There is no fourth."""

    STATUS = "status"
    SEATS = "seats"
    EXPIRES = "expires"


AnyField: TypeAlias = Field | FeatureField
"""What a change may be of: one of the three, or the value of a feature parameter."""

FIELD_LABELS: Final = {Field.STATUS: "Status", Field.SEATS: "Seats", Field.EXPIRES: "Expires"}


@dataclass(frozen=True, slots=True)
class License:
    """One sfLma__License__c: one package in one subscriber org.

    `None` is an empty value, except for seats (site license) and expires (never). A field that this org lacks or this
    user may not see is named in `unseen`, and its value then means nothing.
    """

    id: str
    name: str
    status: str
    license_status: str = ""
    license_type: str = ""
    seats: int | None = None
    used: int | None = None
    expires: date | None = None
    installed: date | None = None
    package_id: str = ""
    package: str = ""
    version_id: str = ""
    version: str = ""
    latest_version: str = ""
    org_id: str = ""
    """The subscriber org, 15 or 18 characters as the LMO stores it."""
    sandbox: bool = False
    instance: str = ""
    edition: str = ""
    org_status: str = ""
    org_trial_ends: str = ""
    org_facts_as_of: datetime | None = None
    account_id: str = ""
    account: str = ""
    contact_id: str = ""
    contact: str = ""
    contact_email: str = ""
    lead_id: str = ""
    lead: str = ""
    lead_email: str = ""
    company: str = ""
    record_type_id: str = ""
    proxy_user: str = ""
    owner: str = ""
    created_by: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    modified_by: str = ""
    modstamp: str = ""
    """SystemModstamp as the server wrote it: the mark that tells whether a record moved."""
    checkout: bool = False
    """Sold through AppExchange Checkout."""
    extra: tuple[tuple[str, str], ...] = ()
    """The ISV's own fields: label and value, in the order of describe()."""
    unseen: frozenset[str] = frozenset()

    @property
    def customer(self) -> str:
        """Who it belongs to, by the best name there is."""
        return self.account or self.company or self.lead or self.contact

    @property
    def email(self) -> str:
        """Where to write to the customer."""
        return self.contact_email or self.lead_email

    @property
    def short_org_id(self) -> str:
        """The subscriber org's id in 15 characters."""
        return short_id(self.org_id)

    @property
    def standing(self) -> str:
        """The one word for its state: Uninstalled and Expired win over a Status that has not heard of them."""
        if self.uninstalled:
            return Status.UNINSTALLED
        return Status.EXPIRED if self.license_status == Status.EXPIRED else self.status

    @property
    def uninstalled(self) -> bool:
        """Whether the customer removed the package, by either of the two status fields."""
        return Status.UNINSTALLED in {self.status, self.license_status}

    @property
    def statuses_differ(self) -> bool:
        """Whether Status and License Status disagree, as they do until the package's trigger has run."""
        return bool(self.license_status) and self.license_status != self.status

    @property
    def over_used(self) -> bool:
        """Whether more users hold a seat than were sold."""
        return self.seats is not None and self.used is not None and self.used > self.seats

    @property
    def full(self) -> bool:
        """Whether every seat that was sold is held."""
        return self.seats is not None and self.used == self.seats

    @property
    def percent_used(self) -> float | None:
        """Percent of the sold seats that are held; None for a site license. With none sold, 100 is none held."""
        if self.seats is None or self.used is None:
            return None
        return 100 * self.used / self.seats if self.seats > 0 else 100 * (self.used + 1)

    @property
    def outdated(self) -> bool:
        """Whether a newer released version of the package exists."""
        return bool(self.version) and bool(self.latest_version) and self.version != self.latest_version

    def days_left(self, today: date) -> int | None:
        """Days until the last day of access (0 is today, negative is past); None when it does not expire."""
        return None if self.expires is None else (self.expires - today).days

    def lapsed(self, today: date) -> bool:
        """Whether the last day of access is behind us; a license dated today is still valid."""
        return self.expires is not None and self.expires < today and not self.uninstalled

    def value_of(self, field: AnyField) -> str | int | date | None:
        """The present value of one of the three fields; raises LookupError for any other."""
        if isinstance(field, FeatureField):
            raise LookupError("not a field of a license")
        return {Field.STATUS: self.status, Field.SEATS: self.seats, Field.EXPIRES: self.expires}[field]


def expiration_from_wire(value: date | None) -> date | None:
    """None for both of the wire's ways to say that a license does not expire."""
    return None if value is None or value <= PERPETUAL else value


def seats_from_wire(value: float | None) -> int | None:
    """None for all of the wire's ways to say site license."""
    return None if value is None or value < 0 else int(value)
