"""Who is let in: a browser that was told the token, at an address of this machine, from a page of ours. Pure."""

import hmac
import re
from collections.abc import Mapping
from typing import Final

_HERE: Final = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.ASCII)
"""How a browser may call this machine; a tunnel has another port at its other end."""

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "lmo-tui",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer says, a refusal too."""


def refusal(method: str, path: str, headers: Mapping[str, str], token: str) -> str | None:
    """Why a request is refused; None for one that may go on.

    The token is in the path, not in a cookie: cookies of a host go to all its ports, also to those of other users.
    """
    host, origin = headers.get("Host", ""), headers.get("Origin")
    if not _HERE.fullmatch(host):  # A name that its owner lets point to this machine: DNS rebinding.
        return "This is not an address of this machine."
    if not _same(path, token):
        return "The token is missing or wrong. The whole address is where `lmo-tui serve` was started."
    if method != "GET":
        return "Nothing can be sent here."
    if origin is not None and origin != f"http://{host}":
        return "Another page may not use this one."
    if origin is None and headers.get("Upgrade"):  # Every browser tells it with a WebSocket.
        return "It is not known which page asks."
    return None


def content_policy(host: str) -> str:
    """What the page may load, and to where it may connect: nowhere but here."""
    # The terminal makes style sheets as it runs; scripts come from files alone.
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; "
        f"connect-src ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _same(path: str, token: str) -> bool:
    said = path.removeprefix("/").partition("/")[0]
    return hmac.compare_digest(said.encode(), token.encode())
