"""Several requests in one call: composite with its references between parts, and batch."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from werkzeug.datastructures import Headers, MultiDict

from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.rest.call import Call, Reply

MOST_PARTS: Final = 25
_REFERENCE: Final = re.compile(r"@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])*)\}")
_STEP: Final = re.compile(r"\.([A-Za-z0-9_]+)|\[(\d+)\]")
_HALTED: Final = ApiError(
    400, "PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed."
)

Dispatch: TypeAlias = Callable[[Call], Reply]
"""Answers one subrequest, errors included."""


class _Undo(Exception):
    """Leaves the transaction of an allOrNone call without keeping any of it."""


def composite(call: Call, dispatch: Dispatch) -> Reply:
    """Up to 25 requests, later ones able to use what earlier ones answered."""
    body = call.json_object()
    parts = _parts(body.get("compositeRequest"))
    names = [part.get("referenceId") for part in parts]
    if not all(isinstance(name, str) and name for name in names) or len(set(names)) != len(names):
        raise ApiError(400, "INVALID_INPUT", "Each composite subrequest must have a unique referenceId")
    if body.get("allOrNone") is not True:
        answers = _run(call, parts, dispatch, stop=False)
        return Reply(body={"compositeResponse": answers})
    answers = []
    try:
        with call.lmo.store.write():
            answers = _run(call, parts, dispatch, stop=True)
            if any(answer["httpStatusCode"] >= 400 for answer in answers):
                raise _Undo
    except _Undo:
        answers = [one if _is_cause(one) else _answer(one["referenceId"], _refusal(_HALTED)) for one in answers]
    return Reply(body={"compositeResponse": answers})


def batch(call: Call, dispatch: Dispatch) -> Reply:
    """Up to 25 independent requests."""
    body = call.json_object()
    results: list[dict[str, Any]] = []
    halt = body.get("haltOnError") is True
    for part in _parts(body.get("batchRequests")):
        if halt and any(result["statusCode"] >= 400 for result in results):
            stopped = ApiError(412, "BATCH_PROCESSING_HALTED", "Batch processing halted per request")
            results.append({"statusCode": 412, "result": stopped.body()})
            continue
        url = str(part.get("url", ""))
        url = url if url.startswith("/") else f"/services/data/{url}"
        reply = dispatch(_subcall(call, str(part.get("method", "GET")), url, part.get("richInput"), {}))
        results.append({"statusCode": reply.status, "result": reply.body})
    return Reply(body={"hasErrors": any(result["statusCode"] >= 400 for result in results), "results": results})


def _run(call: Call, parts: list[dict[str, Any]], dispatch: Dispatch, *, stop: bool) -> list[dict[str, Any]]:
    answered: dict[str, Any] = {}
    answers = []
    failed = False
    for part in parts:
        name = part["referenceId"]
        if stop and failed:
            answers.append(_answer(name, _refusal(_HALTED)))
            continue
        try:
            url = _filled(str(part.get("url", "")), answered)
            sent = _filled(part.get("body"), answered)
        except ApiError as error:
            reply = _refusal(error)
        else:
            headers = part.get("httpHeaders") or {}
            reply = dispatch(_subcall(call, str(part.get("method", "GET")), url, sent, headers))
        if reply.status < 400:
            answered[name] = reply.body
        failed = failed or reply.status >= 400
        answers.append(_answer(name, reply))
    return answers


def _parts(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not value or not all(isinstance(part, dict) for part in value):
        raise ApiError(400, "MISSING_ARGUMENT", "At least one subrequest is required")
    if len(value) > MOST_PARTS:
        raise ApiError(400, "LIMIT_EXCEEDED", f"Limit reached: no more than {MOST_PARTS} subrequests are allowed")
    return value


def _subcall(call: Call, method: str, url: object, body: object, headers: dict[str, str]) -> Call:
    parsed = urlsplit(str(url))
    return replace(
        call,
        method=method.upper(),
        path=unquote(parsed.path),
        args=MultiDict(parse_qsl(parsed.query, keep_blank_values=True)),
        headers=Headers({str(name): str(value) for name, value in headers.items()}),
        raw=b"" if body is None else json.dumps(body).encode(),
    )


def _filled(value: object, answered: dict[str, Any]) -> object:
    """The value with every `@{reference.path}` replaced by what that part answered."""
    if isinstance(value, dict):
        return {name: _filled(item, answered) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, answered) for item in value]
    if not isinstance(value, str):
        return value
    whole = _REFERENCE.fullmatch(value)
    if whole:
        return _looked_up(whole, answered)
    return _REFERENCE.sub(lambda match: str(_looked_up(match, answered)), value)


def _looked_up(match: re.Match[str], answered: dict[str, Any]) -> object:
    name, path = match[1], match[2]
    if name not in answered:
        raise ApiError(400, "PROCESSING_HALTED", f"Invalid reference specified. No value for {name} found")
    found = answered[name]
    for key, place in _STEP.findall(path):
        try:
            found = found[key] if key else found[int(place)]
        except (KeyError, IndexError, TypeError) as error:
            message = f"Invalid reference specified. No value for {match[0][2:-1]} found in {name}"
            raise ApiError(400, "PROCESSING_HALTED", message) from error
    return found


def _refusal(error: ApiError) -> Reply:
    return Reply(error.status, error.body())


def _answer(name: str, reply: Reply) -> dict[str, Any]:
    headers = dict(reply.headers)
    return {"body": reply.body, "httpHeaders": headers, "httpStatusCode": reply.status, "referenceId": name}


def _is_cause(answer: dict[str, Any]) -> bool:
    return answer["httpStatusCode"] >= 400 and bool(answer["body"][0]["errorCode"] != _HALTED.code)
