"""What this user may see and change of a license in this org, as describe() says."""

from dataclasses import dataclass
from typing import Final

from lmo_tui.domain.licenses import FIELD_LABELS, Field

EVERYTHING: Final = frozenset(Field)


@dataclass(frozen=True, slots=True)
class Access:
    """Field and object permissions of the user on sfLma__License__c."""

    updateable: frozenset[Field] = EVERYTHING
    """The fields of the three that describe() calls updateable."""
    object_updateable: bool = True
    """Whether the user may edit licenses at all."""
    unseen: frozenset[str] = frozenset()
    """Attributes of `License` that this org lacks or this user may not see."""

    def why_not(self, field: Field) -> str | None:
        """Why this user cannot change the field, whatever the license."""
        if not self.object_updateable:
            return "Your user may not edit licenses in this org. Ask an admin for Edit on the License object."
        if field not in self.updateable:
            label = FIELD_LABELS[field]
            return f"{label} is read-only for your user in this org. Open Modify License in a browser instead."
        return None
