"""Which org a run works in, and how: what the options say, or nobody said and is the usual."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lmo_tui.cli.arguments import DEMO, LICENSES, SEED, Asked

if TYPE_CHECKING:  # The desk on the demo opens without it.
    from lmo_tui.domain.profiles import Profile


@dataclass(frozen=True, slots=True)
class DemoWish:
    """Which demo LMO: one is kept for each size and seed."""

    licenses: int = LICENSES
    seed: int = SEED
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
    profile: "Profile | None" = None
    """The stored org that was chosen, if it is one."""
    read_only: bool = False
    no_input: bool = False
    lean: bool = True
    """Whether the desk sends only the cells that differ, where the terminal allows it."""
    new_session: bool = False
    """Whether the desk opens as if for the first time, not where one left it."""
    instant: bool = True
    """Whether something is painted before Textual is loaded."""
    ascii: bool = False
    """Whether the desk is drawn with ASCII characters only, whatever the terminal says."""
    demo: DemoWish = DemoWish()

    @property
    def somewhere(self) -> bool:
        """Whether any org was chosen."""
        return self.org is not None or self.instance_url is not None or self.profile is not None


def choice_of(asked: Asked) -> Chosen:
    """The demo as a plain command line asks for it."""
    return Chosen(
        DEMO,
        read_only=asked.read_only,
        no_input=asked.no_input,
        new_session=asked.new_session,
        instant=not asked.no_instant,
        lean=not asked.no_lean,
        ascii=asked.ascii,
        demo=DemoWish(asked.licenses, asked.seed, asked.fresh, asked.trickle),
    )
