"""Everything, in full: `make torture`. A table of what was run; exit code 1 if the program's word was ever wrong."""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from lmo_tui.demo.seed import SMALLEST, ensure_database
from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import SEED, TODAY
from tests.fakes.profile import steady
from tests.torture import kills, many, matrix, races


def main() -> int:
    """Run, and tell."""
    steady()
    runs: Counter[str] = Counter()
    wrong: list[str] = []

    def note(what: str, case: object, found: Sequence[str]) -> None:
        runs[what] += 1
        for each in found:
            wrong.append(f"{case}: {each}")
            sys.stdout.write(f"WRONG {wrong[-1]}\n")

    with tempfile.TemporaryDirectory() as folder, matrix.without_pauses():
        pristine = ensure_database(SEED, SMALLEST, TODAY, Path(folder))
        for case in matrix.everything():
            ran = matrix.ran(case, pristine)
            way = f"{type(case.way).__name__:9} {_of(case.field):10}"
            note(f"fault  {way} {case.misfortune.point:25} {ran.told.kind}", case, ran.wrong)
        for kill in kills.everything():
            with tempfile.TemporaryDirectory() as home:
                note(f"kill   {kill.field}", kill, kills.wrong_after(kill, pristine, Path(home)))
        for race in races.everything():
            with tempfile.TemporaryDirectory() as home:
                note(f"race   {_of(race.field)}", race, races.wrong_in(race, pristine, Path(home)))
        for fault in many.faults():
            with tempfile.TemporaryDirectory() as home:
                note(f"many   fault  {_of(fault.field)}", fault, many.wrong_in_fault(fault, pristine, Path(home)))
        larger = {size: ensure_database(SEED, size, TODAY, Path(folder)) for size in (many.LARGER, many.LARGER_STILL)}
        for death in many.kills():
            with tempfile.TemporaryDirectory() as home:
                where = larger[many.LARGER_STILL if isinstance(death.field, Kind) else many.LARGER]
                note(f"many   kill   {_of(death.field)}", death, many.wrong_after_kill(death, where, Path(home)))
    for name, count in sorted(runs.items()):
        sys.stdout.write(f"{count:5} {name}\n")
    sys.stdout.write(f"{runs.total():5} runs, {len(wrong)} disagreements\n")
    return bool(wrong)


def _of(field: Field | Kind) -> str:
    return "parameter" if isinstance(field, Kind) else "license"


if __name__ == "__main__":
    sys.exit(main())
