"""Asking an org's token endpoint, with the care of every other request: one host, no redirects, a deadline."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter

from lmo_tui import __version__
from lmo_tui.domain.errors import BadAnswerError
from lmo_tui.domain.redaction import keep_secret
from lmo_tui.salesforce.deadline import Abandoned, OverdueError, Timing, within
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.hosts import org_host
from lmo_tui.salesforce.login.refusals import explained
from lmo_tui.salesforce.origin import Origin
from lmo_tui.salesforce.transport import RedirectedError, TooLargeError
from lmo_tui.salesforce.way_out import WAY_OUT

LARGEST: Final = 262_144
"""Bytes of an answer; a grant has some thousands."""

TIMING: Final = Timing(connect=10, read=30, whole=45)

_SECRETS: Final = frozenset(
    {"assertion", "client_secret", "code", "code_verifier", "password", "refresh_token", "token"}
)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a login gives."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False, default="")
    """A new one that takes the old one's place; empty if the old one stays good."""
    instance_url: str = ""


def granted(origin: Origin, form: Mapping[str, str], timing: Timing = TIMING) -> Grant:
    """Tokens for what the form says; raises LmoError, and what the org refuses is explained."""
    answer = _posted(origin, "token", form, timing)
    access, refresh, url = (answer.get(name, "") for name in ("access_token", "refresh_token", "instance_url"))
    if not (isinstance(access, str) and access and isinstance(refresh, str) and isinstance(url, str)):
        raise BadAnswerError("The answer is no login.", "It holds no access token.", "Check the URL of the org.")
    keep_secret(access, refresh)
    # Where the token is sent from now on was said by the wire: it is checked like what a person types.
    return Grant(access, refresh, org_host(url).url if url else "")


def revoke(origin: Origin, token: str, timing: Timing = TIMING) -> None:
    """Let a refresh or access token be good no more; raises LmoError."""
    _posted(origin, "revoke", {"token": token}, timing)


def _posted(origin: Origin, name: str, form: Mapping[str, str], timing: Timing) -> dict[str, Any]:
    keep_secret(*(value for key, value in form.items() if key in _SECRETS))
    with translated():
        status, body = _exchange(origin, name, form, timing)
        if 300 <= status < 400:
            raise RedirectedError
        if status == HTTPStatus.OK and not body:
            return {}
        answer = json.loads(body)
    if not isinstance(answer, dict):
        raise BadAnswerError("The answer is not Salesforce's.", "", "Check the URL of the org.")
    if status != HTTPStatus.OK:
        raise explained(str(answer.get("error", "")), str(answer.get("error_description", "")))
    return answer


def _exchange(origin: Origin, name: str, form: Mapping[str, str], timing: Timing) -> tuple[int, bytes]:
    timing = WAY_OUT.timing(timing)

    def exchange(abandoned: Abandoned) -> tuple[int, bytes]:
        with _session(origin) as session:
            response = session.post(
                f"{origin.url}/services/oauth2/{name}",
                data=dict(form),
                allow_redirects=False,
                stream=True,
                timeout=(timing.connect, timing.read),
            )
            return response.status_code, _read(response, abandoned)

    try:
        return within(timing.whole, exchange)
    except OverdueError:
        raise requests.Timeout("the answer took too long") from None


def _read(response: requests.Response, abandoned: Abandoned) -> bytes:
    pieces = bytearray()
    for piece in response.iter_content(16_384):
        pieces += piece
        if len(pieces) > LARGEST:
            raise TooLargeError
        if abandoned.is_set():
            raise OverdueError
    return bytes(pieces)


def _session(origin: Origin) -> requests.Session:
    session = requests.Session()
    session.auth = _unsigned  # Without one of its own, requests would add what ~/.netrc says.
    WAY_OUT.lead(session, origin)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update({"User-Agent": f"lmo-tui/{__version__}", "Accept": "application/json"})
    session.adapters.clear()
    session.mount(f"{origin.url}/", HTTPAdapter(max_retries=0))
    return session


def _unsigned(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
