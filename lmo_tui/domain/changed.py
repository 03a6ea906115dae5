"""What a service tells whoever shows licenses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Changed:
    """Licenses changed in the store: these, or (None) any of them."""

    license_ids: frozenset[str] | None = None
    moved: bool = True
    """Whether they hold other values than before, as far as is known; else they were only read again."""
    features: bool = False
    """Whether feature parameters changed, of whichever licenses."""

    def together(self, later: "Changed | None") -> "Changed":
        """This and what changed later."""
        if later is None:
            return self
        both = None if self.license_ids is None or later.license_ids is None else self.license_ids | later.license_ids
        return Changed(both, self.moved or later.moved)


Publish: TypeAlias = Callable[[Changed], None]
"""How a service tells whoever shows licenses that some changed."""
