"""UI API: object info, and the picklist values that a record type offers."""

from typing import Any, Final

from lmo_tui.demo import rules
from lmo_tui.demo.errors import ApiError, no_such_column
from lmo_tui.demo.records import full_id, object_named
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.schema import Field, SObject
from lmo_tui.demo.schema.describe import describe

MASTER: Final = "012000000000000AAA"
_RECORD_TYPE: Final = ("available", "defaultRecordTypeMapping", "master", "name", "recordTypeId")
_INFO: Final = ("apiName", "dataType", "label", "length", "precision", "scale", "required", "updateable", "createable")


def object_info(call: Call, name: str) -> Reply:
    """What the platform's own pages know of an object."""
    item, profile = object_named(call.lmo, name), call.lmo.profile
    told = describe(item, profile.hidden, profile.read_only, call.version)
    types = {kind["recordTypeId"]: {key: kind[key] for key in _RECORD_TYPE} for kind in told["recordTypeInfos"]}
    default = next(kind["recordTypeId"] for kind in told["recordTypeInfos"] if kind["defaultRecordTypeMapping"])
    body = {key: told[key] for key in ("createable", "custom", "deletable", "keyPrefix", "label", "labelPlural")}
    body |= {"apiName": item.name, "defaultRecordTypeId": default, "recordTypeInfos": types}
    body |= {"queryable": True, "updateable": told["updateable"], "nameFields": ["Name"], "eTag": _tag(item.name)}
    body["fields"] = {field["name"]: _field_info(field) for field in told["fields"]}
    return Reply(body=body)


def picklist(call: Call, name: str, record_type: str, field_name: str) -> Reply:
    """The values of one picklist under a record type."""
    item = object_named(call.lmo, name)
    field = item.field(field_name)
    if field is None or not call.lmo.profile.sees(item, field) or field.type != "picklist":
        raise no_such_column(field_name, item.name)
    return Reply(body=_values(call, item, field, _record_type(item, record_type)))


def picklists(call: Call, name: str, record_type: str) -> Reply:
    """The values of every picklist under a record type."""
    item = object_named(call.lmo, name)
    kind = _record_type(item, record_type)
    fields = [
        field for field in item.fields.values() if field.type == "picklist" and call.lmo.profile.sees(item, field)
    ]
    return Reply(
        body={"eTag": _tag(kind), "picklistFieldValues": {f.name: _values(call, item, f, kind) for f in fields}}
    )


def _record_type(item: SObject, key: str) -> str:
    full = full_id(key)
    if full != MASTER and full not in {kind.id for kind in item.record_types}:
        raise ApiError(404, "NOT_FOUND", f"The record type {key} is not available for {item.name}.")
    return full


def _values(call: Call, item: SObject, field: Field, record_type: str) -> dict[str, Any]:
    values, default = field.picklist, field.default
    if item.name == rules.LICENSE and field.name == rules.STATUS and record_type != MASTER:
        values = rules.offered(record_type)
        # A record type's own status is its default; Expired is no status.
        kind = next(one.name for one in item.record_types if one.id == record_type)
        default = kind if kind in values else None
    listed = [_value(value) for value in values]
    url = f"{call.root()}/ui-api/object-info/{item.name}/picklist-values/{record_type}/{field.name}"
    chosen = next((one for one in listed if one["value"] == default), None)
    return {"controllerValues": {}, "defaultValue": chosen, "eTag": _tag(url), "url": url, "values": listed}


def _value(value: str) -> dict[str, Any]:
    return {"attributes": None, "label": value, "validFor": [], "value": value}


def _field_info(field: dict[str, Any]) -> dict[str, Any]:
    known = {"apiName": field["name"], "dataType": field["type"].title(), "required": not field["nillable"]}
    return {key: known[key] if key in known else field[key] for key in _INFO}


def _tag(text: str) -> str:
    return f"{sum(text.encode()):032x}"


ROUTES: Final[tuple[Route, ...]] = (
    ("/ui-api/object-info/<name>", ("GET",), object_info),
    ("/ui-api/object-info/<name>/picklist-values/<record_type>", ("GET",), picklists),
    ("/ui-api/object-info/<name>/picklist-values/<record_type>/<field_name>", ("GET",), picklist),
)
