"""From a method and a path to the endpoint that answers, and from a refusal to its answer."""

import re
from typing import Final

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule

from lmo_tui.demo.bulk import ingest, queries
from lmo_tui.demo.errors import ApiError, not_found
from lmo_tui.demo.rest import about, catalog, composite, layouts, many, query, rows, search, tooling
from lmo_tui.demo.rest.call import Call, Endpoint, Reply, Route
from lmo_tui.demo.rest.conditions import NotModified
from lmo_tui.demo.soql import SoqlError

_ROOT: Final = re.compile(r"/services/data/v(?P<version>[0-9.]+)(?P<rest>/.*)?")


def _composite(call: Call) -> Reply:
    return composite.composite(call, _part)


def _batch(call: Call) -> Reply:
    return composite.batch(call, _part)


def _part(call: Call) -> Reply:
    # Jobs are not among the resources that a composite request may name; CSV would not fit into its answer.
    return Reply(404, not_found().body()) if "/jobs/" in call.path else answer(call)


_ROUTES: Final[tuple[Route, ...]] = (
    *about.ROUTES,
    *catalog.ROUTES,
    *query.ROUTES,
    *search.ROUTES,
    *rows.ROUTES,
    *many.ROUTES,
    *layouts.ROUTES,
    *tooling.ROUTES,
    *queries.ROUTES,
    *ingest.ROUTES,
    ("/composite", ("POST",), _composite),
    ("/composite/batch", ("POST",), _batch),
)
_MAP: Final = Map(
    [Rule(path or "/", methods=methods, endpoint=to) for path, methods, to in _ROUTES], merge_slashes=False
)
_ADAPTER: Final = _MAP.bind("127.0.0.1")


def answer(call: Call) -> Reply:
    """Answer a request below `/services/data/vNN.0`, refusals included."""
    try:
        return _endpoint(call)
    except ApiError as error:
        return Reply(error.status, error.body())
    except SoqlError as error:
        return Reply(400, ApiError(400, error.code, error.message).body())
    except NotModified:
        return Reply(304)


def _endpoint(call: Call) -> Reply:
    root = _ROOT.fullmatch(call.path)
    if root is None:
        raise not_found()
    about.check_version(root["version"])
    method = "GET" if call.method == "HEAD" else call.method
    # With or without a slash at the end is the same to the platform.
    path = (root["rest"] or "/").rstrip("/") or "/"
    try:
        endpoint, parts = _ADAPTER.match(path, method)
    except MethodNotAllowed as error:
        allowed = ",".join(sorted(error.valid_methods or ()))
        message = f"HTTP Method '{call.method}' not allowed. Allowed are {allowed}"
        raise ApiError(405, "METHOD_NOT_ALLOWED", message) from error
    except NotFound as error:
        raise not_found() from error
    to: Endpoint = endpoint
    return to(call.at(root["version"]), **parts)
