"""The way out of this network, as a person sets it: proxy, authorities, patience."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from lmo_tui.domain.nearest import nearest

NETWORK: Final = "network"
PROXY, CA_BUNDLE, CONNECT, READ = "proxy", "ca_bundle", "connect_timeout", "read_timeout"
LONGEST: Final[Mapping[str, int]] = {CONNECT: 120, READ: 600}
"""Seconds that each of the time-outs may have at the most; at least it has one."""

_KNOWN: Final = (PROXY, CA_BUNDLE, CONNECT, READ)


class Network(NamedTuple):
    """What is set; whatever is empty is as the environment or the program has it."""

    proxy: str = ""
    """The URL of the proxy for all that leaves this machine; it may hold a password."""
    ca_bundle: str = ""
    """The file of the authorities that are trusted, in place of the usual ones."""
    connect: int | None = None
    read: int | None = None
    """Seconds for a connection, and for the org to say something."""

    @property
    def shown_proxy(self) -> str:
        """The proxy without what is secret in it."""
        _, at, place = self.proxy.rpartition("@")
        return f"{self.proxy.partition('://')[0]}://<hidden>@{place}" if at else self.proxy

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be hidden, as it is written and as it is sent: a token may stand in the place of the user."""
        user, colon, password = self.proxy.partition("://")[2].rpartition("@")[0].partition(":")
        said = password if colon else user
        return tuple({said, unquote(said)} - {""})


def network_from(values: object) -> tuple[Network, tuple[tuple[str, str], ...]]:
    """What these values set, and what is wrong with the others, each with its key; no secret is repeated."""
    if not isinstance(values, Mapping):
        return Network(), ((NETWORK, 'The network is written below [network], as proxy = "http://proxy:3128".'),)
    wrong = dict(_wrong(values))
    good = {key: value for key, value in values.items() if key in _KNOWN and key not in wrong}
    network = Network(
        str(good.get(PROXY, "")).strip().rstrip("/"), str(good.get(CA_BUNDLE, "")), good.get(CONNECT), good.get(READ)
    )
    return network, tuple(wrong.items())


def _wrong(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if key not in _KNOWN:
            yield key, f"There is no setting “{key}” of the network. {nearest(key, _KNOWN)}".strip()
        elif key == PROXY and value != "" and not _is_proxy(value):
            yield key, 'The proxy is a URL as "http://proxy.example:3128": http or https, a host, and no path.'
        elif key == CA_BUNDLE and value != "" and not (isinstance(value, str) and value.startswith(("/", "~"))):
            yield key, "The ca_bundle is the whole path of a file of certificates (PEM)."
        elif key in LONGEST and not _is_seconds(value, LONGEST[key]):
            yield key, f"The {key} is a whole number of seconds from 1 to {LONGEST[key]}."


def _is_proxy(value: object) -> bool:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or set(value) & set(' \\"'):
        return False
    try:
        parts = urlsplit(value.strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and _ends(parts.path)
    except ValueError:
        return False


def _ends(path: str) -> bool:
    return path in {"", "/"}


def _is_seconds(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
