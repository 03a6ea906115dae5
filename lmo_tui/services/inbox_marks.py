"""What was said of the items of the inbox, where there is no disk to keep it on."""

from collections.abc import Callable, Mapping

from lmo_tui.domain.inbox import Key, Mark


class MarksInMemory:
    """Fits InboxMarks where there is no disk to keep them on."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[Key, Mark]] = {}

    def load(self, org_id: str) -> Mapping[Key, Mark]:
        """What was said in this run."""
        return dict(self.kept.get(org_id, {}))

    def change(self, org_id: str, key: Key, make: Callable[[Mark | None], Mark | None]) -> Mark | None:
        """Keep what `make` makes of it."""
        marks = self.kept.setdefault(org_id, {})
        before = marks.get(key)
        after = make(before)
        if after is None:
            marks.pop(key, None)
        else:
            marks[key] = after
        return before
