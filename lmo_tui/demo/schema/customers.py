"""The standard objects a license points to: accounts, contacts and leads."""

from __future__ import annotations

from typing import Final

from lmo_tui.demo.schema.kinds import (
    checkbox,
    contact_point,
    currency,
    day,
    fixed,
    locked,
    long_text,
    lookup,
    person_name,
    picklist,
    required,
    text,
    text_name,
    whole,
)
from lmo_tui.demo.schema.model import Field, SObject
from lmo_tui.demo.schema.system import audit, deleted, in_order, last_activity, owner, record_key

_INDUSTRIES: Final = (
    "Agriculture",
    "Banking",
    "Biotechnology",
    "Consulting",
    "Education",
    "Energy",
    "Finance",
    "Government",
    "Healthcare",
    "Insurance",
    "Manufacturing",
    "Media",
    "Not For Profit",
    "Retail",
    "Technology",
    "Telecommunications",
    "Transportation",
    "Utilities",
)
_SALUTATIONS: Final = ("Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx.")
_LEAD_SOURCES: Final = ("Package Installation", "Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other")


def _address(prefix: str, label: str) -> tuple[Field, ...]:
    return (
        Field(
            name=f"{prefix}Street",
            label=f"{label}Street",
            type="textarea",
            length=255,
        ),
        text(f"{prefix}City", f"{label}City", 40),
        text(f"{prefix}State", f"{label}State/Province", 80),
        text(f"{prefix}PostalCode", f"{label}Zip/Postal Code", 20),
        text(f"{prefix}Country", f"{label}Country", 80),
    )


ACCOUNT: Final = SObject(
    name="Account",
    label="Account",
    plural="Accounts",
    key_prefix="001",
    history=True,
    indexes=(("Name",), ("SystemModstamp",), ("ParentId",)),
    fields=in_order(
        (
            record_key("Account ID"),
            deleted(),
            text_name("Account Name", 255),
            picklist(
                "Type", "Account Type", ("Prospect", "Customer - Direct", "Customer - Channel", "Partner", "Other")
            ),
            lookup("ParentId", "Parent Account ID", "Account", "Parent", "ChildAccounts"),
            *_address("Billing", "Billing "),
            contact_point("Phone", "Account Phone", "phone"),
            contact_point("Website", "Website", "url", 255),
            picklist("Industry", "Industry", _INDUSTRIES),
            currency("AnnualRevenue", "Annual Revenue"),
            whole("NumberOfEmployees", "Employees"),
            long_text("Description", "Account Description"),
            text("AccountNumber", "Account Number", 40),
            owner(),
            *audit(),
            last_activity(),
        )
    ),
)

CONTACT: Final = SObject(
    name="Contact",
    label="Contact",
    plural="Contacts",
    key_prefix="003",
    history=True,
    indexes=(("LastName",), ("SystemModstamp",), ("AccountId",), ("Email",)),
    fields=in_order(
        (
            record_key("Contact ID"),
            deleted(),
            lookup("AccountId", "Account ID", "Account", "Account", "Contacts"),
            required(text("LastName", "Last Name", 80)),
            text("FirstName", "First Name", 40),
            picklist("Salutation", "Salutation", _SALUTATIONS),
            person_name(),
            *_address("Mailing", "Mailing "),
            contact_point("Phone", "Business Phone", "phone"),
            contact_point("MobilePhone", "Mobile Phone", "phone"),
            contact_point("Email", "Email", "email", 80),
            text("Title", "Title", 128),
            text("Department", "Department", 80),
            picklist("LeadSource", "Lead Source", _LEAD_SOURCES),
            owner(),
            *audit(),
            last_activity(),
        )
    ),
)

LEAD: Final = SObject(
    name="Lead",
    label="Lead",
    plural="Leads",
    key_prefix="00Q",
    history=True,
    indexes=(("LastName",), ("Company",), ("SystemModstamp",), ("Email",), ("ConvertedAccountId",)),
    fields=in_order(
        (
            record_key("Lead ID"),
            deleted(),
            required(text("LastName", "Last Name", 80)),
            text("FirstName", "First Name", 40),
            picklist("Salutation", "Salutation", _SALUTATIONS),
            person_name(),
            text("Title", "Title", 128),
            required(text("Company", "Company")),
            *_address("", ""),
            contact_point("Phone", "Phone", "phone"),
            contact_point("MobilePhone", "Mobile Phone", "phone"),
            contact_point("Email", "Email", "email", 80),
            contact_point("Website", "Website", "url", 255),
            long_text("Description", "Description"),
            picklist("LeadSource", "Lead Source", _LEAD_SOURCES),
            required(
                picklist(
                    "Status",
                    "Status",
                    ("Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted"),
                )
            ),
            picklist("Industry", "Industry", _INDUSTRIES),
            picklist("Rating", "Rating", ("Hot", "Warm", "Cold")),
            currency("AnnualRevenue", "Annual Revenue"),
            whole("NumberOfEmployees", "Employees"),
            owner(queue=True),
            fixed(checkbox("IsConverted", "Converted")),
            locked(day("ConvertedDate", "Converted Date")),
            locked(lookup("ConvertedAccountId", "Converted Account ID", "Account", "ConvertedAccount")),
            locked(lookup("ConvertedContactId", "Converted Contact ID", "Contact", "ConvertedContact")),
            checkbox("IsUnreadByOwner", "Unread By Owner"),
            *audit(),
            last_activity(),
            text(
                "sfLma__Subscriber_Org_Type__c",
                "Subscriber Org Type",
                32,
                "The Edition of this org. UE, EE, PE, TE, Free",
            ),
        )
    ),
)

CUSTOMERS: Final = (ACCOUNT, CONTACT, LEAD)
