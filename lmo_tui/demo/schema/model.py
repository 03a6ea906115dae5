"""What an sObject and its fields are: the demo LMO's single source for describe, tables, SOQL and write rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lmo_tui.demo.schema.ids import RecordType

TEXT_TYPES: Final = frozenset({"string", "textarea", "picklist", "email", "phone", "url", "anyType"})
NUMBER_TYPES: Final = frozenset({"double", "int", "currency"})
ID_TYPES: Final = frozenset({"id", "reference"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an sObject, with what describe says of it and how its column is made."""

    name: str
    label: str
    type: str
    length: int = 0
    precision: int = 0
    scale: int = 0
    nillable: bool = True
    createable: bool = True
    updateable: bool = True
    default: str | float | bool | None = None
    formula: str | None = None
    expression: str | None = None
    reference_to: tuple[str, ...] = ()
    relationship: str | None = None
    child_relationship: str | None = None
    cascade_delete: bool = False
    picklist: tuple[str, ...] = ()
    restricted: bool = False
    auto_number: bool = False
    name_field: bool = False
    tracked: bool = False
    unique: bool = False
    filterable: bool = True
    groupable: bool = True
    sortable: bool = True
    help: str = ""

    @property
    def custom(self) -> bool:
        """Tell a custom field (packaged ones too) from the platform's own."""
        return self.name.endswith("__c")

    @property
    def calculated(self) -> bool:
        """Tell a formula field, which nobody can write."""
        return self.formula is not None

    @property
    def generated(self) -> bool:
        """Tell a field whose column SQLite computes, so that no INSERT may name it."""
        return self.expression is not None

    @property
    def is_text(self) -> bool:
        """Tell a field compared without regard to case."""
        return self.type in TEXT_TYPES

    @property
    def is_number(self) -> bool:
        """Tell a field that holds a number."""
        return self.type in NUMBER_TYPES

    @property
    def is_id(self) -> bool:
        """Tell a field that holds a record id, compared case-sensitively on 15 characters."""
        return self.type in ID_TYPES


@dataclass(frozen=True, kw_only=True)
class SObject:
    """One object: its fields by API name in describe's order, and what the APIs allow on it."""

    name: str
    label: str
    plural: str
    key_prefix: str
    fields: Mapping[str, Field]
    createable: bool = True
    updateable: bool = True
    deletable: bool = True
    bulk: bool = True
    history: bool = False
    searchable: bool = True
    record_types: tuple[RecordType, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def custom(self) -> bool:
        """Tell a custom object (packaged ones too) from the platform's own."""
        return self.name.endswith("__c")

    @property
    def layoutable(self) -> bool:
        """Tell an object with pages of its own from the platform's records about records."""
        return self.createable and self.name != "RecordType"

    @cached_property
    def _by_lower_name(self) -> dict[str, Field]:
        return {name.lower(): field for name, field in self.fields.items()}

    @cached_property
    def _by_relationship(self) -> dict[str, Field]:
        return {f.relationship.lower(): f for f in self.fields.values() if f.relationship}

    def field(self, name: str) -> Field | None:
        """Find a field by its API name in any case."""
        return self._by_lower_name.get(name.lower())

    def parent(self, relationship: str) -> Field | None:
        """Find the lookup field behind a parent relationship name such as `sfLma__Account__r`, in any case."""
        return self._by_relationship.get(relationship.lower())

    @cached_property
    def name_field(self) -> Field | None:
        """Find the field that names a record, if the object has one."""
        return next((field for field in self.fields.values() if field.name_field), None)
