"""How well the demo LMO is set up: each variant goes wrong in one way, for the checklist to find."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from lmo_tui.demo.database import complete
from lmo_tui.demo.profiles import Profile
from lmo_tui.demo.schema import SCHEMA, Field, SObject
from lmo_tui.demo.schema.ids import record_id
from lmo_tui.demo.schema.kinds import required, text
from lmo_tui.demo.schema.metadata import METADATA

LICENSE: Final = "sfLma__License__c"
_TABLES: Final = ("sfLma__", "sfFma__")
_DURABLE: Final = {"Lead": "Lead", LICENSE: "01I5g000000LMAL"}
"""What stands for an object in TableEnumOrId: for a custom one the id of its definition."""
_LMA: Final = frozenset(name for name in SCHEMA if name.startswith(_TABLES))
_FMA: Final = frozenset(name for name in SCHEMA if name.startswith("sfFma__"))
_NEWEST: Final = (
    "SELECT Id FROM sfLma__License__c AS newest WHERE CreatedDate = (SELECT max(CreatedDate) FROM sfLma__License__c"
    " AS other WHERE other.sfLma__Package__c = newest.sfLma__Package__c)"
)
_MENDED: Final = (
    "UPDATE sfLma__Package__c SET sfLma__Lead_Manager__c ="
    " (SELECT Id FROM User WHERE IsActive AND UserType = 'Standard' ORDER BY Id LIMIT 1)",
    f"UPDATE sfLma__License__c SET sfLma__Lead__c = (SELECT Id FROM Lead LIMIT 1) WHERE Id IN ({_NEWEST})",  # noqa: S608 - constants
)
"""Every Lead Manager active, and a lead for the newest license of each package."""
_NO_LICENSES: Final = tuple(
    f'DELETE FROM "{name}"'  # noqa: S608 - names of the schema
    for name in (LICENSE, "sfLma__License__History", *sorted(_FMA - {"sfFma__FeatureParameter__c"}))
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What is different about a demo LMO from one in which all is well."""

    name: str
    hidden: frozenset[str] = frozenset()
    """Objects that are not in this org."""
    changes: tuple[str, ...] = _MENDED
    """What is done to its data, in SQL."""
    rows: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """Its own triggers, rules and permissions, by object."""
    installed: tuple[tuple[str, str], ...] = ()
    """More packages: namespace and name."""
    fields: Mapping[str, Field] = field(default_factory=dict)
    """A field that an object has besides."""

    def over(self, profile: Profile) -> Profile:
        """What a user with this profile sees of such an org."""
        return replace(profile, hidden=profile.hidden | self.hidden)

    def described(self, item: SObject) -> SObject:
        """The object with its field besides."""
        more = self.fields.get(item.name)
        return item if more is None else replace(item, fields={**item.fields, more.name: more})

    def prepare(self, connection: sqlite3.Connection, profile: Profile) -> None:
        """Make the data say so; what tells of the org's making is written anew each time."""
        complete(connection)
        for statement in self.changes:
            connection.execute(statement)
        usual: dict[str, tuple[Mapping[str, Any], ...]] = {
            "EntityDefinition": tuple(
                {"DurableId": durable, "QualifiedApiName": name} for name, durable in _DURABLE.items()
            ),
            "UserPermissionAccess": (
                {"PermissionsPermitSubscriberLogin": not profile.user, "PermissionsViewSetup": 1},
            ),
        }
        for item in METADATA:
            connection.execute(f'DELETE FROM "{item.name}"')  # noqa: S608 - a name of the schema
            for number, row in enumerate((*usual.get(item.name, ()), *self.rows.get(item.name, ())), 1):
                _insert(connection, item, {"Id": record_id(item.key_prefix, number), **row})
        connection.commit()


def _insert(connection: sqlite3.Connection, item: SObject, row: Mapping[str, Any]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{item.name}" ({names}) VALUES ({marks})', tuple(row.values()))  # noqa: S608 - names of the schema


def _trigger(name: str, on: str, *usages: str, status: str = "Active") -> Mapping[str, Any]:
    return {"Name": name, "TableEnumOrId": _DURABLE[on], "Status": status, **{f"Usage{each}": 1 for each in usages}}


SETUPS: Final[Mapping[str, Setup]] = MappingProxyType(
    {
        setup.name: setup
        for setup in (
            Setup("usual", changes=()),
            Setup("healthy", rows={"ApexTrigger": (_trigger("NotifySales", LICENSE, "AfterInsert", "AfterUpdate"),)}),
            Setup("no-lma", hidden=_LMA),
            Setup("no-fma", hidden=_FMA),
            Setup("conflict", installed=(("dlrs", "Declarative Lookup Rollup Summaries"),)),
            Setup("no-package", changes=(*_NO_LICENSES, *(f'DELETE FROM "{name}"' for name in sorted(_LMA)))),  # noqa: S608 - names of the schema
            Setup("no-install", changes=(*_MENDED, *_NO_LICENSES)),
            Setup(
                "inactive-lead-manager",
                changes=(
                    *_MENDED,
                    "UPDATE sfLma__Package__c SET sfLma__Lead_Manager__c ="
                    " (SELECT Id FROM User WHERE NOT IsActive LIMIT 1) WHERE Name = 'Acme Sign'",
                ),
            ),
            Setup(
                "license-without-lead",
                changes=(*_MENDED, f"UPDATE sfLma__License__c SET sfLma__Lead__c = NULL WHERE Id IN ({_NEWEST})"),  # noqa: S608 - constants
            ),
            Setup("required-field", fields={"Lead": required(text("Region__c", "Region"))}),
            Setup("before-trigger", rows={"ApexTrigger": (_trigger("CheckTerms", LICENSE, "BeforeInsert"),)}),
            Setup(
                "validation-rule",
                rows={
                    "ValidationRule": (
                        {"ValidationName": "Phone_Needed", "Active": 1, "EntityDefinitionId": record_id("4ie", 1)},
                    )
                },
            ),
            Setup(
                "noted",
                rows={
                    "WorkflowRule": ({"Name": "Zero Licenses", "TableEnumOrId": _DURABLE[LICENSE]},),
                    "DuplicateRule": (
                        {"DeveloperName": "Standard_Lead_Duplicate_Rule", "SobjectType": "Lead", "IsActive": 1},
                    ),
                    "ApexTrigger": (_trigger("Retired", "Lead", "BeforeInsert", status="Inactive"),),
                },
            ),
        )
    }
)
"""How an org may be set up, by the name that `--setup` takes."""
