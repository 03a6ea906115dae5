"""What became of a change, told to people and to scripts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lmo_tui.cli.exits import Exit, exit_for
from lmo_tui.cli.license_table import print_line, spoken_value
from lmo_tui.cli.narration import tell
from lmo_tui.cli.records import change_json, error_json, license_json, write_json
from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.licenses import License

if TYPE_CHECKING:
    from lmo_tui.services.edits import Outcome

APPLIED = "applied"
REFUSED = "refused"
CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Result:
    """The end of one `set`."""

    outcome: str
    license: License | None
    """As the org holds it now, as far as it could be read."""
    changes: tuple[Change, ...]
    error: LmoError | None
    name: str
    told: str = ""
    """When it was read back."""

    @classmethod
    def refused(cls, license_: License | None, edit: Edit | None, error: LmoError) -> "Result":
        """A change that never left this machine."""
        return cls(REFUSED, license_, edit.changes if edit else (), error, license_.name if license_ else "")

    @classmethod
    def of(cls, outcome: "Outcome", edit: Edit) -> "Result":
        """What the one road for writes says."""
        told = outcome.at.strftime("%H:%M:%S")
        # What was read before the write says nothing about now if it may have been applied.
        held = outcome.license or (edit.license if str(outcome.kind) in {REFUSED, CONFLICT} else None)
        return cls(str(outcome.kind), held, edit.changes, outcome.error, edit.license.name, told)

    @property
    def exit(self) -> Exit:
        """What a script is told; a change that the org has saved is a success, whatever came after."""
        if self.outcome == APPLIED:
            return Exit.OK
        return exit_for(self.error) if self.error else Exit.REFUSED

    def report(self, access: Access, *, as_json: bool) -> Exit:
        """Say it: the data on stdout, the reason why not on stderr."""
        if as_json:
            write_json(
                {
                    "outcome": self.outcome,
                    "license": license_json(self.license, access) if self.license else None,
                    "changes": [change_json(change) for change in self.changes],
                    "error": error_json(self.error) if self.error else None,
                }
            )
        elif self.outcome == APPLIED:
            proof = f"read back {self.told}" if self.license else "saved, but it could not be read back"
            for change in self.changes:
                print_line(f"{self.name} · {change_line(change, self.license)} · {proof}")
        if self.error:
            tell(self.error)
        return self.exit


def change_line(change: Change, held: License | None = None) -> str:
    """One field, before and after; after as the org holds it, where that is known."""
    after = held.value_of(change.field) if held else change.after
    return f"{change.label} {spoken_value(change.field, change.before)} → {spoken_value(change.field, after)}"
