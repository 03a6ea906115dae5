"""The login endpoints below /services/oauth2: authorize, token and revoke, with the platform's refusals."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from lmo_tui.demo.rest.about import identity_url
from lmo_tui.demo.rest.call import Call, Reply
from lmo_tui.demo.sessions import Refusal

LOCAL: Final = frozenset({"localhost", "127.0.0.1"})

REFUSED: Final[Mapping[str, Refusal]] = {
    "not-installed": Refusal("invalid_client", "app must be installed into org"),
    "not-approved": Refusal("OAUTH_APPROVAL_ERROR_GENERIC", "An unexpected error has occurred during authentication"),
    "not-admitted": Refusal("invalid_app_access", "user is not admin approved to access this app"),
    "nobody": Refusal("invalid_client_id", "client identifier invalid"),
    "declined": Refusal("access_denied", "end-user denied authorization"),
    "no-run-as": Refusal("invalid_grant", "no client credentials user enabled"),
    "elsewhere": Refusal("redirect_uri_mismatch", "redirect_uri must match configuration"),
}
"""Consumer keys by which one sees what the platform refuses; every other key is an app of the org."""


def answer(call: Call, path: str, form: dict[str, str]) -> Reply:
    """Answer a request below /services/oauth2 that needs no session."""
    if path == "/services/oauth2/authorize":
        return authorize(call)
    if path == "/services/oauth2/revoke":
        return revoke(call, form)
    return token(call, form)


def authorize(call: Call) -> Reply:
    """The page where a user would log in and allow the app: here everybody does at once."""
    asked = call.args
    redirect = asked.get("redirect_uri", "")
    refusal = REFUSED.get(asked.get("client_id", ""))
    if asked.get("response_type") != "code":
        refusal = Refusal("unsupported_response_type", "response type not supported")
    elif not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
        refusal = refusal or Refusal("invalid_request", "missing required code challenge")
    parts = urlsplit(redirect)
    if parts.scheme != "http" or parts.hostname not in LOCAL:
        return _refused(REFUSED["elsewhere"])
    answer = {"state": asked.get("state", "")}
    if refusal is None:
        answer["code"] = call.lmo.sessions.code(asked["client_id"], redirect, asked["code_challenge"])
    else:
        answer |= {"error": refusal.error, "error_description": refusal.description}
    return Reply(302, "", {"Location": f"{redirect}?{urlencode(answer)}"})


def token(call: Call, form: dict[str, str]) -> Reply:
    """A new access token for whatever proves that one may have it."""
    refusal = REFUSED.get(form.get("client_id", ""))
    granted = refusal or call.lmo.sessions.grant(form)
    if isinstance(granted, Refusal):
        return _refused(granted)
    body: dict[str, Any] = {**granted, "instance_url": call.base_url, "id": identity_url(call)}
    body |= {"scope": "api refresh_token web", "token_type": "Bearer"}
    return Reply(body=body)


def revoke(call: Call, form: dict[str, str]) -> Reply:
    """End a login."""
    if not call.lmo.sessions.revoke(form.get("token", "")):
        return _refused(Refusal("unsupported_token_type", "this token type is not supported"))
    return Reply()


def _refused(refusal: Refusal) -> Reply:
    return Reply(400, {"error": refusal.error, "error_description": refusal.description})
