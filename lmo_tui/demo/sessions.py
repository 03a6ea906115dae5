"""The tokens that open the demo LMO: shaped like the platform's, alive only as long as this process."""

import base64
import binascii
import hmac
import json
import secrets
import threading


class Sessions:
    """The access tokens and the refresh token that are good at the moment."""

    def __init__(self, org_id: str, username: str) -> None:
        self._lock = threading.Lock()
        self._org_id = org_id
        self._username = username
        self._live: list[str] = []
        self.token = ""
        self._first = self.issue()
        self.refresh_token = "5Aep861" + secrets.token_urlsafe(40)

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

    def grant(self, form: dict[str, str]) -> str | None:
        """A new token for a good refresh token or an assertion about the right user; None refuses."""
        kind = form.get("grant_type", "")
        if kind == "refresh_token":
            return self.issue() if _same(form.get("refresh_token", ""), self.refresh_token) else None
        if kind == "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return self.issue() if _subject(form.get("assertion", "")) == self._username else None
        return None


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
