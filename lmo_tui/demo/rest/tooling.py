"""As much of the Tooling API as a setup check asks: which packages are installed, triggers, rules, definitions."""

import re
from typing import Any, Final, TypeAlias

from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.rest import query as stored
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.schema.metadata import METADATA

_QUERY: Final = re.compile(r"\s*SELECT\s+(?P<fields>[\w.,\s]+?)\s+FROM\s+(?P<object>\w+)\b(?P<rest>.*)", re.I | re.S)
_INSTALLED: Final = (
    ("sfLma", "License Management App", 1, 21, "LMA"),
    ("sfFma", "Feature Management App", 1, 9, "FMA"),
    ("sfcma", "Checkout Management App", 1, 44, "CMA"),
)


_Installed: TypeAlias = tuple[str, str, int, int, str]
_STORED: Final = frozenset(item.name.lower() for item in METADATA)


def query(call: Call) -> Reply:
    """The installed packages, with the columns asked for."""
    text = call.args.get("q", "")
    parsed = _QUERY.fullmatch(text)
    if parsed is None:
        raise ApiError(400, "MALFORMED_QUERY", f"\n{text}\n^\nERROR at Row:1:Column:1\nunexpected token: '{text[:20]}'")
    if parsed["object"].lower() in _STORED:
        return stored.query(call)
    if parsed["object"].lower() != "installedsubscriberpackage":
        raise ApiError(400, "INVALID_TYPE", f"sObject type '{parsed['object']}' is not supported.")
    columns = [name.strip() for name in parsed["fields"].split(",") if name.strip()]
    packages = [_package(call, number, each) for number, each in enumerate(_INSTALLED) if _seen(call, number)]
    more = enumerate(call.lmo.setup.installed, len(_INSTALLED))
    packages += [
        _package(call, number, (namespace, name, 2, 0, namespace.upper())) for number, (namespace, name) in more
    ]
    records = [_picked(package, columns) for package in packages]
    body = {"size": len(records), "totalSize": len(records), "done": True, "queryLocator": None}
    return Reply(body={**body, "entityTypeName": "InstalledSubscriberPackage", "records": records})


def _seen(call: Call, number: int) -> bool:
    return not any(name.startswith(f"{_INSTALLED[number][0]}__") for name in call.lmo.profile.hidden if "." not in name)


def _package(call: Call, number: int, installed: _Installed) -> dict[str, Any]:
    namespace, name, major, minor, short = installed
    url = f"{call.root()}/tooling/sobjects"
    return {
        "attributes": {
            "type": "InstalledSubscriberPackage",
            "url": f"{url}/InstalledSubscriberPackage/0A3{number:015}",
        },
        "Id": f"0A3{number:015}",
        "SubscriberPackageId": f"033{number:015}",
        "SubscriberPackage": {
            "attributes": {"type": "SubscriberPackage", "url": f"{url}/SubscriberPackage/033{number:015}"},
            "NamespacePrefix": namespace,
            "Name": name,
        },
        "SubscriberPackageVersion": {
            "attributes": {
                "type": "SubscriberPackageVersion",
                "url": f"{url}/SubscriberPackageVersion/04t{number:015}",
            },
            "Name": f"{short} {major}.{minor}",
            "MajorVersion": major,
            "MinorVersion": minor,
            "PatchVersion": 0,
            "BuildNumber": 1,
            "IsBeta": False,
        },
    }


def _picked(package: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    picked: dict[str, Any] = {"attributes": package["attributes"]}
    for column in columns:
        parent, _, name = column.rpartition(".")
        source = package if not parent else _lookup(package, parent)
        key = next((known for known in source if known.lower() == name.lower()), None)
        if key is None:
            message = f"No such column '{name}' on entity '{parent or 'InstalledSubscriberPackage'}'."
            raise ApiError(400, "INVALID_FIELD", message)
        if parent:
            nested = picked.setdefault(parent, {"attributes": source["attributes"]})
            nested[key] = source[key]
        else:
            picked[key] = source[key]
    return picked


def _lookup(package: dict[str, Any], parent: str) -> dict[str, Any]:
    found = next((value for key, value in package.items() if key.lower() == parent.lower()), None)
    if not isinstance(found, dict):
        raise ApiError(400, "INVALID_FIELD", f"Didn't understand relationship '{parent}' in field path.")
    return found


ROUTES: Final[tuple[Route, ...]] = (("/tooling/query", ("GET",), query),)
