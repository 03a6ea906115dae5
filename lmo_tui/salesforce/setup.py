"""How an org is set up, read for the checklist: a few GETs, each of which may fail without harm to the others.

The queries of the Tooling API are inferred from its reference and from public code; none was tried on a real LMO.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final, TypeAlias, TypeVar

from lmo_tui.domain.checks.accounts import Account, beginning
from lmo_tui.domain.checks.facts import (
    Automation,
    Install,
    Installed,
    ObjectFacts,
    Organization,
    OrgFacts,
    PackageFacts,
    Part,
    Times,
    Unknown,
)
from lmo_tui.domain.errors import LmoError, NoAccessError, NotThereError, SignedOutError
from lmo_tui.salesforce.answers import OrganizationShape, Record, day_of, flag_of, id_of, number_of, text_of
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.identity import DEMO_INSTANCE
from lmo_tui.salesforce.soql import among, begins, count, equals, select
from lmo_tui.salesforce.wire import LICENSE, PACKAGE, PACKAGE_VERSION

PARAMETER: Final = "sfFma__FeatureParameter__c"
LEAD: Final = "Lead"
MOST_PACKAGES: Final = 12
"""Packages whose newest license is asked for, each by a call of its own."""
RECENT: Final = 20
SUSPECTS: Final = (LEAD, LICENSE)
"""The objects that the LMA creates records of."""

_ACCOUNT: Final = "sfLma__Account__c"
_ORGANIZATION: Final = ("Name", "OrganizationType", "IsSandbox", "TrialExpirationDate", "InstanceName")
_PACKAGE_FIELDS: Final = ("sfLma__Package_ID__c", "sfLma__Latest_Version__c", "sfLma__Lead_Manager__c")
_REFRESH_FIELDS: Final = ("sfLma__Last_License_Refresh__c", "sfLma__Next_Available_Refresh__c")
_MANAGER: Final = ("sfLma__Lead_Manager__r.Name", "sfLma__Lead_Manager__r.IsActive")
_BEFORE: Final = ("UsageBeforeInsert", "UsageBeforeUpdate")
_AFTER: Final = ("UsageAfterInsert", "UsageAfterUpdate")
_OWN: Final = "NamespacePrefix = null"
_LOGIN: Final = "PermissionsPermitSubscriberLogin"
"""Inferred from `PermitSubscriberLogin` in the profiles of real LMOs."""

T = TypeVar("T")
Reading: TypeAlias = Callable[[OrgFacts], OrgFacts]


class SalesforceSetup:
    """Fits `setup_ports.SetupRepository`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._over: Unknown | None = None
        """Why nothing more is asked: the session is over."""

    def read(self, part: Part, facts: OrgFacts) -> OrgFacts:
        """The facts with this part, or with why it cannot be known."""
        readings: dict[Part, Reading] = {
            Part.ORGANIZATION: self._organization,
            Part.OBJECTS: self._objects,
            Part.INSTALLED: lambda known: replace(known, installed=self._learned(self._installed)),
            Part.PACKAGES: lambda known: replace(known, packages=self._learned(lambda: self._packages(known))),
            Part.TRIGGERS: lambda known: replace(known, triggers=self._learned(self._triggers)),
            Part.RULES: lambda known: replace(known, rules=self._learned(self._rules)),
            Part.WORKFLOWS: lambda known: replace(known, workflows=self._learned(self._workflows)),
            Part.DUPLICATES: lambda known: replace(known, duplicates=self._learned(self._duplicates)),
            Part.INSTALLS: lambda known: replace(known, installs=self._learned(lambda: self._installs(known))),
            Part.RIGHTS: lambda known: replace(known, may_log_in=self._learned(self._may_log_in)),
            Part.PARAMETERS: self._parameters,
            Part.ACCOUNTS: lambda known: replace(known, without_account=self._learned(self._without_account)),
        }
        return readings[part](facts)

    def recent(self) -> Sequence[Install]:
        """The newest licenses of all packages, newest first."""
        return self._installs_where("", RECENT)

    def accounts_like(self, company: str) -> Sequence[Account]:
        """Accounts whose names begin as the company's does."""
        if not (start := beginning(company)):
            return ()
        query = select(("Id", "Name"), "Account", where=begins("Name", start), order=("Name", "Id"), limit=RECENT)
        records = self._client.records(query)
        with translated():
            return [Account(id_of(each.get("Id")), text_of(each.get("Name"))) for each in records]

    def _learned(self, ask: Callable[[], T]) -> T | Unknown:
        if self._over is not None:
            return self._over
        try:
            return ask()
        except SignedOutError as error:
            self._over = Unknown(str(error))
            return self._over
        except LmoError as error:
            return Unknown(str(error), absent=isinstance(error, NotThereError))

    def _tooling(self, query: str, what: str) -> list[Record]:
        try:
            return self._client.tooling(query)
        except NoAccessError as error:  # What a missing object means elsewhere, that there is no LMA, it does not here.
            reason = f"Your user may not read {what} by the Tooling API."
            raise NoAccessError(reason, error.detail, "It takes View Setup and Configuration.") from None

    def _organization(self, facts: OrgFacts) -> OrgFacts:
        organization = self._learned(self._read_organization)
        server = self._client.server_time
        times = Unknown("The org's answers carry no time.") if server is None else Times(server, datetime.now(UTC))
        return replace(facts, organization=organization, times=times)

    def _read_organization(self) -> Organization:
        records = self._client.records(select(_ORGANIZATION, "Organization", limit=1))
        with translated():
            shape = OrganizationShape.model_validate(records[0] if records else {})
            demo = self._client.origin.loopback and shape.instance == DEMO_INSTANCE
            kind, ends = (None if each is None else text_of(each) for each in (shape.type, shape.trial_ends))
            return Organization(shape.name, kind, shape.is_sandbox, ends, shape.instance, demo)

    def _objects(self, facts: OrgFacts) -> OrgFacts:
        license_, package, version, lead, parameter = (
            self._learned(partial(self._describe, name))
            for name in (LICENSE, PACKAGE, PACKAGE_VERSION, LEAD, PARAMETER)
        )
        return replace(facts, license=license_, package=package, version=version, lead=lead, parameter=parameter)

    def _describe(self, name: str) -> ObjectFacts:
        shape = self._client.describe(name)
        required = (each for each in shape.fields if each.custom and each.createable and not each.nillable)
        return ObjectFacts(
            updateable=shape.updateable,
            updateable_fields=frozenset(each.name for each in shape.fields if each.updateable),
            fields=frozenset(each.name for each in shape.fields),
            # The package's own fields are filled by the package.
            required=tuple(
                text_of(each.name) for each in required if not each.defaulted and not each.name.startswith("sfLma__")
            ),
        )

    def _installed(self) -> tuple[Installed, ...]:
        # All of them: SubscriberPackage cannot be filtered by anything but its id.
        version = "SubscriberPackageVersion"
        fields = ("SubscriberPackage.NamespacePrefix", "SubscriberPackage.Name")
        numbers = (f"{version}.MajorVersion", f"{version}.MinorVersion")
        records = self._tooling(select((*fields, *numbers), "InstalledSubscriberPackage"), "installed packages")
        with translated():
            return tuple(_installed(each) for each in records)

    def _packages(self, facts: OrgFacts) -> tuple[PackageFacts, ...]:
        seen = facts.package.fields if isinstance(facts.package, ObjectFacts) else frozenset()
        own = [name for name in (*_PACKAGE_FIELDS, *_REFRESH_FIELDS) if name in seen]
        manager = _MANAGER if _PACKAGE_FIELDS[2] in seen else ()
        records = self._client.records(select(("Id", "Name", *own, *manager), PACKAGE, order=("Name", "Id")))
        with translated():
            return tuple(_package(each) for each in records)

    def _named(self) -> dict[str, str]:
        """The suspects by what stands for them in TableEnumOrId: a name, or for a custom object an id."""
        names = {each: each for each in SUSPECTS}
        query = select(("DurableId", "QualifiedApiName"), "EntityDefinition", where=among("QualifiedApiName", SUSPECTS))
        found = self._learned(lambda: self._client.tooling(query))
        if not isinstance(found, Unknown):
            with translated():
                names |= {text_of(each.get("DurableId"))[:15]: text_of(each.get("QualifiedApiName")) for each in found}
        return names

    def _triggers(self) -> tuple[Automation, ...]:
        fields = ("Name", "TableEnumOrId", *_BEFORE, *_AFTER)
        query = select(fields, "ApexTrigger", where=f"{_OWN} AND {equals('Status', 'Active')}", order=("Name",))
        return self._suspects(self._tooling(query, "triggers"))

    def _workflows(self) -> tuple[Automation, ...]:
        query = select(("Name", "TableEnumOrId"), "WorkflowRule", where=_OWN, order=("Name",))
        return self._suspects(self._tooling(query, "workflow rules"))

    def _suspects(self, records: Iterable[Record]) -> tuple[Automation, ...]:
        found = tuple(records)
        names = self._named() if found else {}
        with translated():
            told = [(names.get(text_of(each.get("TableEnumOrId"))[:15]), each) for each in found]
            told = [(names.get(text_of(each.get("TableEnumOrId")), name), each) for name, each in told]
            return tuple(_automation(name, each) for name, each in told if name)

    def _rules(self) -> tuple[Automation, ...]:
        entity = "EntityDefinition.QualifiedApiName"
        where = f"{_OWN} AND Active = true AND {among(entity, SUSPECTS)}"
        query = select(("ValidationName", entity), "ValidationRule", where=where, order=("ValidationName",))
        records = self._tooling(query, "validation rules")
        with translated():
            return tuple(
                Automation(_parent(each, "EntityDefinition", "QualifiedApiName"), text_of(each.get("ValidationName")))
                for each in records
            )

    def _duplicates(self) -> tuple[Automation, ...]:
        where = f"IsActive = true AND {among('SobjectType', SUSPECTS)}"
        query = select(("DeveloperName", "SobjectType"), "DuplicateRule", where=where, order=("DeveloperName",))
        try:
            records = self._client.records(query)
        except NoAccessError as error:
            raise NoAccessError("Your user may not read duplicate rules.", error.detail) from None
        with translated():
            return tuple(
                Automation(text_of(each.get("SobjectType")), text_of(each.get("DeveloperName"))) for each in records
            )

    def _installs(self, facts: OrgFacts) -> tuple[Install, ...]:
        packages = facts.packages if isinstance(facts.packages, tuple) else ()
        found = [self._installs_where(equals(PACKAGE, each.id), 1) for each in packages[:MOST_PACKAGES]]
        return tuple(install for each in found for install in each)

    def _installs_where(self, where: str, most: int) -> tuple[Install, ...]:
        fields = ("Id", "Name", "CreatedDate", PACKAGE, "sfLma__Lead__c", "sfLma__Lead__r.Name")
        records = self._client.records(
            select(fields, LICENSE, where=where, order=("CreatedDate DESC", "Id DESC"), limit=most)
        )
        with translated():
            return tuple(_install(each) for each in records)

    def _may_log_in(self) -> bool:
        try:
            records = self._client.records(select((_LOGIN,), "UserPermissionAccess"))
        except NoAccessError as error:
            if _LOGIN in error.detail:
                return False  # Where the org lacks the permission, the field is missing: so does the user.
            raise NoAccessError("Your user's permissions cannot be read.", error.detail) from None
        with translated():
            return any(flag_of(each.get(_LOGIN)) for each in records)

    def _parameters(self, facts: OrgFacts) -> OrgFacts:
        if isinstance(facts.parameter, Unknown):
            return replace(facts, parameters=facts.parameter)

        def counted() -> tuple[tuple[str, int], ...]:
            records = self._client.records(select(("sfFma__Package__c",), PARAMETER, order=("sfFma__Package__c",)))
            with translated():
                ids = [id_of(each.get("sfFma__Package__c")) for each in records]
            return tuple((key, ids.count(key)) for key in dict.fromkeys(ids))

        return replace(facts, parameters=self._learned(counted))

    def _without_account(self) -> tuple[int, int]:
        everything = self._client.count(count(LICENSE))
        return self._client.count(count(LICENSE, where=f"{_ACCOUNT} = null")), everything


def _parent(record: Record, relation: str, name: str) -> str:
    parent = record.get(relation)
    return text_of(parent.get(name)) if isinstance(parent, dict) else ""


def _installed(record: Record) -> Installed:
    version = record.get("SubscriberPackageVersion")
    numbers = version if isinstance(version, dict) else {}
    told = [number_of(numbers.get(name)) for name in ("MajorVersion", "MinorVersion")]
    return Installed(
        _parent(record, "SubscriberPackage", "NamespacePrefix"),
        _parent(record, "SubscriberPackage", "Name"),
        ".".join(f"{number:.0f}" for number in told if number is not None),
    )


def _package(record: Record) -> PackageFacts:
    manager = record.get("sfLma__Lead_Manager__r")
    last, following = (day_of(record.get(name)) for name in _REFRESH_FIELDS)
    return PackageFacts(
        id=id_of(record.get("Id")),
        name=text_of(record.get("Name")),
        package_id=text_of(record.get("sfLma__Package_ID__c")),
        latest=text_of(record.get("sfLma__Latest_Version__c")),
        manager_id=id_of(record.get("sfLma__Lead_Manager__c")),
        manager=_parent(record, "sfLma__Lead_Manager__r", "Name"),
        manager_active=flag_of(manager.get("IsActive")) if isinstance(manager, dict) else None,
        last_refresh=last,
        next_refresh=following,
    )


def _install(record: Record) -> Install:
    return Install(
        package_id=id_of(record.get(PACKAGE)),
        license_id=id_of(record.get("Id")),
        license=text_of(record.get("Name")),
        created=text_of(record.get("CreatedDate")),
        lead_id=id_of(record.get("sfLma__Lead__c")),
        lead=_parent(record, "sfLma__Lead__r", "Name"),
    )


def _automation(name: str, record: Record) -> Automation:
    return Automation(
        name,
        text_of(record.get("Name")),
        before=any(flag_of(record.get(each)) for each in _BEFORE),
        after=any(flag_of(record.get(each)) for each in _AFTER),
    )
