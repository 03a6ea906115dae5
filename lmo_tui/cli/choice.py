"""Which org a run works in, and how: what the options say, or nobody said and is the usual."""

from dataclasses import dataclass
from typing import Final

DEMO: Final = "demo"
"""The only org that is known without an address: the embedded demo LMO."""


@dataclass(frozen=True, slots=True)
class DemoWish:
    """Which demo LMO: one is kept for each size and seed."""

    licenses: int = 2_500
    seed: int = 7
    fresh: bool = False
    """Start over, without the changes made so far."""
    trickle: float = 0
    """How many events a minute happen in it by themselves."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which org the command works in, and how."""

    org: str | None = None
    instance_url: str | None = None
    token_file: str | None = None
    read_only: bool = False
    no_input: bool = False
    lean: bool = True
    """Whether the desk sends only the cells that differ, where the terminal allows it."""
    demo: DemoWish = DemoWish()

    @property
    def somewhere(self) -> bool:
        """Whether any org was chosen."""
        return self.org is not None or self.instance_url is not None
