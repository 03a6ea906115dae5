"""The fields that the platform itself adds to every object."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lmo_tui.demo.schema.kinds import checkbox, day, locked, lookup, moment, required
from lmo_tui.demo.schema.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def in_order(fields: Iterable[Field]) -> Mapping[str, Field]:
    """Index fields by API name, keeping their order."""
    return {field.name: field for field in fields}


def record_key(label: str = "Record ID") -> Field:
    """Make the Id field of an object."""
    return Field(
        name="Id",
        label=label,
        type="id",
        length=18,
        nillable=False,
        createable=False,
        updateable=False,
        unique=True,
    )


def deleted() -> Field:
    """Make the flag of a record in the recycle bin."""
    return locked(checkbox("IsDeleted", "Deleted"))


def owner(*, queue: bool = False) -> Field:
    """Make the owner lookup, which may also point to a queue on objects that have them."""
    field = required(lookup("OwnerId", "Owner ID", "User", "Owner"))
    return replace(field, reference_to=("Group", "User")) if queue else field


def record_type() -> Field:
    """Make the record type lookup."""
    return lookup("RecordTypeId", "Record Type ID", "RecordType", "RecordType")


def created() -> tuple[Field, Field]:
    """Make the two fields that tell who created a record and when."""
    return (
        required(locked(moment("CreatedDate", "Created Date"))),
        required(locked(lookup("CreatedById", "Created By ID", "User", "CreatedBy"))),
    )


def audit() -> tuple[Field, ...]:
    """Make the fields that tell who touched a record and when; SystemModstamp moves on system changes too."""
    return (
        *created(),
        required(locked(moment("LastModifiedDate", "Last Modified Date"))),
        required(locked(lookup("LastModifiedById", "Last Modified By ID", "User", "LastModifiedBy"))),
        required(locked(moment("SystemModstamp", "System Modstamp"))),
    )


def last_activity() -> Field:
    """Make the date of the latest task or event."""
    return locked(day("LastActivityDate", "Last Activity Date"))
