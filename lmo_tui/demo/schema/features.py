"""The Feature Management App's objects (namespace sfFma); Bulk API and history are off on all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lmo_tui.demo.schema.kinds import auto_name, checkbox, day, master, number, picklist, text
from lmo_tui.demo.schema.model import Field, SObject
from lmo_tui.demo.schema.system import audit, deleted, in_order, record_key

if TYPE_CHECKING:
    from collections.abc import Callable

FEATURE_PARAMETER: Final = SObject(
    name="sfFma__FeatureParameter__c",
    label="Feature Parameter",
    plural="Feature Parameters",
    key_prefix="a0A",
    bulk=False,
    indexes=(("Name",), ("SystemModstamp",), ("sfFma__Package__c",), ("sfFma__FullName__c",)),
    fields=in_order(
        (
            record_key(),
            deleted(),
            auto_name("Feature Parameter Name"),
            *audit(),
            master("sfFma__Package__c", "Package", "sfLma__Package__c", "sfFma__Feature_Parameters__r"),
            picklist(
                "sfFma__DataFlowDirection__c",
                "Data Flow Direction",
                ("LMO to Subscriber", "Subscriber to LMO"),
                restricted=True,
            ),
            picklist("sfFma__DataType__c", "Data Type", ("Boolean", "Integer", "Date"), restricted=True),
            text("sfFma__FullName__c", "Full Name"),
            text("sfFma__IntroducedInPackageVersion__c", "Introduced In Package Version", 50),
            text("sfFma__Namespace_Prefix__c", "Namespace Prefix", 15),
        )
    ),
)


def _junction(kind: str, key_prefix: str, value: Callable[[str, str], Field]) -> SObject:
    """Make the object that holds the values of one data type, one record per license and parameter."""
    children = f"sfFma__Feature_Parameter_{kind}s__r"
    return SObject(
        name=f"sfFma__FeatureParameter{kind}__c",
        label=f"Feature Parameter {kind}",
        plural=f"Feature Parameter {kind}s",
        key_prefix=key_prefix,
        bulk=False,
        searchable=False,
        indexes=(("SystemModstamp",), ("sfFma__License__c",), ("sfFma__FeatureParameter__c",)),
        fields=in_order(
            (
                record_key(),
                deleted(),
                auto_name(f"Feature Parameter {kind} Name"),
                *audit(),
                master("sfFma__FeatureParameter__c", "Feature Parameter", FEATURE_PARAMETER.name, children),
                master("sfFma__License__c", "License", "sfLma__License__c", children),
                text("sfFma__FullName__c", "Full Name"),
                value("sfFma__Value__c", "Feature Parameter Value"),
            )
        ),
    )


FEATURE_BOOLEAN: Final = _junction("Boolean", "a0B", checkbox)
FEATURE_INTEGER: Final = _junction("Integer", "a0C", number)
FEATURE_DATE: Final = _junction("Date", "a0D", day)

FEATURES: Final = (FEATURE_PARAMETER, FEATURE_BOOLEAN, FEATURE_INTEGER, FEATURE_DATE)
