"""Short makers for the kinds of field, so that an object's definition reads like its documentation."""

from __future__ import annotations

from dataclasses import replace

from lmo_tui.demo.schema.model import Field


def locked(field: Field) -> Field:
    """Make a field that even an administrator cannot write."""
    return replace(field, createable=False, updateable=False)


def tracked(field: Field) -> Field:
    """Make a field whose changes are kept in the object's history."""
    return replace(field, tracked=True)


def required(field: Field) -> Field:
    """Make a field that may not be null."""
    return replace(field, nillable=False)


def fixed(field: Field) -> Field:
    """Make a field that is set once, when the record is created."""
    return replace(field, updateable=False)


def text(name: str, label: str, length: int = 255, about: str = "") -> Field:
    """Make a text field."""
    return Field(name=name, label=label, type="string", length=length, help=about)


def long_text(name: str, label: str, length: int = 32_000) -> Field:
    """Make a long text area, which the platform neither filters, groups nor sorts."""
    return Field(
        name=name, label=label, type="textarea", length=length, filterable=False, groupable=False, sortable=False
    )


def contact_point(name: str, label: str, kind: str, length: int = 40) -> Field:
    """Make an e-mail, phone or url field."""
    return Field(name=name, label=label, type=kind, length=length)


def picklist(name: str, label: str, values: tuple[str, ...], *, restricted: bool = False) -> Field:
    """Make a picklist field."""
    return Field(name=name, label=label, type="picklist", length=255, picklist=values, restricted=restricted)


def number(name: str, label: str, precision: int = 18, scale: int = 0) -> Field:
    """Make a custom Number field: describe calls it double, the wire says 25.0, and it cannot be grouped."""
    return Field(name=name, label=label, type="double", precision=precision, scale=scale, groupable=False)


def whole(name: str, label: str, digits: int = 8) -> Field:
    """Make a standard whole-number field."""
    return Field(name=name, label=label, type="int", precision=digits)


def currency(name: str, label: str) -> Field:
    """Make a currency field."""
    return Field(name=name, label=label, type="currency", precision=18, scale=2, groupable=False)


def day(name: str, label: str, about: str = "") -> Field:
    """Make a date field."""
    return Field(name=name, label=label, type="date", help=about)


def moment(name: str, label: str) -> Field:
    """Make a date/time field."""
    return Field(name=name, label=label, type="datetime", groupable=False)


def checkbox(name: str, label: str) -> Field:
    """Make a checkbox, which is never null."""
    return Field(name=name, label=label, type="boolean", nillable=False, default=False)


def lookup(name: str, label: str, to: str, relationship: str | None = None, child: str | None = None) -> Field:
    """Make a lookup; a custom one names its relationship by the platform's rule."""
    if relationship is None and name.endswith("__c"):
        relationship = name[:-1] + "r"
    return Field(
        name=name,
        label=label,
        type="reference",
        length=18,
        reference_to=(to,),
        relationship=relationship,
        child_relationship=child,
    )


def master(name: str, label: str, to: str, child: str) -> Field:
    """Make a master-detail that cannot be moved to another master."""
    return replace(lookup(name, label, to, child=child), nillable=False, updateable=False, cascade_delete=True)


def formula(name: str, label: str, source: str, sql: str, kind: str = "string") -> Field:
    """Make a formula field, computed by SQLite from its sources so that it can never disagree with them."""
    return Field(
        name=name,
        label=label,
        type=kind,
        length=1300 if kind == "string" else 0,
        nillable=kind != "boolean",
        createable=False,
        updateable=False,
        formula=source,
        expression=sql,
        groupable=kind == "date",
    )


def auto_name(label: str) -> Field:
    """Make the auto-number Name of a custom object."""
    return Field(
        name="Name",
        label=label,
        type="string",
        length=80,
        nillable=False,
        createable=False,
        updateable=False,
        auto_number=True,
        name_field=True,
    )


def text_name(label: str, length: int = 80) -> Field:
    """Make the Name of an object whose users type it."""
    return Field(name="Name", label=label, type="string", length=length, nillable=False, name_field=True)


def person_name() -> Field:
    """Make the compound Name of a person, which the platform derives from first and last name."""
    return Field(
        name="Name",
        label="Full Name",
        type="string",
        length=121,
        nillable=False,
        createable=False,
        updateable=False,
        name_field=True,
        expression="""CASE WHEN "FirstName" IS NULL THEN "LastName" ELSE "FirstName" || ' ' || "LastName" END""",
    )
