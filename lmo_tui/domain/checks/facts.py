"""What was read of an org for its checklist, as plain values: known, unknown because…, or not asked yet."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Part(StrEnum):
    """What can be read by itself: one that fails leaves the others alone. In the order in which they are read."""

    ORGANIZATION = "organization"
    OBJECTS = "objects"
    INSTALLED = "installed"
    PACKAGES = "packages"
    TRIGGERS = "triggers"
    RULES = "rules"
    WORKFLOWS = "workflows"
    DUPLICATES = "duplicates"
    INSTALLS = "installs"
    RIGHTS = "rights"
    PARAMETERS = "parameters"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known, and why."""

    why: str
    absent: bool = False
    """Whether the org said 404: the thing is not there, or this user may not see it."""


class NotKnownError(Exception):
    """A verdict needs what could not be learned."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotAskedError(Exception):
    """A verdict needs what has not been read yet."""


@dataclass(frozen=True, slots=True)
class Organization:
    """The Organization record, as far as this user may see it."""

    name: str
    edition: str | None
    """Organization.OrganizationType."""
    sandbox: bool | None
    trial_ends: str | None
    instance: str
    demo: bool = False
    """Whether it is the demo LMO of this program."""


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    """An object as describe() shows it to this user."""

    updateable: bool
    updateable_fields: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    """Custom fields that a new record must fill and that have no default."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A package that is installed in this org."""

    namespace: str
    name: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """One sfLma__Package__c."""

    id: str
    name: str
    package_id: str = ""
    latest: str = ""
    manager_id: str = ""
    manager: str = ""
    manager_active: bool | None = None
    """None where that cannot be seen."""
    last_refresh: date | None = None
    next_refresh: date | None = None


@dataclass(frozen=True, slots=True)
class Install:
    """The newest license of a package, and the lead that came with it."""

    package_id: str
    license_id: str
    license: str
    created: str
    lead_id: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Automation:
    """A trigger, a rule or the like of this org's own, on an object that the LMA writes to."""

    object: str
    name: str
    before: bool = False
    """Whether it runs before a record is saved, and so can refuse it."""
    after: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """The server's time and this machine's, at one moment."""

    server: datetime
    ours: datetime


@dataclass(frozen=True, slots=True)
class OrgFacts:
    """All that the checklist rests on; None is what was not asked yet."""

    today: date
    organization: Organization | Unknown | None = None
    times: Times | Unknown | None = None
    license: ObjectFacts | Unknown | None = None
    package: ObjectFacts | Unknown | None = None
    version: ObjectFacts | Unknown | None = None
    lead: ObjectFacts | Unknown | None = None
    parameter: ObjectFacts | Unknown | None = None
    installed: tuple[Installed, ...] | Unknown | None = None
    packages: tuple[PackageFacts, ...] | Unknown | None = None
    triggers: tuple[Automation, ...] | Unknown | None = None
    rules: tuple[Automation, ...] | Unknown | None = None
    workflows: tuple[Automation, ...] | Unknown | None = None
    duplicates: tuple[Automation, ...] | Unknown | None = None
    installs: tuple[Install, ...] | Unknown | None = None
    may_log_in: bool | Unknown | None = None
    """Whether this user has Log in to Subscriber Organization."""
    parameters: tuple[tuple[str, int], ...] | Unknown | None = None
    """How many feature parameters each package has, by its id."""
    without_account: tuple[int, int] | Unknown | None = None
    """How many licenses have no account, and how many there are."""


def asked(value: T | Unknown | None) -> T | Unknown:
    """What came of asking, if somebody asked; raises NotAskedError."""
    if value is None:
        raise NotAskedError
    return value


def known(value: T | Unknown | None) -> T:
    """What was learned; raises NotKnownError with the reason, NotAskedError where nobody asked."""
    found = asked(value)
    if isinstance(found, Unknown):
        raise NotKnownError(found.why)
    return found
