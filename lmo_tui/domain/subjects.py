"""What an edit is of, read from the org: a license, or the value of one parameter of a license."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from lmo_tui.domain.features import FULL_ACCESS, Feature, FeatureAccess, FeatureContent, FeatureField
from lmo_tui.domain.licenses import AnyField, License


class Subject(Protocol):
    """A record that holds what an edit changes; every write, check and undo looks at it in no other way."""

    @property
    def id(self) -> str:
        """The record's id."""
        ...

    @property
    def name(self) -> str:
        """The license's number."""
        ...

    @property
    def modified(self) -> datetime | None:
        """When the record was changed last."""
        ...

    @property
    def modified_by(self) -> str:
        """By whom."""
        ...

    @property
    def unseen(self) -> frozenset[str]:
        """The fields whose values mean nothing, since this user may not see them."""
        ...

    def value_of(self, field: AnyField) -> str | int | date | None:
        """The present value of a field."""
        ...


@dataclass(frozen=True, slots=True)
class LicenseFeature:
    """Fits Subject: the value that a license has of a parameter, with all that decides whether it may be changed."""

    license: License
    feature: Feature
    access: FeatureAccess = FULL_ACCESS
    """What this user may do, as the org said when it was read."""

    @property
    def id(self) -> str:
        """The id of the record that holds the value; empty where there is none."""
        return self.feature.value.id if self.feature.value else ""

    @property
    def name(self) -> str:
        """The license's number."""
        return self.license.name

    @property
    def modified(self) -> datetime | None:
        """When the value was changed last."""
        return self.feature.value.modified if self.feature.value else None

    @property
    def modified_by(self) -> str:
        """By whom."""
        return self.feature.value.modified_by if self.feature.value else ""

    @property
    def unseen(self) -> frozenset[str]:
        """None: what cannot be seen cannot be read at all."""
        return frozenset()

    def value_of(self, field: AnyField) -> FeatureContent:
        """The value; raises LookupError for another parameter's."""
        own = self.feature.field
        if own is None or not isinstance(field, FeatureField) or field.record_id != own.record_id:
            raise LookupError("not the value of this parameter")
        return self.feature.content


def license_of(held: Subject) -> License:
    """The license that a subject is, or belongs to."""
    if isinstance(held, LicenseFeature):
        return held.license
    if isinstance(held, License):
        return held
    raise TypeError("no subject that is known")
