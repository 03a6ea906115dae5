"""The web-server flow with PKCE: what the browser is sent to, and what it comes back with (RFC 6749, 7636, 8252)."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from lmo_tui.domain.errors import BadEntryError, SignedOutError
from lmo_tui.domain.redaction import keep_secret
from lmo_tui.salesforce.login.refusals import explained
from lmo_tui.salesforce.login.token_endpoint import Grant, granted
from lmo_tui.salesforce.origin import Origin

PORT: Final = 1717
"""Where the browser comes back to unless told otherwise: the `sf` CLI's, so that one callback URL serves both."""

PATH: Final = "/OauthRedirect"
SCOPES: Final = "api refresh_token"


@dataclass(frozen=True, slots=True)
class WebLogin:
    """One attempt to log in by a browser; its code is good for this attempt only, and once."""

    origin: Origin
    client_id: str
    redirect: str
    """The callback URL, which the app must know letter by letter."""
    verifier: str = field(repr=False)
    state: str = field(repr=False)

    @property
    def url(self) -> str:
        """What the browser must open."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect,
            "scope": SCOPES,
            "state": self.state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self.origin.url}/services/oauth2/authorize?{urlencode(asked)}"

    def code_in(self, address: str) -> str:
        """The code in the address that the browser came back to, pasted or asked of us; raises LmoError."""
        try:
            said = parse_qs(urlsplit(address.strip()).query)
        except ValueError:
            said = {}
        state, code, error = ((said.get(name) or [""])[0] for name in ("state", "code", "error"))
        if not state or not (code or error):
            raise BadEntryError(
                "This is not the address that the browser ended at.",
                remedy=f"Copy all of it from the address bar: it begins with {self.redirect}?",
            )
        if not hmac.compare_digest(state.encode(), self.state.encode()):  # Somebody else's login, or an older one.
            raise SignedOutError("The browser answered another login than this one.", "", "Begin anew: lmo-tui login.")
        if error:
            raise explained(error, (said.get("error_description") or [""])[0])
        keep_secret(code)
        return code

    def finish(self, code: str) -> Grant:
        """The tokens for the code. A public client sends no secret: PKCE takes its place."""
        return granted(
            self.origin,
            {
                "grant_type": "authorization_code",
                "code": code,
                "client_id": self.client_id,
                "redirect_uri": self.redirect,
                "code_verifier": self.verifier,
            },
        )


def begin(origin: Origin, client_id: str, port: int = PORT) -> WebLogin:
    """A new attempt, with a verifier and a state that nobody can guess."""
    login = WebLogin(
        origin, client_id, f"http://localhost:{port}{PATH}", secrets.token_urlsafe(64), secrets.token_urlsafe(24)
    )
    keep_secret(login.verifier)
    return login
