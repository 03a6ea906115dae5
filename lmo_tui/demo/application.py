"""From an HTTP request to its delivery: sessions, the audit, what was scripted to go wrong, and the answer's bytes."""

import gzip
import json
import threading
from collections.abc import Sequence
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote_plus, urlsplit

from werkzeug.wrappers import Request, Response

from lmo_tui.demo import control, records
from lmo_tui.demo.audit import RequestRecord
from lmo_tui.demo.bulk.load import Load
from lmo_tui.demo.errors import ApiError, session_expired
from lmo_tui.demo.faults import BAD_JSON, Fault
from lmo_tui.demo.lmo import DAILY_LIMIT, Lmo
from lmo_tui.demo.rest import about, oauth, router
from lmo_tui.demo.rest.call import Call, Reply
from lmo_tui.demo.transport import Delivery

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_JSON: Final = "application/json;charset=UTF-8"
_HTML: Final = "text/html; charset=UTF-8"
_LOGIN_PAGE: Final = "<!DOCTYPE html><html><head><title>Login | Salesforce</title></head><body>Log in.</body></html>"
_LOGINS: Final = frozenset(f"/services/oauth2/{name}" for name in ("authorize", "token", "revoke"))
_WORTH_PACKING: Final = 500
"""Records of a page."""
_NO_DATA: Final = Delivery(None)


class Application:
    """Answers every request that reaches the server."""

    def __init__(self, lmo: Lmo, stopping: threading.Event, latency: float = 0.0) -> None:
        self._lmo = lmo
        self._stopping = stopping
        self._latency = latency

    def answer(self, request: Request, sent: Sequence[tuple[str, str]]) -> Delivery:
        """Answer one request; `sent` are the headers as the client spelt them."""
        path, body = request.path, request.get_data()
        if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
            # A page in a browser that got here by DNS tricks has no business with the demo.
            return Delivery(
                _response(Reply(403, ApiError(403, "FORBIDDEN", "This server is for this machine.").body()))
            )
        if path.startswith(control.PREFIX):
            token = request.headers.get("X-Demo-Token", "")
            return Delivery(_response(control.answer(self._lmo, request.method, path, token, body)))
        full_path = _readable_path(request)
        text = "" if path in _LOGINS else body.decode("utf-8", "replace")
        record = self._lmo.audit.asked(self._lmo.clock.stamp(), request.method, full_path, sent, text)
        fault = self._lmo.faults.take(request.method, full_path, text)
        if self._latency and self._stopping.wait(self._latency):
            return _NO_DATA
        if fault is None:
            return self._delivered(self._reply(request, body, None), record)
        if fault.kind == "pause":
            return self._paused(request, body, fault, record)
        return self._misfortune(request, body, fault, record)

    def _paused(self, request: Request, body: bytes, fault: Fault, record: RequestRecord) -> Delivery:
        pause = self._lmo.faults.pause(str(fault.options.get("name", "")))
        reply = self._reply(request, body, fault) if fault.is_late else None
        pause.reached.set()
        pause.let_go.wait()
        try:
            return self._delivered(reply or self._reply(request, body, fault), record)
        finally:
            pause.over.set()

    def _misfortune(self, request: Request, body: bytes, fault: Fault, record: RequestRecord) -> Delivery:
        if fault.kind == "before-commit-drop":
            return _NO_DATA
        if fault.kind in {"hang", "slow"} and self._stopping.wait(
            fault.seconds(2_000 if fault.kind == "hang" else 300)
        ):
            return _NO_DATA
        reply = self._reply(request, body, fault) if fault.is_late else None
        instead = _instead(fault, request.host_url)
        if instead is not None:
            record.status = instead.status_code
            return Delivery(instead)
        refusal = fault.error()
        if refusal is not None:
            reply = Reply(refusal.status, refusal.body())
        elif reply is None:
            reply = self._reply(request, body, fault)
        if fault.kind == "after-commit-drop":
            return _NO_DATA
        trickle = fault.seconds(50) if fault.kind == "trickle" else 0.0
        return self._delivered(reply, record, truncate=fault.kind == "truncated", trickle=trickle)

    def _delivered(
        self, reply: Reply, record: RequestRecord, *, truncate: bool = False, trickle: float = 0.0
    ) -> Delivery:
        record.status = reply.status
        response = _response(reply)
        response.headers["Date"] = format_datetime(self._lmo.clock.now(), usegmt=True)
        response.headers["Sforce-Limit-Info"] = f"api-usage={self._lmo.usage.used}/{DAILY_LIMIT}"
        return Delivery(response, truncate, trickle)

    def _reply(self, request: Request, body: bytes, fault: Fault | None) -> Reply:
        records.settle(self._lmo)
        # What a job saves is there for everybody once its time has come, whether somebody polls it or not.
        self._lmo.jobs.settle(self._lmo, Load)
        method = request.method
        if method == "POST" and "_HttpMethod" in request.args:
            method = request.args["_HttpMethod"].upper()
        call = Call(
            lmo=self._lmo,
            method=method,
            path=_path(request),
            args=request.args,
            headers=request.headers,
            raw=body,
            base_url=request.host_url.rstrip("/"),
            fault=fault,
        )
        try:
            return _packed(self._route(request, call), request)
        except ApiError as error:
            return Reply(error.status, error.body())

    def _route(self, request: Request, call: Call) -> Reply:
        path = call.path.rstrip("/")
        if path == "":
            return Reply(200, _LOGIN_PAGE, {"Content-Type": _HTML})
        if path == "/services/data":
            return about.versions()
        if path in _LOGINS:
            return oauth.answer(call, path, request.form.to_dict())
        self._let_in(request)
        self._lmo.usage.count()
        if path == "/services/oauth2/userinfo":
            return about.userinfo(call)
        if path.startswith("/id/") and path.count("/") == 3:
            return about.identity(call, *path.split("/")[2:])
        return router.answer(call)

    def _let_in(self, request: Request) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        token = token.strip() if scheme.lower() in {"bearer", "oauth"} else ""
        if not self._lmo.sessions.good(token or request.args.get("oauth_token", "")):
            raise session_expired()


def _path(request: Request) -> str:
    # werkzeug drops a second slash at the front; a client that joins addresses carelessly must find that out here.
    return f"/{request.path}" if request.environ["PATH_INFO"].startswith("//") else request.path


def _readable_path(request: Request) -> str:
    parts = [part for part in request.query_string.decode("latin-1").split("&") if not part.startswith("oauth_token=")]
    query = unquote_plus("&".join(parts))
    return f"{_path(request)}?{query}" if query else _path(request)


def _instead(fault: Fault, base_url: str) -> Response | None:
    """What a proxy or a login page would answer in the server's place."""
    if fault.kind == "redirect-302":
        return Response(status=302, headers={"Location": str(fault.options.get("location", base_url))})
    if fault.kind == "html-200":
        return Response(_LOGIN_PAGE, content_type=_HTML)
    if fault.kind == "bad-json":
        return Response(BAD_JSON[str(fault.options.get("json", "nan"))], content_type=_JSON)
    return None


def _packed(reply: Reply, request: Request) -> Reply:
    """A long list as the platform sends it to whoever takes gzip; for a short one it would be more work than use."""
    records = reply.body.get("records", ()) if isinstance(reply.body, dict) else ()
    if len(records) < _WORTH_PACKING or "gzip" not in request.headers.get("Accept-Encoding", "").lower():
        return reply
    return Reply(reply.status, gzip.compress(_json(reply.body), 1), {**reply.headers, "Content-Encoding": "gzip"})


def _json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _response(reply: Reply) -> Response:
    headers = dict(reply.headers)
    content_type = headers.pop("Content-Type", _JSON)
    if isinstance(reply.body, str):
        data = reply.body.encode()
    elif isinstance(reply.body, bytes):
        data = reply.body
    elif reply.body is None:
        data = b""
    else:
        data = _json(reply.body)
    response = Response(data, reply.status, content_type=content_type)
    response.headers.extend(headers)
    if reply.status == 401:
        response.headers["WWW-Authenticate"] = "Token"
    return response
