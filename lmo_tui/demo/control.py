"""The demo's own endpoints, for tests in another process: the audit, faults, and other people's edits."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from lmo_tui.demo import records
from lmo_tui.demo.errors import ApiError, not_found, session_expired
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.rest.call import Reply
from lmo_tui.demo.values import parse_json

PREFIX: Final = "/__demo/"


def answer(lmo: Lmo, method: str, path: str, token: str, body: bytes) -> Reply:
    """Answer a control request, which only the holder of the session's first token may make."""
    try:
        if not lmo.sessions.controls(token):
            raise session_expired()
        act = _ACTIONS.get((method, path.removeprefix(PREFIX).rstrip("/")))
        if act is None:
            raise not_found()
        return Reply(body=act(lmo, parse_json(body) if body else None))
    except ApiError as error:
        return Reply(error.status, error.body())


def _audit(lmo: Lmo, _: object) -> object:
    return lmo.audit.as_json()


def _clear_audit(lmo: Lmo, _: object) -> object:
    lmo.audit.clear()
    return {"ok": True}


def _add_faults(lmo: Lmo, body: object) -> object:
    rules: list[Any] = body if isinstance(body, list) else [body]
    try:
        for rule in rules:
            lmo.faults.add(dict(rule))
    except (ValueError, TypeError, AttributeError) as error:
        raise ApiError(400, "INVALID_FAULT", str(error)) from error
    return {"pending": lmo.faults.pending}


def _clear_faults(lmo: Lmo, _: object) -> object:
    lmo.faults.clear()
    return {"pending": 0}


def _release(lmo: Lmo, body: object) -> object:
    lmo.faults.release(str(body.get("name", "")) if isinstance(body, Mapping) else "")
    return {"ok": True}


def _change(lmo: Lmo, body: object) -> object:
    if not isinstance(body, Mapping) or not {"object", "id", "fields"} <= set(body):
        raise ApiError(400, "INVALID_INPUT", "a change needs object, id and fields")
    item = records.object_named(lmo, str(body["object"]))
    records.change_behind(lmo, item, records.full_id(str(body["id"])), body["fields"])
    return {"ok": True}


def _expire(lmo: Lmo, _: object) -> object:
    lmo.sessions.expire()
    return {"ok": True}


def _settle(lmo: Lmo, _: object) -> object:
    records.settle(lmo, everything=True)
    lmo.jobs.settle(lmo, everything=True)
    return {"ok": True}


_ACTIONS: Final[Mapping[tuple[str, str], Callable[[Lmo, object], object]]] = {
    ("GET", "audit"): _audit,
    ("POST", "audit/clear"): _clear_audit,
    ("POST", "fault"): _add_faults,
    ("POST", "fault/clear"): _clear_faults,
    ("POST", "fault/release"): _release,
    ("POST", "change"): _change,
    ("POST", "expire"): _expire,
    ("POST", "settle"): _settle,
}
