"""What `describe` answers for an object, and the list of all objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo.schema import SCHEMA, children

if TYPE_CHECKING:
    from collections.abc import Container

    from lmo_tui.demo.schema.model import Field, SObject

_SOAP_TYPES: Final = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "boolean": "xsd:boolean",
    "int": "xsd:int",
    "double": "xsd:double",
    "currency": "xsd:double",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
    "anyType": "xsd:anyType",
}
_ALWAYS_FALSE: Final = (
    "aiPredictionField",
    "caseSensitive",
    "dependentPicklist",
    "deprecatedAndHidden",
    "displayLocationInDecimal",
    "encrypted",
    "externalId",
    "formulaTreatNullNumberAsZero",
    "highScaleNumber",
    "htmlFormatted",
    "queryByDistance",
    "restrictedDelete",
    "searchPrefilterable",
    "writeRequiresMasterRead",
)
_ALWAYS_NONE: Final = (
    "controllerName",
    "defaultValueFormula",
    "extraTypeInfo",
    "filteredLookupInfo",
    "mask",
    "maskType",
    "referenceTargetField",
)
_NOTHING: Final[frozenset[str]] = frozenset()


def field_key(item: SObject, field: Field) -> str:
    """Name a field as `Object.Field`, the form in which hidden and read-only fields are listed."""
    return f"{item.name}.{field.name}"


def describe(
    item: SObject,
    hidden: Container[str] = _NOTHING,
    read_only: Container[str] = _NOTHING,
    version: str = "68.0",
) -> dict[str, Any]:
    """Describe an object as this user sees it: hidden and read-only hold `Object.Field` or a whole `Object`."""
    fields = [
        _describe_field(field, locked=field_key(item, field) in read_only or item.name in read_only)
        for field in item.fields.values()
        if field_key(item, field) not in hidden
    ]
    return {
        **_summary(item, version, locked=item.name in read_only),
        "actionOverrides": [],
        "childRelationships": [
            _describe_child(child, field)
            for child, field in children(item)
            if child.name not in hidden and field_key(child, field) not in hidden
        ],
        "compactLayoutable": item.layoutable,
        "defaultImplementation": None,
        "extendedBy": None,
        "extendsInterfaces": None,
        "fields": fields,
        "implementedBy": None,
        "implementsInterfaces": None,
        "listviewable": None,
        "lookupLayoutable": None,
        "namedLayoutInfos": [],
        "networkScopeFieldName": None,
        "recordTypeInfos": _record_types(item, version),
        "searchLayoutable": item.searchable,
        "sobjectDescribeOption": "FULL",
        "supportedScopes": [
            {"label": f"All {item.plural.lower()}", "name": "everything"},
            {"label": f"My {item.plural.lower()}", "name": "mine"},
        ],
        "urls": _urls(item, version, full=True),
    }


def describe_global(hidden: Container[str] = _NOTHING, version: str = "68.0") -> dict[str, Any]:
    """List every object this user may see."""
    return {
        "encoding": "UTF-8",
        "maxBatchSize": 200,
        "sobjects": [
            {**_summary(item, version), "urls": _urls(item, version, full=False)}
            for item in sorted(SCHEMA.values(), key=lambda one: one.name.lower())
            if item.name not in hidden
        ],
    }


def _summary(item: SObject, version: str, *, locked: bool = False) -> dict[str, Any]:
    return {
        "activateable": False,
        "associateEntityType": "History" if item.name.endswith("__History") else None,
        "associateParentEntity": item.name.removesuffix("__History") + "__c" if "__History" in item.name else None,
        "createable": item.createable and not locked,
        "custom": item.custom,
        "customSetting": False,
        "deepCloneable": False,
        "deletable": item.deletable and not locked,
        "deprecatedAndHidden": False,
        "feedEnabled": False,
        "hasSubtypes": False,
        "isInterface": False,
        "isSubtype": False,
        "keyPrefix": item.key_prefix,
        "label": item.label,
        "labelPlural": item.plural,
        "layoutable": item.layoutable,
        "mergeable": item.name in {"Account", "Contact", "Lead"},
        "mruEnabled": item.layoutable,
        "name": item.name,
        "queryable": True,
        "replicateable": True,
        "retrieveable": True,
        "searchable": item.searchable,
        "triggerable": item.createable,
        "undeletable": item.deletable,
        "updateable": item.updateable and not locked,
    }


def _describe_field(field: Field, *, locked: bool) -> dict[str, Any]:
    answer: dict[str, Any] = dict.fromkeys(_ALWAYS_FALSE, False) | dict.fromkeys(_ALWAYS_NONE)
    answer.update(_describe_shape(field))
    answer.update(
        autoNumber=field.auto_number,
        calculated=field.calculated,
        calculatedFormula=field.formula,
        cascadeDelete=field.cascade_delete,
        compoundFieldName="Name" if field.name in {"FirstName", "LastName", "Salutation"} else None,
        createable=field.createable and not locked,
        custom=field.custom,
        defaultValue=field.default,
        defaultedOnCreate=_defaulted(field),
        inlineHelpText=field.help or None,
        label=field.label,
        name=field.name,
        nameField=field.name_field,
        namePointing=len(field.reference_to) > 1,
        nillable=field.nillable,
        permissionable=field.nillable and field.custom,
        picklistValues=[_picklist_value(value, field) for value in field.picklist],
        polymorphicForeignKey=len(field.reference_to) > 1,
        referenceTo=list(field.reference_to),
        relationshipName=field.relationship,
        relationshipOrder=0 if field.cascade_delete else None,
        restrictedPicklist=field.restricted,
        updateable=field.updateable and not locked,
    )
    return dict(sorted(answer.items()))


def _describe_shape(field: Field) -> dict[str, Any]:
    return {
        "aggregatable": field.type not in {"boolean", "anyType"} and field.filterable,
        "byteLength": field.length * (1 if field.is_id else 3),
        "digits": field.precision if field.type == "int" else 0,
        "filterable": field.filterable,
        "groupable": field.groupable,
        "idLookup": field.name in {"Id", "Name", "Username"},
        "length": field.length,
        "precision": field.precision if field.type != "int" else 0,
        "scale": field.scale,
        "soapType": _SOAP_TYPES.get(field.type, "xsd:string"),
        "sortable": field.sortable,
        "type": field.type,
        "unique": field.unique and field.type != "id",
    }


def _defaulted(field: Field) -> bool:
    made_by_platform = not field.nillable and not field.createable and not field.calculated
    return field.default is not None or made_by_platform or field.name == "OwnerId"


def _picklist_value(value: str, field: Field) -> dict[str, Any]:
    return {"active": True, "defaultValue": value == field.default, "label": value, "validFor": None, "value": value}


def _describe_child(child: SObject, field: Field) -> dict[str, Any]:
    return {
        "cascadeDelete": field.cascade_delete,
        "childSObject": child.name,
        "deprecatedAndHidden": False,
        "field": field.name,
        "junctionIdListNames": [],
        "junctionReferenceTo": [],
        "relationshipName": field.child_relationship,
        "restrictedDelete": False,
    }


def _record_types(item: SObject, version: str) -> list[dict[str, Any]]:
    master = _record_type(item, version, "Master", "Master", "012000000000000AAA", default=not item.record_types)
    # A new license gets the first record type, Trial, as in every retrieved administrator profile.
    return [
        *(
            _record_type(item, version, kind.name, kind.developer_name, kind.id, default=kind is item.record_types[0])
            for kind in item.record_types
        ),
        {**master, "master": True},
    ]


def _record_type(
    item: SObject, version: str, name: str, developer_name: str, key: str, *, default: bool
) -> dict[str, Any]:
    return {
        "active": True,
        "available": True,
        "defaultRecordTypeMapping": default,
        "developerName": developer_name,
        "master": False,
        "name": name,
        "recordTypeId": key,
        "urls": {"layout": f"/services/data/v{version}/sobjects/{item.name}/describe/layouts/{key}"},
    }


def _urls(item: SObject, version: str, *, full: bool) -> dict[str, str]:
    root = f"/services/data/v{version}/sobjects/{item.name}"
    urls = {"sobject": root, "describe": f"{root}/describe", "rowTemplate": f"{root}/{{ID}}"}
    if not full:
        return urls
    if item.layoutable:
        urls["layouts"] = f"{root}/describe/layouts"
        urls["compactLayouts"] = f"{root}/describe/compactLayouts"
    return urls
