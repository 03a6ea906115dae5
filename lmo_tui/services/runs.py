"""Changes of many licenses that are on their way, where there is no disk to keep them on."""

from collections.abc import Sequence

from lmo_tui.domain.change_sets import ChangeSet
from lmo_tui.domain.orgs import Org


class RunsInMemory:
    """Fits Runs; what is in memory ends with the process, so nothing is ever left."""

    def __init__(self) -> None:
        self.kept: dict[str, ChangeSet] = {}

    def keep(self, plan: ChangeSet) -> None:
        """This process begins to carry it out."""
        self.kept[plan.id] = plan

    def write(self, plan: ChangeSet, name: str) -> str:
        """Keep it as well."""
        self.keep(plan)
        return name

    def drop(self, plan_id: str) -> None:
        """It has ended."""
        self.kept.pop(plan_id, None)

    def left(self, org: Org) -> Sequence[ChangeSet]:
        """None."""
        del org
        return ()
