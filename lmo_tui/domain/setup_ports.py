"""What the checklist needs of the org."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # Loaded when the checklist is looked at, not at every start.
    from collections.abc import Sequence

    from lmo_tui.domain.checks.accounts import Account
    from lmo_tui.domain.checks.facts import Install, OrgFacts, Part


class SetupRepository(Protocol):
    """How the org is set up. Every method blocks; none of them writes."""

    def read(self, part: "Part", facts: "OrgFacts") -> "OrgFacts":
        """The facts with this part, or with why it cannot be known; what was read before may be needed for it."""
        ...

    def recent(self) -> "Sequence[Install]":
        """The newest licenses of all packages, newest first: one call. Raises LmoError."""
        ...

    def accounts_like(self, company: str) -> "Sequence[Account]":
        """Accounts whose names begin as the company's does, a few of them: one call. Raises LmoError."""
        ...
