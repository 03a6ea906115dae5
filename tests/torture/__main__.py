"""Everything, in full: `make torture`, or parts of it: `python -m tests.torture races kills parameter`.

A table of what was run, be it that it was interrupted (ctrl+c); exit code 1 if the program's word was ever wrong.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

from lmo_tui.demo.seed import SMALLEST, ensure_database
from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import SEED, TODAY
from tests.fakes.profile import steady
from tests.torture import kills, many, matrix, races

T = TypeVar("T")

Told: TypeAlias = tuple[str, Sequence[str]]
"""What more is to be told of the kind of run, and what was wrong."""


LICENSE: Final = "license"
PARAMETER: Final = "parameter"


@dataclass(frozen=True)
class Run:
    """One of them."""

    what: str
    case: object
    of: Field | Kind
    do: Callable[[Path], Told]
    """Does it, with its files in a folder."""

    @property
    def kind(self) -> str:
        """Of what it is."""
        return PARAMETER if isinstance(self.of, Kind) else LICENSE


def _faults(folder: Path) -> Iterator[Run]:
    pristine = ensure_database(SEED, SMALLEST, TODAY, folder)

    def do(case: matrix.Case, _: Path) -> Told:
        ran = matrix.ran(case, pristine)
        return f"{type(case.way).__name__:9} {case.misfortune.point:25} {ran.told.kind}", ran.wrong

    for case in matrix.everything():
        yield Run("fault     ", case, case.field, partial(do, case))


def _kills(folder: Path) -> Iterator[Run]:
    pristine = ensure_database(SEED, SMALLEST, TODAY, folder)
    for kill in kills.everything():
        yield Run("kill      ", kill, kill.field, partial(_quiet, kills.wrong_after, kill, pristine))


def _races(folder: Path) -> Iterator[Run]:
    pristine = ensure_database(SEED, SMALLEST, TODAY, folder)
    for race in races.everything():
        yield Run("race      ", race, race.field, partial(_quiet, races.wrong_in, race, pristine))


def _many_faults(folder: Path) -> Iterator[Run]:
    pristine = ensure_database(SEED, SMALLEST, TODAY, folder)
    for fault in many.faults():
        yield Run("many fault", fault, fault.field, partial(_quiet, many.wrong_in_fault, fault, pristine))


def _many_kills(folder: Path) -> Iterator[Run]:
    for death in many.kills():
        size = many.LARGER_STILL if isinstance(death.field, Kind) else many.LARGER
        pristine = ensure_database(SEED, size, TODAY, folder)
        yield Run("many kill ", death, death.field, partial(_quiet, many.wrong_after_kill, death, pristine))


def _quiet(do: Callable[[T, Path, Path], Sequence[str]], case: T, pristine: Path, home: Path) -> Told:
    return "", do(case, pristine, home)


PARTS: Final[Mapping[str, Callable[[Path], Iterator[Run]]]] = MappingProxyType(
    {"faults": _faults, "kills": _kills, "races": _races, "many-faults": _many_faults, "many-kills": _many_kills}
)
"""By the words that choose them."""


def main(chosen: Sequence[str]) -> int:
    """Run, and tell."""
    parts = [part for part in PARTS if part in chosen] or [*PARTS]
    kinds = [kind for kind in (LICENSE, PARAMETER) if kind in chosen] or [LICENSE, PARAMETER]
    steady()
    runs: Counter[str] = Counter()
    wrong = late = 0
    with tempfile.TemporaryDirectory() as folder, matrix.without_pauses(), suppress(KeyboardInterrupt):
        for run in (run for part in parts for run in PARTS[part](Path(folder)) if run.kind in kinds):
            try:
                more, found = _done(run)
            except TimeoutError:  # A robot waits for ten seconds; a busy machine may need more, but not twice.
                late += 1
                more, found = _done(run)
            runs[f"{run.what} {run.kind:9} {more}".rstrip()] += 1
            wrong += len(found)
            for each in found:
                _say(f"WRONG {run.case}: {each}")
    for name, count in sorted(runs.items()):
        _say(f"{count:5} {name}")
    _say(f"{runs.total():5} runs, {wrong} disagreements, {late} had to be begun again since the machine was busy")
    return bool(wrong)


def _done(run: Run) -> Told:
    with tempfile.TemporaryDirectory() as home:
        return run.do(Path(home))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
