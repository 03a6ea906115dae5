"""What became of a change, told to people and to scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lmo_tui.cli.exits import Exit, exit_for
from lmo_tui.cli.license_table import print_line, spoken_value
from lmo_tui.cli.narration import tell
from lmo_tui.cli.records import change_json, error_json, license_json, write_json
from lmo_tui.domain.access import Access
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.features import NO_CONFIRMATION
from lmo_tui.domain.licenses import Field, License
from lmo_tui.domain.subjects import Subject

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
    held: Subject | None = None
    """What was changed as the org holds it now: the license, or a parameter of it."""

    @classmethod
    def refused(cls, license_: License | None, edit: Edit | None, error: LmoError) -> "Result":
        """A change that never left this machine."""
        return cls(REFUSED, license_, edit.changes if edit else (), error, license_.name if license_ else "")

    @classmethod
    def of(cls, outcome: "Outcome", edit: Edit) -> "Result":
        """What the one road for writes says."""
        told = outcome.at.strftime("%H:%M:%S")
        # What was read before the write says nothing about now if it may have been applied.
        license_ = outcome.license or (edit.license if str(outcome.kind) in {REFUSED, CONFLICT} else None)
        return cls(str(outcome.kind), license_, edit.changes, outcome.error, edit.license.name, told, outcome.held)

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
                far = "" if isinstance(change.field, Field) else f", {NO_CONFIRMATION}"
                print_line(f"{self.name} · {change_line(change, self.held)} · {proof}{far}")
        if self.error:
            tell(self.error)
        return self.exit


def report_several(results: Sequence[Result], access: Access, *, as_json: bool) -> Exit:
    """Say several changes of one license as one: the first that was not saved gives the outcome."""
    worst = next((each for each in results if each.outcome != APPLIED), results[-1])
    if as_json:
        license_ = next((each.license for each in reversed(results) if each.license), None)
        write_json(
            {
                "outcome": worst.outcome,
                "license": license_json(license_, access) if license_ else None,
                "changes": [
                    change_json(change) | {"outcome": each.outcome} for each in results for change in each.changes
                ],
                "error": error_json(worst.error) if worst.error else None,
            }
        )
        if worst.error:
            tell(worst.error)
        return worst.exit
    for each in results:
        if each is worst or each.outcome == APPLIED:
            each.report(access, as_json=False)
    return worst.exit


def change_line(change: Change, held: Subject | None = None) -> str:
    """One field, before and after; after as the org holds it, where that is known."""
    after = held.value_of(change.field) if held else change.after
    return f"{change.label} {spoken_value(change.field, change.before)} → {spoken_value(change.field, after)}"
