"""Measures the desk beside other programs, in one run, and prints a table: `python -m bench --help`."""

import argparse
import os
import statistics
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.programs import Program, desk, peers
from bench.stores import SIZES
from bench.watch import Answer, Stopwatch

_HIDDEN: Final = ("TMUX", "STY", "NO_COLOR", "COLUMNS", "LINES")


class Results:
    """What was measured of one program, over all runs."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.memory: list[tuple[float, float]] = []
        self.failed: list[str] = []

    def cell(self, step: str) -> str:
        """Median time until it is shown, and bytes."""
        times = [each.shown for each in self.answers.get(step, []) if each.shown is not None]
        if not times:
            return "-"
        size = statistics.median(each.size for each in self.answers[step])
        return f"{_number(statistics.median(times))} / {size:,.0f}"

    def echo(self) -> str:
        """How late the first byte after a letter in the filter came: median and most."""
        firsts = [each.first for step in self.answers if step.startswith("filter") for each in self.answers[step]]
        known = [first for first in firsts if first is not None]
        return f"{_number(statistics.median(known))} / {_number(max(known))}" if known else "-"

    def megabytes(self) -> str:
        """Memory at the end of a run, and the most ever."""
        if not self.memory:
            return "-"
        return f"{statistics.median(now for now, _ in self.memory):.0f} / {max(most for _, most in self.memory):.0f}"


def measure(program: Program, results: Results) -> None:
    """One run of a program."""
    environment = {name: value for name, value in os.environ.items() if name not in _HIDDEN}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LESS": "", **program.environment}
    with Stopwatch(program.command, environment) as terminal:
        try:
            for step in program.steps:
                terminal.rest(step.pause)
                for _ in range(step.times):
                    answer = terminal.after(step.keys, step.wait, step.gap)
                    if step.counts:
                        results.answers[step.name].append(answer)
            terminal.rest(3)
            results.memory.append(terminal.memory())
        except (AssertionError, OSError) as failure:
            results.failed.append(str(failure))


def table(programs: Sequence[Program], measured: dict[str, Results]) -> list[str]:
    """The results as Markdown, one program a row."""
    steps = list(dict.fromkeys(step.name for program in programs for step in program.steps if step.counts))
    head = ["program", *steps, "letter to first byte, median / most", "MB at the end / most"]
    lines = [f"| {' | '.join(head)} |", f"|---|{'--:|' * (len(head) - 1)}"]
    for program in programs:
        result = measured[program.name]
        cells = [program.name, *map(result.cell, steps), result.echo(), result.megabytes()]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def turned(lines: Sequence[str]) -> list[str]:
    """The same table with its columns as rows: there are fewer programs than steps."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]
    columns = [*zip(*rows, strict=True)]
    return [
        f"| {' | '.join(columns[0])} |",
        f"|---|{'--:|' * (len(rows) - 1)}",
        *(f"| {' | '.join(each)} |" for each in columns[1:]),
    ]


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the stores, run the programs interleaved, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/lmo-tui-bench"), help="where the stores are kept")  # noqa: S108 - made up data, and gigabytes of it
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="licenses of the desks")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", type=Path, help="the bin folder of an environment with other programs")
    given = parser.parse_args(arguments)
    programs = [desk(given.folder, size) for size in given.sizes] + peers(given.folder, given.peers)
    for program in programs:
        if program.missing:
            print(f"left out: {program.name}, {program.missing}")
    programs = [program for program in programs if not program.missing]
    measured = {program.name: Results() for program in programs}
    for run in range(given.runs + 1):  # The first one warms up, and does not count.
        for program in programs:
            print(f"run {run} of {given.runs}: {program.name}", file=sys.stderr, flush=True)
            measure(program, measured[program.name] if run else Results())
    print(f"\nMedians of {given.runs} runs at 120x40: milliseconds until shown / bytes.\n")
    print("\n".join(turned(table(programs, measured))))
    for name, result in measured.items():
        for failure in dict.fromkeys(result.failed):
            print(f"\nfailed: {name}: {failure}")
    return 1 if any(result.failed for result in measured.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
