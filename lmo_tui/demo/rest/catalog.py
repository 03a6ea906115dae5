"""What objects there are and what they are made of."""

from typing import Final

from lmo_tui.demo.records import object_named
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.schema.describe import describe, describe_global


def list_objects(call: Call) -> Reply:
    """Every object this user may see."""
    return Reply(body=describe_global(call.lmo.profile.hidden, call.version))


def describe_object(call: Call, name: str) -> Reply:
    """Every field of an object, with what this user may do to it."""
    item, profile = call.lmo.setup.described(object_named(call.lmo, name)), call.lmo.profile
    return Reply(body=describe(item, profile.hidden, profile.read_only, call.version))


def object_info(call: Call, name: str) -> Reply:
    """The short form: what `sobjects/X` says of an object."""
    item = object_named(call.lmo, name)
    summary = describe_global(call.lmo.profile.hidden, call.version)["sobjects"]
    found = next(one for one in summary if one["name"] == item.name)
    return Reply(body={"objectDescribe": found, "recentItems": []})


ROUTES: Final[tuple[Route, ...]] = (
    ("/sobjects", ("GET",), list_objects),
    ("/sobjects/<name>", ("GET",), object_info),
    ("/sobjects/<name>/describe", ("GET",), describe_object),
)
