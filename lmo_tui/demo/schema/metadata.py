"""What an org says of its own making, as far as a setup check asks: triggers, rules, and what the user may do."""

from __future__ import annotations

from typing import Final

from lmo_tui.demo.schema.kinds import checkbox, locked, lookup, picklist, text
from lmo_tui.demo.schema.model import Field, SObject
from lmo_tui.demo.schema.system import in_order, record_key

_USAGES: Final = ("BeforeInsert", "BeforeUpdate", "BeforeDelete", "AfterInsert", "AfterUpdate", "AfterDelete")


def _object(name: str, label: str, key_prefix: str, *fields: Field) -> SObject:
    return SObject(
        name=name,
        label=label,
        plural=f"{label}s",
        key_prefix=key_prefix,
        createable=False,
        updateable=False,
        deletable=False,
        bulk=False,
        searchable=False,
        fields=in_order((record_key(), *map(locked, fields))),
    )


_NAMESPACE: Final = text("NamespacePrefix", "Namespace Prefix", 15)

ENTITY_DEFINITION: Final = _object(
    "EntityDefinition",
    "Entity Definition",
    "4ie",
    text("DurableId", "Durable ID", 255),
    text("QualifiedApiName", "Qualified API Name", 255),
)
APEX_TRIGGER: Final = _object(
    "ApexTrigger",
    "Apex Trigger",
    "01q",
    text("Name", "Name", 255),
    _NAMESPACE,
    text("TableEnumOrId", "Custom Object Definition ID", 40),
    *(checkbox(f"Usage{usage}", usage) for usage in _USAGES),
    picklist("Status", "Status", ("Inactive", "Active", "Deleted"), restricted=True),
)
VALIDATION_RULE: Final = _object(
    "ValidationRule",
    "Validation Rule",
    "03d",
    text("ValidationName", "Rule Name", 255),
    _NAMESPACE,
    checkbox("Active", "Active"),
    lookup("EntityDefinitionId", "Entity Definition ID", "EntityDefinition", "EntityDefinition"),
)
WORKFLOW_RULE: Final = _object(
    "WorkflowRule",
    "Workflow Rule",
    "01Q",
    text("Name", "Name", 255),
    _NAMESPACE,
    text("TableEnumOrId", "Custom Object Definition ID", 40),
)
DUPLICATE_RULE: Final = _object(
    "DuplicateRule",
    "Duplicate Rule",
    "0Bm",
    text("DeveloperName", "Object Name", 80),
    text("SobjectType", "Object", 40),
    checkbox("IsActive", "Active"),
)
USER_PERMISSION_ACCESS: Final = _object(
    "UserPermissionAccess",
    "User Permission Access",
    "0UA",
    checkbox("PermissionsPermitSubscriberLogin", "Log in to Subscriber Organization"),
    checkbox("PermissionsViewSetup", "View Setup and Configuration"),
)

METADATA: Final = (
    ENTITY_DEFINITION,
    APEX_TRIGGER,
    VALIDATION_RULE,
    WORKFLOW_RULE,
    DUPLICATE_RULE,
    USER_PERMISSION_ACCESS,
)
TOOLING_ONLY: Final = frozenset(item.name for item in (VALIDATION_RULE, WORKFLOW_RULE))
"""Objects that only the Tooling API knows."""
