"""The other orgs that one could work in, and the wish to go to one: whoever opened this desk carries it out."""

from collections.abc import Callable
from typing import Final

from lmo_tui.domain.ports import Runner
from lmo_tui.domain.profiles import RESERVED, Profiles

DEMO: Final = RESERVED
"""The demo LMO's own alias, which no stored org can have."""


class OrgSwitch:
    """Knows the stored orgs; a desk that ends with one `wanted` gives way to the desk of that org."""

    def __init__(self, runner: Runner, read: Callable[[], Profiles] = Profiles, here: str = "") -> None:
        self._runner = runner
        self._read = read
        self.here = here
        """The alias of the org that is open."""
        self.wanted = ""
        """The alias of the org to go to."""

    async def known(self) -> Profiles:
        """The stored orgs as they are in their file now; raises StorageError."""
        return await self._runner(self._read)
