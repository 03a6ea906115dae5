"""What is decided about one license before it is written down."""

from dataclasses import dataclass

from lmo_tui.demo.seed.customers import Customer, Org


@dataclass(slots=True)
class Facts:
    """One license to be: what it is now, and when it began; its history is made to fit."""

    number: int
    customer: Customer
    org: Org
    package: int
    version: int
    created: int
    until: int
    """The latest moment at which anybody may have changed it."""
    status: str
    record_type: str
    seats: int | None
    used: int | None
    expires: str | None
    license_type: str | None = None
    proxy: str | None = None
    checkout: bool = False
    linked: bool = True
    fresh: bool = False
    """Changed at `until` exactly: the licenses at the top of a list by date."""
