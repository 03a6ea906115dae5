"""Who asks, and when: what a query's meaning depends on beside its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lmo_tui.demo.schema.describe import field_key

if TYPE_CHECKING:
    from datetime import datetime

    from lmo_tui.demo.schema import Field, SObject


@dataclass(frozen=True, slots=True)
class Context:
    """The moment (aware, UTC), the user, and what field-level security hides (`Object.Field`, or a whole `Object`)."""

    now: datetime
    user_id: str
    hidden: frozenset[str] = frozenset()
    version: str = "68.0"
    include_deleted: bool = False

    def sees(self, item: SObject, field: Field | None = None) -> bool:
        """Tell whether an object, or a field of it, exists for this user."""
        return item.name not in self.hidden and (field is None or field_key(item, field) not in self.hidden)
