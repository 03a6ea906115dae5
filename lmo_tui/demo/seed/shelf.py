"""The records of what the ISV sells: packages, versions and feature parameters, and where to find each."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from lmo_tui.demo.seed.calendar import DAY, Calendar
from lmo_tui.demo.seed.ids import published_id
from lmo_tui.demo.seed.products import PRODUCTS, Parameter, Product, padded, version_key
from lmo_tui.demo.seed.sheets import Sheet
from lmo_tui.demo.seed.team import AUTOMATED, INACTIVE_LEAD_MANAGER, LEAD_MANAGER

_AUDIT: Final = "CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp"
_FIRST_RELEASE: Final = -2_400
_DEVELOPER_ORG: Final = published_id("00D", 12)


@dataclass(slots=True)
class Version:
    """One released version of a package, and the feature parameters a license of it has."""

    id: str
    name: str
    number: str
    parameters: list[tuple[str, str, Parameter]] = field(default_factory=list)
    """Of each: its id, its full name, what it is."""


@dataclass(slots=True)
class Package:
    """One package with those of its versions that customers can have, oldest first."""

    id: str
    name: str
    lead_manager: str
    versions: list[Version]
    releases: list[int]
    """The day of each version's release."""

    def current_on(self, day: int) -> int:
        """Tell which version (its place) a customer got who installed on `day`."""
        return max(bisect_right(self.releases, day) - 1, 0)


class Shelf:
    """All packages, as records and as something to pick from."""

    def __init__(self, calendar: Calendar, parameters: int = 0) -> None:
        self._calendar = calendar
        self._fewest = parameters
        """How many feature parameters each package has at least."""
        self._package_sheet = Sheet(
            "sfLma__Package__c",
            "Id OwnerId Name sfLma__Developer_Name__c sfLma__Developer_Org_ID__c sfLma__Last_License_Refresh__c"
            f" sfLma__Latest_Version__c sfLma__Lead_Manager__c sfLma__Package_ID__c sfLma__Release_Date__c {_AUDIT}",
        )
        self._version_sheet = Sheet(
            "sfLma__Package_Version__c",
            "Id Name sfLma__Package__c sfLma__Is_Beta__c sfLma__Release_Date__c sfLma__Sequence__c"
            f" sfLma__Version_ID__c sfLma__Version_Number__c sfLma__Version__c {_AUDIT}",
        )
        self._parameter_sheet = Sheet(
            "sfFma__FeatureParameter__c",
            "Id Name sfFma__Package__c sfFma__DataFlowDirection__c sfFma__DataType__c sfFma__FullName__c"
            f" sfFma__IntroducedInPackageVersion__c sfFma__Namespace_Prefix__c {_AUDIT}",
        )
        self.packages = [self._package(place, product) for place, product in enumerate(PRODUCTS)]
        self.sheets = [self._package_sheet, self._version_sheet, self._parameter_sheet]

    def _audit(self, created: int, modified: int) -> tuple[str, ...]:
        first, last = self._calendar.moment(created * DAY + 36_000), self._calendar.moment(modified * DAY + 39_000)
        return (first, AUTOMATED, last, AUTOMATED, last)

    def _package(self, place: int, product: Product) -> Package:
        package_id = self._package_sheet.next_id()
        # The last package's manager has left: its new installs get no lead, one of the setup checks.
        manager = INACTIVE_LEAD_MANAGER if place == len(PRODUCTS) - 1 else LEAD_MANAGER
        package = Package(package_id, product.name, manager, [], [])
        self._versions(place, product, package)
        self._parameters(product, package)
        self._package_sheet.add(
            package_id,
            AUTOMATED,
            product.name,
            "Acme Software",
            _DEVELOPER_ORG,
            self._calendar.day(-2 - 3 * place),
            package.versions[-1].number,
            manager,
            published_id("033", place + 1),
            self._calendar.day(package.releases[0]),
            *self._audit(package.releases[0], package.releases[-1]),
        )
        return package

    def _versions(self, place: int, product: Product, package: Package) -> None:
        step = (-_FIRST_RELEASE - 25 - 11 * place) / (len(product.versions) - 1)
        for sequence, version in enumerate(product.versions):
            beta = version.endswith("b")
            number = version.rstrip("b")
            day = int(_FIRST_RELEASE + step * sequence) + (place * 13 + sequence * 7) % 9
            version_id = self._version_sheet.next_id()
            name = f"{product.name} {number}{' Beta' if beta else ''}"
            self._version_sheet.add(
                version_id,
                name,
                package.id,
                int(beta),
                self._calendar.day(day),
                sequence + 1,
                published_id("04t", place * 100 + sequence + 1),
                number,
                number.rpartition(".")[0],
                *self._audit(day, day),
            )
            if not beta:
                package.versions.append(Version(version_id, name, number))
                package.releases.append(day)

    def _parameters(self, product: Product, package: Package) -> None:
        for parameter in padded(product, self._fewest):
            parameter_id = self._parameter_sheet.next_id()
            full_name = f"{product.namespace}__{parameter.name}"
            introduced = version_key(parameter.introduced)
            holders = [version for version in package.versions if version_key(version.number) >= introduced]
            day = package.releases[len(package.versions) - len(holders)]
            self._parameter_sheet.add(
                parameter_id,
                f"FP-{self._parameter_sheet.count:04}",
                package.id,
                parameter.direction,
                parameter.data_type,
                full_name,
                parameter.introduced,
                product.namespace,
                *self._audit(day, day),
            )
            for version in holders:
                version.parameters.append((parameter_id, full_name, parameter))
