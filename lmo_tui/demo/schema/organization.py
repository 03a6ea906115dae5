"""The org itself: its users, record types and installed packages, and the Checkout app's subscriptions."""

from __future__ import annotations

from typing import Final

from lmo_tui.demo.schema.kinds import (
    auto_name,
    checkbox,
    contact_point,
    day,
    locked,
    lookup,
    moment,
    person_name,
    picklist,
    required,
    text,
    text_name,
    whole,
)
from lmo_tui.demo.schema.model import SObject
from lmo_tui.demo.schema.system import audit, deleted, in_order, last_activity, owner, record_key

ORGANIZATION: Final = SObject(
    name="Organization",
    label="Organization",
    plural="Organizations",
    key_prefix="00D",
    createable=False,
    updateable=False,
    deletable=False,
    bulk=False,
    searchable=False,
    fields=in_order(
        (
            record_key("Organization ID"),
            locked(text_name("Name")),
            locked(text("Division", "Division", 80)),
            locked(text("City", "City", 40)),
            locked(text("Country", "Country", 80)),
            locked(contact_point("PrimaryContact", "Primary Contact", "string", 80)),
            locked(text("LanguageLocaleKey", "Language", 40)),
            locked(text("DefaultLocaleSidKey", "Locale", 40)),
            locked(text("TimeZoneSidKey", "Time Zone", 40)),
            locked(
                picklist(
                    "OrganizationType",
                    "Edition",
                    (
                        "Team Edition",
                        "Professional Edition",
                        "Enterprise Edition",
                        "Developer Edition",
                        "Unlimited Edition",
                        "Base Edition",
                    ),
                )
            ),
            locked(text("NamespacePrefix", "Namespace Prefix", 15)),
            locked(text("InstanceName", "Instance Name", 5)),
            locked(checkbox("IsSandbox", "Is Sandbox")),
            locked(moment("TrialExpirationDate", "Trial Expiration Date")),
            locked(whole("FiscalYearStartMonth", "Fiscal Year Starts In", 9)),
            *audit(),
        )
    ),
)

USER: Final = SObject(
    name="User",
    label="User",
    plural="Users",
    key_prefix="005",
    deletable=False,
    indexes=(("Username",), ("SystemModstamp",)),
    fields=in_order(
        (
            record_key("User ID"),
            required(text("Username", "Username", 80)),
            required(text("LastName", "Last Name", 80)),
            text("FirstName", "First Name", 40),
            person_name(),
            text("CompanyName", "Company Name", 80),
            text("Department", "Department", 80),
            text("Title", "Title", 80),
            required(contact_point("Email", "Email", "email", 128)),
            contact_point("Phone", "Phone", "phone"),
            required(text("Alias", "Alias", 8)),
            checkbox("IsActive", "Active"),
            required(text("TimeZoneSidKey", "Time Zone", 40)),
            required(text("LocaleSidKey", "Locale", 40)),
            required(text("LanguageLocaleKey", "Language", 40)),
            locked(
                picklist("UserType", "User Type", ("Standard", "PowerPartner", "AutomatedProcess"), restricted=True)
            ),
            lookup("ManagerId", "Manager ID", "User", "Manager", "ManagedUsers"),
            locked(moment("LastLoginDate", "Last Login")),
            *audit(),
        )
    ),
)

RECORD_TYPE: Final = SObject(
    name="RecordType",
    label="Record Type",
    plural="Record Types",
    key_prefix="012",
    deletable=False,
    bulk=False,
    searchable=False,
    fields=in_order(
        (
            record_key("Record Type ID"),
            text_name("Name"),
            required(text("DeveloperName", "Record Type Name", 80)),
            locked(text("NamespacePrefix", "Namespace Prefix", 15)),
            text("Description", "Description"),
            required(picklist("SobjectType", "SObject Type Name", ("sfLma__License__c",), restricted=True)),
            checkbox("IsActive", "Active"),
            *audit(),
        )
    ),
)

PACKAGE_LICENSE: Final = SObject(
    name="PackageLicense",
    label="Package License",
    plural="Package Licenses",
    key_prefix="050",
    createable=False,
    updateable=False,
    deletable=False,
    bulk=False,
    searchable=False,
    fields=in_order(
        (
            record_key("Package License ID"),
            locked(picklist("Status", "Status", ("Active", "Expired", "Free", "Trial"), restricted=True)),
            locked(checkbox("IsProvisioned", "Is Provisioned")),
            locked(whole("AllowedLicenses", "Allowed Licenses", 9)),
            locked(whole("UsedLicenses", "Used Licenses", 9)),
            locked(moment("ExpirationDate", "Expiration Date")),
            locked(text("NamespacePrefix", "Namespace Prefix", 15)),
            *(field for field in audit() if not field.relationship),
        )
    ),
)

SUBSCRIPTION: Final = SObject(
    name="sfcma__Subscription__c",
    label="Subscription",
    plural="Subscriptions",
    key_prefix="a0E",
    indexes=(("Name",), ("SystemModstamp",), ("sfcma__License__c",)),
    fields=in_order(
        (
            record_key(),
            owner(queue=True),
            deleted(),
            auto_name("Subscription Name"),
            *audit(),
            last_activity(),
            lookup("sfcma__License__c", "License", "sfLma__License__c", child="sfcma__Subscriptions__r"),
            picklist("sfcma__Status__c", "Status", ("active", "past_due", "canceled", "unpaid", "trialing")),
            day("sfcma__Current_Period_Start__c", "Current Period Start"),
            day("sfcma__Current_Period_End__c", "Current Period End"),
        )
    ),
)

ORGANIZATION_OBJECTS: Final = (ORGANIZATION, USER, RECORD_TYPE, PACKAGE_LICENSE, SUBSCRIPTION)
