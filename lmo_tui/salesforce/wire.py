"""The names that License attributes have on the wire (namespace sfLma), and whose they are."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lmo_tui.domain.licenses import Field

LICENSE: Final = "sfLma__License__c"
PACKAGE: Final = "sfLma__Package__c"
PACKAGE_VERSION: Final = "sfLma__Package_Version__c"
SUBSCRIPTION: Final = "sfcma__Subscription__c"
"""What AppExchange Checkout sold; only where the Checkout Management App is installed."""

SUBSCRIPTION_LICENSE: Final = "sfcma__License__c"

PACKAGED: Final = "sfLma__"

STATUS: Final = "sfLma__Status__c"
SEATS: Final = "sfLma__Seats__c"
EXPIRATION: Final = "sfLma__Expiration__c"
MODSTAMP: Final = "SystemModstamp"

EDITABLE: Final[Mapping[Field, str]] = MappingProxyType(
    {Field.STATUS: STATUS, Field.SEATS: SEATS, Field.EXPIRES: EXPIRATION}
)
"""The three fields that may be written."""

VERSION_PACKAGE: Final = PACKAGE
VERSION_NUMBER: Final = "sfLma__Version_Number__c"
VERSION_LABEL: Final = "sfLma__Version__c"
VERSION_SEQUENCE: Final = "sfLma__Sequence__c"
VERSION_BETA: Final = "sfLma__Is_Beta__c"

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "id": ("Id",),
        "name": ("Name",),
        "status": (STATUS,),
        "license_status": ("sfLma__License_Status__c",),
        "license_type": ("sfLma__License_Type__c",),
        "seats": (SEATS,),
        "used": ("sfLma__Used_Licenses__c",),
        "expires": (EXPIRATION,),
        "installed": ("sfLma__Install_Date__c",),
        "package_id": (PACKAGE,),
        "package": ("sfLma__Package__r.Name",),
        "version_id": (PACKAGE_VERSION,),
        "version": (
            "sfLma__Version_Number__c",
            "sfLma__Package_Version_Number__c",
            "sfLma__Package_Version__r.sfLma__Version_Number__c",
            "sfLma__Package_Version__r.Name",
        ),
        "org_id": ("sfLma__Subscriber_Org_ID__c",),
        "sandbox": ("sfLma__Subscriber_Org_Is_Sandbox__c", "sfLma__Is_Sandbox__c"),
        "instance": ("sfLma__Org_Instance__c", "sfLma__Instance__c"),
        "edition": ("sfLma__Org_Type__c", "sfLma__Org_Edition__c"),
        "org_status": ("sfLma__Org_Status_Formula__c", "sfLma__Org_Status__c"),
        "org_trial_ends": ("sfLma__Org_Trial_Expiration__c", "sfLma__Trial_Expiration_Date__c"),
        "org_facts_as_of": ("sfLma__Last_Modified__c",),
        "account_id": ("sfLma__Account__c",),
        "account": ("sfLma__Account__r.Name",),
        "contact_id": ("sfLma__Contact__c",),
        "contact": ("sfLma__Contact__r.Name",),
        "contact_email": ("sfLma__Contact__r.Email",),
        "lead_id": ("sfLma__Lead__c",),
        "lead": ("sfLma__Lead__r.Name",),
        "lead_email": ("sfLma__Lead__r.Email",),
        "company": ("sfLma__Lead__r.Company",),
        "record_type_id": ("RecordTypeId",),
        "proxy_user": ("sfLma__Proxy_User__c",),
        "owner": ("Owner.Name",),
        "created_by": ("CreatedBy.Name",),
        "created": ("CreatedDate",),
        "modified": ("LastModifiedDate",),
        "modified_by": ("LastModifiedBy.Name",),
        "modstamp": (MODSTAMP,),
    }
)
"""Where each attribute of License is found: the first of these that the org has and the user may see."""

PARENTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "sfLma__Package__r": (PACKAGE, PACKAGE),
        "sfLma__Package_Version__r": (PACKAGE_VERSION, PACKAGE_VERSION),
        "sfLma__Account__r": ("sfLma__Account__c", "Account"),
        "sfLma__Contact__r": ("sfLma__Contact__c", "Contact"),
        "sfLma__Lead__r": ("sfLma__Lead__c", "Lead"),
        "Owner": ("OwnerId", "User"),
        "CreatedBy": ("CreatedById", "User"),
        "LastModifiedBy": ("LastModifiedById", "User"),
    }
)
"""The relations that lead to parents: by which field of the license, and to which object."""
