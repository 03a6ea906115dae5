"""The one place that a session's token may be sent to: scheme, host and port of the org."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lmo_tui.domain.errors import BadEntryError

_NETLOC: Final = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::[0-9]{1,5})?")
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}
_EXAMPLE: Final = "Give it as https://acme.my.salesforce.com."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an org answers: https, or plain http on this machine only."""

    scheme: str
    netloc: str
    """Host and port in lower case, an IPv6 address in brackets."""
    loopback: bool

    @property
    def url(self) -> str:
        """The instance URL without a trailing slash."""
        return f"{self.scheme}://{self.netloc}"


def origin_of(instance_url: str) -> Origin:
    """The origin that an instance URL names; raises BadEntryError for whatever a token must not be sent to."""
    text = instance_url.strip()
    # urlsplit drops some of these, and two readers of one URL must never differ about the host.
    if not text or not text.isascii() or not text.isprintable() or any(sign in text for sign in " \\@"):
        raise BadEntryError("This is not the URL of an org.", remedy=_EXAMPLE)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadEntryError("This is not the URL of an org.", remedy=_EXAMPLE) from None
    address = _address(host)
    if not _NETLOC.fullmatch(parts.netloc) or ".." in host:
        raise BadEntryError("The URL of the org names no host.", remedy=_EXAMPLE)
    loopback = host == "localhost" or (address is not None and address.is_loopback)
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise BadEntryError("The URL of an org must begin with https://.", remedy=_EXAMPLE)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise BadEntryError("The URL of an org ends after its host.", remedy=_EXAMPLE)
    name = f"[{address.compressed}]" if isinstance(address, ipaddress.IPv6Address) else host
    netloc = name if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{name}:{port}"
    return Origin(parts.scheme, netloc, loopback)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
