"""What customers can install now, read from the LMO's own records."""

import sqlite3
from dataclasses import dataclass, field

from lmo_tui.demo.seed.products import version_key

PACKAGE = "sfLma__Package__c"
VERSION = "sfLma__Package_Version__c"
PARAMETER = "sfFma__FeatureParameter__c"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A feature parameter of a package."""

    id: str
    full_name: str
    data_type: str


@dataclass(frozen=True, slots=True)
class Version:
    """A released version, with all feature parameters that a license of it has."""

    id: str
    number: str
    parameters: tuple[Parameter, ...]


@dataclass(slots=True)
class Package:
    """A package with its released versions, oldest first."""

    id: str
    lead_manager: str | None
    """The active user who gets its leads; without one, installs leave none."""
    versions: list[Version] = field(default_factory=list)

    @property
    def latest(self) -> Version:
        """What is installed now."""
        return self.versions[-1]

    def place(self, version_id: str | None) -> int | None:
        """Where a version stands among the released ones."""
        return next((place for place, version in enumerate(self.versions) if version.id == version_id), None)


def read_offer(connection: sqlite3.Connection) -> dict[str, Package]:
    """Read all packages that have a released version, by id."""
    managers = dict(connection.execute("SELECT Id, Id FROM User WHERE IsActive"))
    sql = "SELECT Id, sfLma__Lead_Manager__c FROM sfLma__Package__c WHERE NOT IsDeleted ORDER BY Id"
    packages = {key: Package(key, managers.get(manager)) for key, manager in connection.execute(sql)}
    parameters = _parameters(connection)
    sql = (
        "SELECT Id, sfLma__Package__c, sfLma__Version_Number__c FROM sfLma__Package_Version__c"
        " WHERE NOT IsDeleted AND NOT sfLma__Is_Beta__c ORDER BY sfLma__Sequence__c, Id"
    )
    for key, package, number in connection.execute(sql):
        if package in packages and number:
            known = parameters.get(package, [])
            held = tuple(one for since, one in known if version_key(since) <= version_key(number))
            packages[package].versions.append(Version(key, number, held))
    return {key: package for key, package in packages.items() if package.versions}


def _parameters(connection: sqlite3.Connection) -> dict[str, list[tuple[str, Parameter]]]:
    sql = (
        "SELECT sfFma__Package__c, sfFma__IntroducedInPackageVersion__c, Id, sfFma__FullName__c, sfFma__DataType__c"
        " FROM sfFma__FeatureParameter__c WHERE NOT IsDeleted ORDER BY Id"
    )
    found: dict[str, list[tuple[str, Parameter]]] = {}
    for package, since, key, full_name, data_type in connection.execute(sql):
        found.setdefault(package, []).append((since, Parameter(key, full_name, data_type)))
    return found
