"""What a command needs of the world: the time, an org to work in, a screen. Tests bring their own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # Not needed to answer --help.
    from lmo_tui.cli.choice import Chosen
    from lmo_tui.domain.checks.check import Check
    from lmo_tui.domain.journal import JournalEntry
    from lmo_tui.domain.ports import Runner
    from lmo_tui.domain.profiles import Profile
    from lmo_tui.domain.secrets import SecretStore, StoreKind
    from lmo_tui.services.workbench import Workbench


class Outside(Protocol):
    """The world around a command."""

    def now(self) -> datetime:
        """The present moment in the machine's zone."""
        ...

    def workbench(
        self, chosen: "Chosen", runner: "Runner", progress: Callable[[str], None] | None = None
    ) -> AbstractContextManager["Workbench"]:
        """The services for the chosen org, not connected yet; whatever they started ends with the context."""
        ...

    def secret_store(self, profile: "Profile", kind: "StoreKind | None") -> "SecretStore":
        """Where secrets of this kind are kept for an org, and without a kind the safest place; costs nothing else."""
        ...

    def history(self) -> "Iterator[JournalEntry]":
        """Every change that was begun from this machine, newest first."""
        ...

    def machine(self) -> "Sequence[Callable[[], Check]]":
        """The checks of this machine, each made when it is called."""
        ...

    def show(self, workbench: "Workbench") -> int:
        """Run the screens on a workbench; the exit code."""
        ...

    def someone_is_there(self) -> bool:
        """Whether a person can see a question and answer it."""
        ...

    def has_screen(self) -> bool:
        """Whether the screens can be drawn here."""
        ...
