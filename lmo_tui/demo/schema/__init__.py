"""Every object and field the demo LMO knows, under their real API names."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.schema.customers import CUSTOMERS
from lmo_tui.demo.schema.features import FEATURES
from lmo_tui.demo.schema.licensing import LICENSING
from lmo_tui.demo.schema.metadata import METADATA
from lmo_tui.demo.schema.model import Field, SObject
from lmo_tui.demo.schema.organization import ORGANIZATION_OBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORMAT", "SCHEMA", "Field", "SObject", "children", "parent_object", "sobject"]

#: Raised with every change to a table, so that a kept database of an older shape is never reused.
FORMAT: Final = 2

SCHEMA: Final[Mapping[str, SObject]] = MappingProxyType(
    {item.name: item for item in (*LICENSING, *FEATURES, *CUSTOMERS, *ORGANIZATION_OBJECTS, *METADATA)}
)

_BY_LOWER_NAME: Final = {name.lower(): item for name, item in SCHEMA.items()}


def sobject(name: str) -> SObject | None:
    """Find an object by its API name in any case."""
    return _BY_LOWER_NAME.get(name.lower())


def parent_object(field: Field) -> SObject | None:
    """Find the object a lookup points to; a polymorphic one gives the first that exists here."""
    return next((SCHEMA[name] for name in field.reference_to if name in SCHEMA), None)


def children(parent: SObject) -> list[tuple[SObject, Field]]:
    """List the lookups of other objects that point to this one."""
    return [
        (child, field)
        for child in SCHEMA.values()
        for field in child.fields.values()
        if parent.name in field.reference_to
    ]
