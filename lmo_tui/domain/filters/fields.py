"""What a filter can ask about: the fields and flags of a license, by the names of its JSON and by short ones."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How the values of a field compare."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    DAY = "date"
    VERSION = "version"


class FieldName(StrEnum):
    """The fields, by the names that a license has in JSON; customer and mail are what the list shows."""

    ID = "id"
    NAME = "name"
    STATUS = "status"
    LICENSE_STATUS = "license_status"
    SEATS = "seats"
    USED = "used"
    USE = "use"
    EXPIRES = "expires"
    CUSTOMER = "customer"
    ACCOUNT = "account"
    CONTACT = "contact"
    LEAD = "lead"
    COMPANY = "company"
    MAIL = "mail"
    PACKAGE = "package"
    VERSION = "version"
    ORG_ID = "org_id"
    ORG_STATUS = "org_status"
    EDITION = "edition"
    INSTANCE = "instance"
    INSTALLED = "installed"
    MODIFIED = "modified"
    ORG_TRIAL_ENDS = "org_trial_ends"
    CAN = "can"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """How a field is called, and how it compares."""

    kind: Kind
    aliases: tuple[str, ...] = ()
    past: bool = False
    """Whether its dates always lie behind us."""
    derived: bool = False
    """Whether it is the best of several attributes, so that no single permission hides it."""
    made_of: tuple[str, ...] = ()
    """The attributes that must be seen, where it is no attribute itself."""


FIELDS: Final = {
    FieldName.ID: FieldFacts(Kind.ID),
    FieldName.NAME: FieldFacts(Kind.TEXT, ("license",)),
    FieldName.STATUS: FieldFacts(Kind.TEXT, ("st",)),
    FieldName.LICENSE_STATUS: FieldFacts(Kind.TEXT, ("lst",)),
    FieldName.SEATS: FieldFacts(Kind.NUMBER),
    FieldName.USED: FieldFacts(Kind.NUMBER),
    FieldName.USE: FieldFacts(Kind.NUMBER, made_of=("seats", "used")),
    FieldName.EXPIRES: FieldFacts(Kind.DAY, ("exp", "expiry", "expiration")),
    FieldName.CUSTOMER: FieldFacts(Kind.TEXT, ("cust",), derived=True),
    FieldName.ACCOUNT: FieldFacts(Kind.TEXT, ("acct",)),
    FieldName.CONTACT: FieldFacts(Kind.TEXT),
    FieldName.LEAD: FieldFacts(Kind.TEXT),
    FieldName.COMPANY: FieldFacts(Kind.TEXT, ("co",)),
    FieldName.MAIL: FieldFacts(Kind.TEXT, ("email",), derived=True),
    FieldName.PACKAGE: FieldFacts(Kind.TEXT, ("pkg",)),
    FieldName.VERSION: FieldFacts(Kind.VERSION, ("ver",)),
    FieldName.ORG_ID: FieldFacts(Kind.ID, ("org",)),
    FieldName.ORG_STATUS: FieldFacts(Kind.TEXT, ("ost",)),
    FieldName.EDITION: FieldFacts(Kind.TEXT, ("ed",)),
    FieldName.INSTANCE: FieldFacts(Kind.TEXT, ("pod",)),
    FieldName.INSTALLED: FieldFacts(Kind.DAY, ("inst",), past=True),
    FieldName.MODIFIED: FieldFacts(Kind.DAY, ("mod",), past=True),
    FieldName.ORG_TRIAL_ENDS: FieldFacts(Kind.DAY, ("orgtrial",)),
    FieldName.CAN: FieldFacts(Kind.TEXT, ("can_use",), derived=True),
    FieldName.VERDICT: FieldFacts(Kind.TEXT, derived=True),
}
"""Every field and what it is."""


def rests_on(field: FieldName) -> tuple[str, ...]:
    """The attributes that a permission may hide, and the field with them."""
    facts = FIELDS[field]
    return () if facts.derived else facts.made_of or (field.value,)


BY_WORD: Final = {word: name for name, facts in FIELDS.items() for word in (name.value, *facts.aliases)}
"""The field that a word names."""


class FlagName(StrEnum):
    """What a license is or is not, said in one word."""

    ACTIVE = "active"
    TRIAL = "trial"
    SUSPENDED = "suspended"
    UNINSTALLED = "uninstalled"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    PERPETUAL = "perpetual"
    SITE = "site"
    OVER = "over"
    FULL = "full"
    LATEST = "latest"
    OLD = "old"
    SANDBOX = "sandbox"
    LOCKED = "locked"
    CHECKOUT = "checkout"
    DUPLICATE = "duplicate"


FLAG_HELP: Final = {
    FlagName.ACTIVE: "Status is Active, and the package is installed",
    FlagName.TRIAL: "Status is Trial, and the package is installed",
    FlagName.SUSPENDED: "Status is Suspended, and the package is installed",
    FlagName.UNINSTALLED: "the customer removed the package",
    FlagName.EXPIRED: "the last day of access is past, or License Status is Expired",
    FlagName.EXPIRING: "the last day of access is within 30 days",
    FlagName.PERPETUAL: "it does not expire",
    FlagName.SITE: "a site license",
    FlagName.OVER: "more seats used than sold",
    FlagName.FULL: "as many seats used as sold",
    FlagName.LATEST: "on the latest version",
    FlagName.OLD: "a newer version exists",
    FlagName.SANDBOX: "installed in a sandbox",
    FlagName.LOCKED: "nobody can change it",
    FlagName.CHECKOUT: "sold through AppExchange Checkout",
    FlagName.DUPLICATE: "its org holds another license of the same package, and neither is uninstalled",
}
"""What each flag says of a license."""

RESTS_ON: Final = {
    FlagName.PERPETUAL: ("expires",),
    FlagName.SITE: ("seats",),
    FlagName.OVER: ("seats", "used"),
    FlagName.FULL: ("seats", "used"),
    FlagName.LATEST: ("version", "latest_version"),
    FlagName.OLD: ("version", "latest_version"),
    FlagName.SANDBOX: ("sandbox",),
    FlagName.CHECKOUT: ("checkout",),
    FlagName.DUPLICATE: ("org_id", "package_id"),
}
"""The attributes that a flag needs to be seen; the others are told by the domain's own rules, as the tabs are."""
