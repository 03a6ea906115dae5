"""Feature parameters: what a package lets its publisher switch, and what it reports, license by license."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

from lmo_tui.domain.ids import short_id
from lmo_tui.domain.packages import parts

FeatureContent: TypeAlias = bool | int | date | None
"""What a value holds; None is a value that nobody has set."""

NOT_SET: Final = "not set"
ON: Final = "on"
OFF: Final = "off"
NO_ACCESS: Final = "no access"
NOT_IN_VERSION: Final = "not in this version"

METRIC_AGE: Final = "metrics reach the LMO up to 24 h late"
"""Subscriber to LMO values travel once a day (Feature Management App, Salesforce's packaging guide)."""

NO_CONFIRMATION: Final = "usually at the customer within minutes; no confirmation exists"
"""LMO to Subscriber values are sent asynchronously, and nothing ever says that they arrived (the same)."""

NO_DEFAULT: Final = "The LMO does not know the package's own default; compare with what most customers have."

NO_DEFAULT_SHORT: Final = "The package's own default is not known in the LMO."

_INSTALL: Final = (
    "Install the Feature Management App (ask Partner Support for it as an ISV Technology Request), or ask an admin for"
    " Read on the Feature Parameter objects."
)


class Kind(StrEnum):
    """The data types that sfFma__DataType__c allows."""

    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    DATE = "Date"


class Direction(StrEnum):
    """Who sets a parameter: sfFma__DataFlowDirection__c."""

    TO_SUBSCRIBER = "LMO to Subscriber"
    TO_LMO = "Subscriber to LMO"

    @classmethod
    def read(cls, text: str) -> "Direction":
        """The direction in any case; whatever is not surely ours to set is the subscriber's.

        The package's own validation rule spells the picklist's value "Subscriber To LMO".
        """
        return cls.TO_SUBSCRIBER if text.strip().casefold() == cls.TO_SUBSCRIBER.casefold() else cls.TO_LMO


@dataclass(frozen=True, slots=True)
class FeatureField:
    """The value of one parameter as the field of a change: named in full, so that the change can be told alone."""

    parameter_id: str
    full_name: str
    kind: Kind
    record_id: str
    """The junction record that holds the value; both are ids of 15 characters."""

    @property
    def value(self) -> str:
        """What the journal and scripts call such a field."""
        return "parameter"

    @property
    def label(self) -> str:
        """The name as people say it."""
        _, separator, name = self.full_name.partition("__")
        return (name if separator else self.full_name).replace("_", " ").strip() or self.full_name


@dataclass(frozen=True, slots=True)
class FeatureParameter:
    """One sfFma__FeatureParameter__c: one parameter of one package."""

    id: str
    package_id: str
    full_name: str
    kind: Kind
    direction: Direction
    namespace: str = ""
    introduced: str = ""
    """The first version of the package that has it."""
    code: str = ""
    """Its FP number."""

    @property
    def name(self) -> str:
        """The full name without the namespace."""
        prefix = f"{self.namespace}__"
        if self.namespace and self.full_name.startswith(prefix):
            return self.full_name.removeprefix(prefix) or self.full_name
        return self.full_name

    @property
    def label(self) -> str:
        """The name as people say it: the LMO has no label of its own."""
        return self.name.replace("_", " ").strip() or self.full_name

    def is_called(self, name: str) -> bool:
        """Whether this is its full name, or the one without the namespace, in any case."""
        wanted, full = name.casefold(), self.full_name.casefold()
        return full in {wanted, f"{self.namespace}__{name}".casefold()}

    @property
    def is_metric(self) -> bool:
        """Whether the customer's org reports it, and nobody here sets it."""
        return self.direction is not Direction.TO_SUBSCRIBER

    def in_version(self, version: str) -> bool:
        """Whether a version of the package has it, as far as both numbers are known."""
        since, own = parts(self.introduced), parts(version)
        return not since or not own or own >= since


@dataclass(frozen=True, slots=True)
class FeatureValue:
    """One junction record: the value that a license has of a parameter."""

    id: str
    license_id: str
    parameter_id: str
    """The three are ids of 15 characters."""
    content: FeatureContent
    modified: datetime | None = None
    modified_by: str = ""
    """Who changed it; known only where the one value was read."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A parameter as one license has it; without a value where the org holds no record for the two."""

    parameter: FeatureParameter
    value: FeatureValue | None = None

    @property
    def content(self) -> FeatureContent:
        """What it holds."""
        return None if self.value is None else self.value.content

    @property
    def field(self) -> FeatureField | None:
        """The value as the field of a change; None where there is no record."""
        if self.value is None:
            return None
        own = short_id(self.parameter.id)
        return FeatureField(own, self.parameter.full_name, self.parameter.kind, short_id(self.value.id))


@dataclass(frozen=True, slots=True)
class FeatureAccess:
    """What this user may see and change of feature parameters, as describe() says."""

    missing: bool = False
    """Whether there is no Feature Management App, or none that this user may see: the org does not tell which."""
    readable: frozenset[Kind] = frozenset(Kind)
    updateable: frozenset[Kind] = frozenset(Kind)
    nullable: frozenset[Kind] = frozenset({Kind.INTEGER, Kind.DATE})
    """The types whose values may be set to nothing."""

    @property
    def notice(self) -> str:
        """What is said where not all of it can be seen or changed; with the remedy, empty where all can."""
        if self.missing:
            return f"This org has no feature parameters that your user may see. {_INSTALL}"
        unseen = [kind.value for kind in Kind if kind not in self.readable]
        if unseen:
            return f"Your user may not see {' and '.join(unseen)} values in this org. Ask an admin for Read on them."
        if not self.updateable:
            return "Feature parameters are read-only for your user in this org. Ask an admin for Edit on their objects."
        return ""


FULL_ACCESS: Final = FeatureAccess()


def spoken_content(content: FeatureContent) -> str:
    """A value in words."""
    if content is None:
        return NOT_SET
    if isinstance(content, bool):
        return ON if content else OFF
    return f"{content:,}" if isinstance(content, int) else content.isoformat()


def saved_words(at: datetime) -> str:
    """What is said after a save, and never more: that the LMO holds it."""
    return f"saved in the LMO {at:%H:%M}, {NO_CONFIRMATION}"


def held_by(feature: Feature, version: str, access: FeatureAccess = FULL_ACCESS) -> str:
    """The same for a parameter of a license of some version: without a record there is nothing to hold one."""
    if feature.value is not None:
        return spoken_content(feature.value.content)
    if feature.parameter.kind not in access.readable:
        return NO_ACCESS
    return "no record" if feature.parameter.in_version(version) else NOT_IN_VERSION


def in_order(features: Iterable[Feature]) -> list[Feature]:
    """Settings before metrics, and each by name."""
    return sorted(features, key=lambda each: order_of(each.parameter))


def order_of(parameter: FeatureParameter) -> tuple[bool, str, str]:
    """Where a parameter comes among those of its package."""
    return parameter.is_metric, parameter.name.casefold(), parameter.id
