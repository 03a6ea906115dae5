"""The License Management App's objects (namespace sfLma), field by field as in its published metadata."""

from __future__ import annotations

from typing import Final

from lmo_tui.demo.schema import ids
from lmo_tui.demo.schema.kinds import (
    auto_name,
    checkbox,
    currency,
    day,
    formula,
    locked,
    lookup,
    master,
    moment,
    number,
    picklist,
    text,
    text_name,
    tracked,
)
from lmo_tui.demo.schema.model import Field, SObject
from lmo_tui.demo.schema.system import audit, created, deleted, in_order, last_activity, owner, record_key, record_type

_STATUS_SQL: Final = (
    'CASE "RecordTypeId" '
    + " ".join(f"WHEN '{kind.id}' THEN '{kind.name}'" for kind in ids.LICENSE_RECORD_TYPES)
    + " END"
)
_SEATS_SQL: Final = (
    'CASE WHEN "sfLma__Seats__c" >= 0 THEN CAST(CAST("sfLma__Seats__c" AS INTEGER) AS TEXT) ELSE \'Site License\' END'
)
_EXPIRATION_SQL: Final = (
    "CASE WHEN \"sfLma__Expiration__c\" <> '1970-01-01' THEN \"sfLma__Expiration__c\" ELSE 'Does not expire' END"
)
_HELP_SQL: Final = (
    """'<a href="https://help.salesforce.com/articleView?id=lma_license_details.htm" target="_blank">Help</a>'"""
)


def _help() -> Field:
    return formula("sfLma__Help__c", "Help", 'HYPERLINK("https://help.salesforce.com", "Help")', _HELP_SQL)


def _copy(name: str, label: str, source: str, kind: str = "string") -> Field:
    return formula(name, label, source, f'"{source}"', kind)


LICENSE: Final = SObject(
    name="sfLma__License__c",
    label="License",
    plural="Licenses",
    key_prefix="a05",
    history=True,
    record_types=ids.LICENSE_RECORD_TYPES,
    indexes=(
        ("Name",),
        ("SystemModstamp",),
        ("LastModifiedDate",),
        ("CreatedDate",),
        ("sfLma__Status__c",),
        ("RecordTypeId",),
        ("sfLma__Package__c",),
        ("sfLma__Package_Version__c",),
        ("sfLma__Account__c",),
        ("sfLma__Contact__c",),
        ("sfLma__Lead__c",),
        ("sfLma__Subscriber_Org_ID__c",),
        ("sfLma__Expiration__c",),
    ),
    fields=in_order(
        (
            record_key(),
            owner(queue=True),
            deleted(),
            auto_name("License Name"),
            record_type(),
            *audit(),
            last_activity(),
            lookup("sfLma__Account__c", "Account", "Account", child="sfLma__R00N30000001JvRMEA0__r"),
            lookup("sfLma__Contact__c", "Contact", "Contact", child="sfLma__R00N30000001JvR6EAK__r"),
            tracked(day("sfLma__Expiration__c", "Expiration", "1/1/1970 represents a perpetual license")),
            formula(
                "sfLma__Expiration_Date__c",
                "Expiration Date",
                'if(sfLma__Expiration__c <> date(1970,1,1), text(sfLma__Expiration__c), "Does not expire")',
                _EXPIRATION_SQL,
            ),
            _help(),
            day("sfLma__Install_Date__c", "Install Date", "Date of the first install. Upgrades do not change it."),
            _copy("sfLma__Instance__c", "Instance", "sfLma__Org_Instance__c"),
            _copy("sfLma__Is_Sandbox__c", "Sandbox", "sfLma__Subscriber_Org_Is_Sandbox__c", "boolean"),
            locked(moment("sfLma__Last_Modified__c", "Information Current As Of")),
            lookup("sfLma__Lead__c", "Lead", "Lead", child="sfLma__R00N30000001JvRAEA0__r"),
            formula("sfLma__License_Status__c", "License Status", "$RecordType.Name", _STATUS_SQL),
            text(
                "sfLma__License_Type__c",
                "License Type",
                about="if the license record is 'Read-Only', this license record cannot be modified",
            ),
            formula(
                "sfLma__Licensed_Seats__c",
                "Licensed Seats",
                'IF(sfLma__Seats__c >= 0, TEXT(sfLma__Seats__c), "Site License")',
                _SEATS_SQL,
            ),
            _copy("sfLma__Org_Edition__c", "Org Edition", "sfLma__Org_Type__c"),
            locked(text("sfLma__Org_Instance__c", "Org Instance", 51)),
            locked(text("sfLma__Org_Status_Formula__c", "Org Status Formula", 20)),
            _copy("sfLma__Org_Status__c", "Org Status", "sfLma__Org_Status_Formula__c"),
            locked(text("sfLma__Org_Trial_Expiration__c", "Org Trial Expiration", 15)),
            locked(text("sfLma__Org_Type__c", "Org Type", 40)),
            text(
                "sfLma__Package_License_ID__c", "Package License ID", 18, "ID of package license for uninstall tracking"
            ),
            _copy("sfLma__Package_Version_Number__c", "Package Version Number", "sfLma__Version_Number__c"),
            tracked(
                lookup(
                    "sfLma__Package_Version__c",
                    "Package Version",
                    "sfLma__Package_Version__c",
                    child="sfLma__R00N30000001JvQxEAK__r",
                )
            ),
            locked(lookup("sfLma__Package__c", "Package", "sfLma__Package__c", child="sfLma__Licenses__r")),
            text("sfLma__Proxy_User__c", "Proxy User", 251),
            tracked(number("sfLma__Seats__c", "Seats", 8)),
            tracked(picklist("sfLma__Status__c", "Status", ("Trial", "Active", "Suspended", "Uninstalled"))),
            text("sfLma__Subscriber_Org_ID__c", "Subscriber Org ID", 18),
            locked(checkbox("sfLma__Subscriber_Org_Is_Sandbox__c", "Subscriber Org Is Sandbox")),
            _copy("sfLma__Trial_Expiration_Date__c", "Org Expiration Date", "sfLma__Org_Trial_Expiration__c"),
            number("sfLma__Used_Licenses__c", "Used Licenses"),
            locked(text("sfLma__Version_Number__c", "Version Number", 40)),
            # What an ISV adds of its own, without a namespace; an LMO may hold any number of these.
            picklist("Support_Tier__c", "Support Tier", ("Bronze", "Silver", "Gold", "Platinum")),
            text("Renewal_Owner__c", "Renewal Owner", 80),
            number("Health_Score__c", "Health Score", 3),
            currency("Annual_Value__c", "Annual Value"),
            checkbox("Reference_Customer__c", "Reference Customer"),
        )
    ),
)

PACKAGE: Final = SObject(
    name="sfLma__Package__c",
    label="Package",
    plural="Packages",
    key_prefix="a03",
    history=True,
    indexes=(("Name",), ("SystemModstamp",), ("sfLma__Package_ID__c",), ("sfLma__Lead_Manager__c",)),
    fields=in_order(
        (
            record_key(),
            owner(queue=True),
            deleted(),
            text_name("Package Name"),
            *audit(),
            last_activity(),
            locked(text("sfLma__Developer_Name__c", "Developer Name", 80)),
            locked(text("sfLma__Developer_Org_ID__c", "Developer Org ID", 18)),
            _help(),
            locked(day("sfLma__Last_License_Refresh__c", "Last License Refresh", "Refresh once every seven days.")),
            locked(text("sfLma__Latest_Version__c", "Latest Version", 20)),
            lookup("sfLma__Lead_Manager__c", "Lead Manager", "User", child="sfLma__R00N30000001JvRJEA0__r"),
            formula(
                "sfLma__Next_Available_Refresh__c",
                "Next Available Refresh",
                "sfLma__Last_License_Refresh__c + 7",
                "date(\"sfLma__Last_License_Refresh__c\", '+7 days')",
                "date",
            ),
            locked(text("sfLma__Package_ID__c", "Package ID", 18)),
            locked(day("sfLma__Release_Date__c", "Release Date")),
        )
    ),
)

PACKAGE_VERSION: Final = SObject(
    name="sfLma__Package_Version__c",
    label="Package Version",
    plural="Package Versions",
    key_prefix="a04",
    indexes=(("Name",), ("SystemModstamp",), ("sfLma__Package__c",), ("sfLma__Version_ID__c",)),
    fields=in_order(
        (
            record_key(),
            deleted(),
            text_name("Package Version Name"),
            *audit(),
            last_activity(),
            master("sfLma__Package__c", "Package", "sfLma__Package__c", "sfLma__R00N30000001JvR7EAK__r"),
            _help(),
            locked(checkbox("sfLma__Is_Beta__c", "Beta")),
            locked(day("sfLma__Release_Date__c", "Release Date")),
            locked(number("sfLma__Sequence__c", "Sequence")),
            locked(text("sfLma__Version_ID__c", "Version ID", 18)),
            locked(text("sfLma__Version_Number__c", "Version Number", 20)),
            locked(text("sfLma__Version__c", "Version", 20)),
        )
    ),
)

_HISTORY_FIELDS: Final = (
    "created",
    "ownerAssignment",
    *(f.name for f in LICENSE.fields.values() if f.tracked),
)
_HISTORY_TYPES: Final = ("Text", "DynamicEnum", "DateOnly", "Double", "EntityId")


def _any_value(name: str, label: str) -> Field:
    return Field(
        name=name,
        label=label,
        type="anyType",
        length=255,
        createable=False,
        updateable=False,
        filterable=False,
        groupable=False,
        sortable=False,
    )


LICENSE_HISTORY: Final = SObject(
    name="sfLma__License__History",
    label="History: License",
    plural="History: License",
    key_prefix="017",
    createable=False,
    updateable=False,
    deletable=False,
    searchable=False,
    indexes=(("ParentId", "CreatedDate"), ("CreatedDate",)),
    fields=in_order(
        (
            record_key("History ID"),
            deleted(),
            locked(lookup("ParentId", "Parent ID", "sfLma__License__c", "Parent", "Histories")),
            *reversed(created()),
            locked(picklist("Field", "Changed Field", _HISTORY_FIELDS, restricted=True)),
            locked(picklist("DataType", "Datatype", _HISTORY_TYPES, restricted=True)),
            _any_value("OldValue", "Old Value"),
            _any_value("NewValue", "New Value"),
        )
    ),
)

LICENSING: Final = (LICENSE, PACKAGE, PACKAGE_VERSION, LICENSE_HISTORY)
