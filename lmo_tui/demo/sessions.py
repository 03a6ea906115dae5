"""The tokens that open the demo LMO: shaped like the platform's, alive only as long as this process."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import threading
from typing import Final, NamedTuple

CLIENT_SECRET: Final = "0D3M0C0N5UM3R53CR3T00000000000000000000000000000"  # noqa: S105 - the demo's, known to everybody
"""The consumer secret of every app in the demo LMO."""

PASSWORD: Final = "demo-password"  # noqa: S105 - the demo's, known to everybody
"""The password of its user."""


class Refusal(NamedTuple):
    """Why a login is refused, in OAuth's two fields."""

    error: str
    description: str


class Sessions:
    """The access tokens and the refresh token that are good at the moment."""

    def __init__(self, org_id: str, username: str) -> None:
        self._lock = threading.Lock()
        self._org_id = org_id
        self._username = username
        self._live: list[str] = []
        self.token = ""
        self._first = self.issue()
        self.refresh_token = _new_refresh_token()
        """The one that is good now; a login in a browser, and with rotation every use, makes another."""
        self.rotates = False
        self.refreshes = 0
        """How often an access token was given for a refresh token."""
        self._codes: dict[str, tuple[str, str, str]] = {}

    def issue(self) -> str:
        """Log in: a new access token beside those that are still good."""
        token = f"{self._org_id[:15]}!{secrets.token_urlsafe(48)}"
        with self._lock:
            self._live.append(token)
            self.token = token
        return token

    def good(self, token: str) -> bool:
        """Whether a request with this token is let in."""
        with self._lock:
            # The CLI stores either length of the org id before the "!".
            return any(_same(token, live) or _same(token, _long_form(live, self._org_id)) for live in self._live)

    def controls(self, token: str) -> bool:
        """Whether this is the token announced at the start, good for the demo's own endpoints to the end."""
        return _same(token, self._first)

    def expire(self) -> None:
        """Log everybody out; a refresh gets a client back in."""
        with self._lock:
            self._live.clear()

    def code(self, client_id: str, redirect: str, challenge: str) -> str:
        """An authorization code, good once, for whoever can prove that it asked."""
        code = "aPrx" + secrets.token_urlsafe(40)
        with self._lock:
            self._codes[code] = (client_id, redirect, challenge)
        return code

    def grant(self, form: dict[str, str]) -> "dict[str, str] | Refusal":
        """Tokens for a code, a refresh token, an assertion, a secret or a password; or why not."""
        kind = form.get("grant_type", "")
        by = {
            "authorization_code": self._by_code,
            "refresh_token": self._by_refresh_token,
            "urn:ietf:params:oauth:grant-type:jwt-bearer": self._by_assertion,
            "client_credentials": self._by_secret,
            "password": self._by_password,
        }.get(kind)
        return by(form) if by else Refusal("unsupported_grant_type", "grant type not supported")

    def revoke(self, token: str) -> bool:
        """End what a token opens; whether there was anything."""
        with self._lock:
            known = token in self._live or _same(token, self.refresh_token)
            self._live = [live for live in self._live if not _same(live, token)]
            if _same(token, self.refresh_token):
                self.refresh_token = ""
        return known

    def _by_code(self, form: dict[str, str]) -> "dict[str, str] | Refusal":
        with self._lock:
            client_id, redirect, challenge = self._codes.pop(form.get("code", ""), ("", "", ""))
        if not challenge:
            return Refusal("invalid_grant", "expired authorization code")
        if (form.get("client_id"), form.get("redirect_uri")) != (client_id, redirect):
            return Refusal("redirect_uri_mismatch", "redirect_uri must match configuration")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if not _same(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge):
            return Refusal("invalid_grant", "invalid code verifier")
        return {"access_token": self.issue(), "refresh_token": self._rotated()}

    def _by_assertion(self, form: dict[str, str]) -> "dict[str, str] | Refusal":
        if _subject(form.get("assertion", "")) == self._username:
            return {"access_token": self.issue()}
        return Refusal("invalid_grant", "user hasn't approved this consumer")

    def _by_secret(self, form: dict[str, str]) -> "dict[str, str] | Refusal":
        if _same(form.get("client_secret", ""), CLIENT_SECRET):
            return {"access_token": self.issue()}
        return Refusal("invalid_client", "invalid client credentials")

    def _by_password(self, form: dict[str, str]) -> "dict[str, str] | Refusal":
        if form.get("username") == self._username and _same(form.get("password", ""), PASSWORD):
            return {"access_token": self.issue()}
        return Refusal("invalid_grant", "authentication failure")

    def _by_refresh_token(self, form: dict[str, str]) -> "dict[str, str] | Refusal":
        token = form.get("refresh_token", "")
        with self._lock:
            if not self.refresh_token or not _same(token, self.refresh_token):
                return Refusal("invalid_grant", "expired access/refresh token")
            if self.rotates:
                self.refresh_token = _new_refresh_token()
            self.refreshes += 1
            rotated = {"refresh_token": self.refresh_token} if self.rotates else {}
        return {"access_token": self.issue(), **rotated}

    def _rotated(self) -> str:
        with self._lock:
            self.refresh_token = _new_refresh_token()
            return self.refresh_token


def _new_refresh_token() -> str:
    return "5Aep861" + secrets.token_urlsafe(40)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _long_form(token: str, org_id: str) -> str:
    return org_id + token[15:]


def _subject(assertion: str) -> str | None:
    parts = assertion.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError):
        return None
    subject = claims.get("sub") if isinstance(claims, dict) else None
    return subject if isinstance(subject, str) else None
