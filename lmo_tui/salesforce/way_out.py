"""How requests leave this machine: by what is set, and where nothing is, by the environment. One for the process."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.redaction import keep_secret

if TYPE_CHECKING:  # Every run imports this, and few ever send anything.
    from collections.abc import Callable

    import requests

    from lmo_tui.domain.network import Network
    from lmo_tui.salesforce.deadline import Timing
    from lmo_tui.salesforce.origin import Origin

_CA_VARIABLES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


class WayOut:
    """Asks what is set whenever a session is made: what is changed counts for the next one."""

    def __init__(self) -> None:
        self._ask: Callable[[], Network] | None = None

    def told_by(self, ask: "Callable[[], Network]") -> None:
        """From now on this says what is set."""
        self._ask = ask

    def lead(self, session: "requests.Session", origin: "Origin") -> None:
        """Let a session to this origin go by it; raises BadEntryError where the authorities cannot be read."""
        session.trust_env = not origin.loopback
        if origin.loopback:  # A proxy has no business with this machine's own traffic, token included.
            return
        network = self._network()
        if not network.proxy and not network.ca_bundle:
            return
        from requests.utils import get_environ_proxies

        keep_secret(*network.secrets)
        # With it, requests would let the environment win over what is set.
        session.trust_env = False
        session.proxies = {"https": network.proxy} if network.proxy else get_environ_proxies(origin.url)
        variables = (os.environ.get(name, "") for name in _CA_VARIABLES)
        session.verify = _authorities(network.ca_bundle) or next(filter(None, variables), True)

    def timing(self, usual: "Timing") -> "Timing":
        """How long the parts of a call may take; the whole is never shorter than its parts."""
        network = self._network()
        connect, read = float(network.connect or usual.connect), float(network.read or usual.read)
        return replace(usual, connect=connect, read=read, whole=max(usual.whole, connect + read))

    def _network(self) -> "Network":
        from lmo_tui.domain.network import Network

        return Network() if self._ask is None else self._ask()


def _authorities(path: str) -> str:
    if not path:
        return ""
    file = Path(path).expanduser()
    if not file.is_file() or not os.access(file, os.R_OK):
        raise BadEntryError(
            "The file with the authorities cannot be read: nothing was sent.", str(file),
            "Mend ca_bundle below [network] in config.toml: lmo-tui config validate.",
        )  # fmt: skip
    return str(file)


WAY_OUT: Final = WayOut()
"""That of this process."""
