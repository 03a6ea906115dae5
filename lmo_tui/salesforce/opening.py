"""Puts the parts of a connection together; importing it loads requests, simple_salesforce and pydantic."""

from collections.abc import Callable

from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.salesforce.bearer import Bearer
from lmo_tui.salesforce.client import Client, newest_version
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.salesforce.origin import Origin
from lmo_tui.salesforce.repository import SalesforceLicenses
from lmo_tui.salesforce.transport import LmoSession


def open_repository(
    origin: Origin,
    token: str,
    alias: str,
    may_write: Callable[[], bool],
    refresh: Callable[[], str] | None,
    timing: Timing | None,
) -> LicenseRepository:
    """The org at this origin, at the newest API version that it and we know."""
    session = LmoSession(origin, Bearer(token, refresh), may_write, timing=timing)
    version = newest_version(origin, session)
    return SalesforceLicenses(Client(origin, session, version), alias)
