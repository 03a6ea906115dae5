"""What the services keep on this machine beside licenses, as protocols: settings, what a session leaves, runs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from lmo_tui.domain.change_sets import ChangeSet
from lmo_tui.domain.columns import Columns
from lmo_tui.domain.feature_sets import FeatureSet
from lmo_tui.domain.filters import SavedView
from lmo_tui.domain.inbox import Key, Mark
from lmo_tui.domain.orgs import Org
from lmo_tui.domain.settings import Settings


class SettingsStore(Protocol):
    """What a person has set. Reading is quick; writing is not for the event loop, and raises StorageError."""

    def load(self) -> Settings:
        """The settings; what is wrong among them is told in them."""
        ...

    def keep_view(self, view: SavedView) -> None:
        """Add a view, or put it in the place of the one of its name."""
        ...

    def keep_columns(self, columns: Columns) -> None:
        """Set the columns of all views that have none of their own."""
        ...

    def forget_view(self, name: str) -> None:
        """Take a view out."""
        ...

    def keep_feature_set(self, feature_set: FeatureSet) -> None:
        """Add a feature set, or put it in the place of the one of its name."""
        ...

    def forget_feature_set(self, name: str) -> None:
        """Take a feature set out."""
        ...


class Runs(Protocol):
    """Changes of many licenses that are on their way: kept until they have ended, whatever becomes of the process."""

    def keep(self, plan: ChangeSet) -> None:
        """This process begins to carry it out. Raises StorageError."""
        ...

    def write(self, plan: ChangeSet, name: str) -> str:
        """Put it into a file that a person named; where that is. Raises RefusedError for one there is, StorageError."""
        ...

    def drop(self, plan_id: str) -> None:
        """It has ended, or is not to be gone on with."""
        ...

    def left(self, org: Org) -> Sequence[ChangeSet]:
        """Those of this org and user that no living process is at work on, newest first."""
        ...


class InboxMarks(Protocol):
    """What a person said of the items of an org's inbox. Blocks; raises StorageError."""

    def load(self, org_id: str) -> Mapping[Key, Mark]:
        """All that was said, by whichever instance."""
        ...

    def change(self, org_id: str, key: Key, make: Callable[[Mark | None], Mark | None]) -> Mark | None:
        """Keep what `make` makes of what is kept of an item now; what that was. What it raises changes nothing."""
        ...


class Keepsake(Protocol):
    """What the desk of an org leaves behind for its next start. Blocks; nothing is raised, for little would be lost."""

    def read(self) -> bytes | None:
        """What was left last, by whichever instance."""
        ...

    def write(self, content: bytes) -> None:
        """Leave this instead."""
        ...
