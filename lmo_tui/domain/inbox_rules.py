"""What the inbox looks for: rules under a name."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters.view import NEWEST, Sort, View
from lmo_tui.domain.inbox_fields import rests_on
from lmo_tui.domain.text import clean

_AMOUNT: Final = re.compile(r"[0-9]{1,5}[dwmy]", re.ASCII)


class InboxRule(NamedTuple):
    """What makes a license an item of the inbox: that it fits one of the filters."""

    name: str
    filters: tuple[str, ...]
    help: str = ""
    """What it is for, of one that is built in."""
    since: str = ""
    """Only licenses that were changed in the org since then; empty for all."""
    hide: bool = False
    """Left out, as a rule built in that nobody here needs."""
    sort: Sort = NEWEST

    @property
    def key(self) -> str:
        """What is kept of its items is kept under this."""
        return self.name.casefold()

    @property
    def views(self) -> tuple[View, ...]:
        """The licenses of the rule, as views that may overlap."""
        since = f" modified>={past(self.since)}" if self.since else ""
        return tuple(View(text=f"{each}{since}".strip(), sort=self.sort) for each in self.filters)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The attributes of a license by which it is an item; not when it was changed, which a touch moves."""
        return rests_on(self.filters)


def find_rule(rules: Sequence[InboxRule], name: str) -> InboxRule:
    """The rule of this name, or the only one whose name begins so; raises BadEntryError."""
    word = " ".join(name.split()).casefold()
    begun = [rule for rule in rules if rule.key == word] or [r for r in rules if word and r.key.startswith(word)]
    if len(begun) == 1:
        return begun[0]
    names = ", ".join(rule.name for rule in begun or rules)
    if begun:
        raise BadEntryError(f"Several rules begin with “{clean(name)}”: {names}.", remedy="Type more of the name.")
    raise BadEntryError(f"There is no rule “{clean(name)}”.", remedy=f"There are {names}.")


def past(since: str) -> str:
    """An amount of time means so long ago."""
    return f"-{since}" if _AMOUNT.fullmatch(since.casefold()) else since
