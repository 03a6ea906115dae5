"""Who is logged in to the demo LMO, and what that user may not see or change."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lmo_tui.demo.schema import SCHEMA, Field, SObject


@dataclass(frozen=True, slots=True)
class Profile:
    """Object and field permissions: `Object` or `Object.Field` in a set closes the whole object or one field of it."""

    name: str
    hidden: frozenset[str] = frozenset()
    read_only: frozenset[str] = frozenset()
    user: str = ""
    """How the username of the seed's user with this profile starts; empty is the administrator."""

    def knows(self, item: SObject) -> bool:
        """Whether the object exists at all for this user."""
        return item.name not in self.hidden

    def sees(self, item: SObject, field: Field) -> bool:
        """Whether the field exists at all for this user."""
        return f"{item.name}.{field.name}" not in self.hidden

    def edits(self, item: SObject) -> bool:
        """Whether this user may save records of the object."""
        return item.name not in self.read_only

    def writes(self, item: SObject, field: Field) -> bool:
        """Whether field security lets this user write the field."""
        return f"{item.name}.{field.name}" not in self.read_only


def _license(*names: str) -> frozenset[str]:
    return frozenset(f"sfLma__License__c.sfLma__{name}__c" for name in names)


PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            Profile("admin"),
            Profile("read-only", read_only=frozenset(SCHEMA), user="sam."),
            Profile("no-status-fls", read_only=_license("Status")),
            Profile("no-expiry-fls", read_only=_license("Expiration")),
            Profile("no-edit-fls", read_only=_license("Status", "Seats", "Expiration")),
            Profile("no-fma", hidden=frozenset(name for name in SCHEMA if name.startswith("sfFma__"))),
            Profile("read-only-fma", read_only=frozenset(name for name in SCHEMA if name.startswith("sfFma__"))),
            Profile("no-fma-dates", hidden=frozenset({"sfFma__FeatureParameterDate__c"})),
            Profile("hidden-fields", hidden=_license("Used_Licenses", "Contact")),
        )
    }
)
"""The users one can be, by the name that `--profile` takes."""
