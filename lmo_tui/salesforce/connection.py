"""Opens a connection to an org. Cheap to import: the wire's libraries are loaded when the first org is opened."""

import sys
from collections.abc import Callable
from types import ModuleType

from lmo_tui.domain.errors import SignedOutError
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.salesforce.origin import origin_of


def leave_soap_out() -> None:
    """Keep simple_salesforce from importing its SOAP client, which we never use: 7 MB and a quarter of its time."""

    class NoMetadata:
        """Stands for SfdcMetadataApi."""

        def __init__(self, *_: object, **__: object) -> None:
            raise NotImplementedError("The Metadata API is not used here.")

    module = ModuleType("simple_salesforce.metadata")
    module.__dict__["SfdcMetadataApi"] = NoMetadata
    sys.modules.setdefault(module.__name__, module)


def connect(
    *,
    instance_url: str,
    access_token: str,
    alias: str,
    may_write: Callable[[], bool],
    refresh: Callable[[], str] | None = None,
    timing: Timing | None = None,
) -> LicenseRepository:
    """The org at this URL; blocks for one request, and raises only LmoError.

    `may_write` is asked before every request that could change something. `refresh` fetches a new token when this one
    has expired; it may raise SignedOutError.
    """
    origin = origin_of(instance_url)
    token = access_token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise SignedOutError("There is no usable access token.", "", "Log in again.")
    leave_soap_out()
    # A fifth of a second and 15 MB, which `--help` and the first frame must not pay for.
    from lmo_tui.salesforce.opening import open_repository

    return open_repository(origin, token, alias, may_write, refresh, timing)
