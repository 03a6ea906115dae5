"""What becomes of many licenses, told to people and to scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from lmo_tui.cli.exits import Exit, exit_for
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.narration import narrate, tell
from lmo_tui.cli.records import Json, change_json, error_json, write_json
from lmo_tui.cli.results import change_line
from lmo_tui.domain.change_sets import Draft, Why
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.ids import long_id

if TYPE_CHECKING:
    from lmo_tui.domain.errors import LmoError
    from lmo_tui.services.bulk import BulkRun

SHOWN: Final = 20
"""Licenses that are told one by one before the question; more are counted."""

APPLIED: Final = "applied"
NOT_BEGUN: Final = "not begun"
SKIPPED: Final = "skipped"
_SPOKEN: Final = {
    APPLIED: "saved",
    "refused": "not saved",
    "conflict": "changed by somebody else meanwhile",
    "unknown": "not known",
    NOT_BEGUN: "not begun",
}


@dataclass(frozen=True, slots=True)
class Report:
    """The end of a change of many licenses."""

    drafted: Draft
    run: "BulkRun | None"
    """None where there was nothing to change."""

    @property
    def stopped(self) -> bool:
        """Whether some were never begun."""
        return self.run is not None and bool(self.run.not_begun)

    @property
    def exit(self) -> Exit:
        """What a script is told: all that was planned holds now, or something does not."""
        if any(each.why is not Why.DONE for each in self.drafted.skipped):
            return Exit.REFUSED
        if self.run is None:
            return Exit.OK
        if self.run.error is not None:
            return exit_for(self.run.error)
        if self.stopped:
            return Exit.INTERRUPTED
        return Exit.OK if self._count(APPLIED) == len(self.run.edits) else Exit.REFUSED

    def tell(self, *, as_json: bool) -> Exit:
        """Say it: a line a license on stdout, the sum and what stopped it on stderr."""
        if as_json:
            write_json(self._json())
        else:
            for edit, outcome, error in self._rows():
                why = f": {error.headline}" if error is not None else ""
                print_line(f"{edit.license.name} · {_changes(edit)} · {_SPOKEN[outcome]}{why}")
        narrate(f"{self._sum()}.")
        if self.run is not None:
            if self.run.error is not None:
                tell(self.run.error)
            if self._count(APPLIED):
                narrate(f"To take it back: lmo-tui undo {self.run.plan.id[:8]}")
        return self.exit

    def _rows(self) -> "Iterator[tuple[Edit, str, LmoError | None]]":
        if self.run is None:
            return
        for place, edit in enumerate(self.run.edits):
            result = self.run.results.get(place)
            yield (edit, NOT_BEGUN, None) if result is None else (edit, str(result.kind), result.error)

    def _count(self, outcome: str) -> int:
        return sum(each == outcome for _, each, _ in self._rows())

    def _sum(self) -> str:
        counts = {outcome: self._count(outcome) for outcome in _SPOKEN}
        parts = [f"{count:,} {_SPOKEN[outcome]}" for outcome, count in counts.items() if count]
        done = sum(each.why is Why.DONE for each in self.drafted.skipped)
        others = len(self.drafted.skipped) - done
        parts += [f"{done:,} held it already"] if done else []
        parts += [f"{others:,} left out"] if others else []
        return ", ".join(parts) or "Nothing to change"

    def _json(self) -> dict[str, Json]:
        rows: list[Json] = [
            {
                "license": edit.license.name,
                "id": long_id(edit.license.id),
                "outcome": outcome,
                "changes": [change_json(change) for change in edit.changes],
                "error": error_json(error) if error is not None else None,
            }
            for edit, outcome, error in self._rows()
        ]
        rows += [
            {
                "license": each.name,
                "id": long_id(each.license_id),
                "outcome": SKIPPED,
                "why": str(each.why),
                "reason": each.reason,
            }
            for each in self.drafted.skipped
        ]
        counts: dict[str, Json] = {outcome: self._count(outcome) for outcome in _SPOKEN}
        counts[SKIPPED] = len(self.drafted.skipped)
        error = self.run.error if self.run is not None else None
        return {
            "run": self.run.plan.id if self.run is not None else None,
            "counts": counts,
            "error": error_json(error) if error is not None else None,
            "licenses": rows,
        }


def change_lines(drafted: Draft, most: int | None = SHOWN) -> Iterator[str]:
    """A line a license: from what to what, and what one should know; the rest counted."""
    for edit in islice(drafted.edits, most):
        customer = f" · {edit.license.customer}" if edit.license.customer else ""
        notes = "".join(f" · Note: {warning}" for warning in edit.warnings)
        yield f"{edit.license.name}{customer} · {_changes(edit)}{notes}"
    if most is not None and len(drafted.edits) > most:
        rest = drafted.edits[most:]
        warned = sum(bool(edit.warnings) for edit in rest)
        notes = f", {warned:,} of them with a note" if warned else ""
        yield f"… and {len(rest):,} more{notes} (--dry-run shows all)"


def left_out(drafted: Draft, most: int = SHOWN) -> None:
    """Say which licenses are left out, and why; those that hold what is wanted are no news."""
    told = [each for each in drafted.skipped if each.why is not Why.DONE]
    for each in told[:most]:
        narrate(f"Left out: {each.name} · {each.reason}")
    if len(told) > most:
        narrate(f"Left out as well: {len(told) - most:,} more")


def _changes(edit: Edit) -> str:
    return ", ".join(change_line(change) for change in edit.changes)
