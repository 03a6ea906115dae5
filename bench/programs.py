"""What is measured: our desk at several sizes, other programs on the same licenses, and an app that shows nothing."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench import stores

HERE: Final = Path(__file__).parent
PEER_ROWS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Step:
    """Keys, and what must be on the screen then."""

    name: str
    keys: str = ""
    wait: str | None = None
    times: int = 1
    gap: float = 0.0
    """Seconds between two keys; only what follows the last one is timed."""
    pause: float = 0.0
    """Seconds before the first key, for work that nobody waits for."""
    counts: bool = True
    """Whether it is a column of the table."""


@dataclass(frozen=True, slots=True)
class Program:
    """One program and what is done with it."""

    name: str
    command: tuple[str, ...]
    steps: tuple[Step, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    missing: str = ""
    """Why it cannot be measured here."""


DOWN, PAGE, END, HOME = "\x1b[B", "\x1b[6~", "\x1b[F", "\x1b[H"
_WORDS: Final = {
    "rare": "zeppelin",
    "common": "logistics",
    "1 letter": "a",
    "2 letters": "qz",
    "absent": "qqqqqqqqqq",
    "package:acme": "package:acme",
    "status:trial": "status:trial",
    "exp<30d": "exp<30d",
    "used>seats": "used>seats",
    "account:zeppelin": "account:zeppelin",
}
"""What is typed into the filter of the desk."""


def _filter_steps() -> tuple[Step, ...]:
    steps: list[Step] = []
    for name, text in _WORDS.items():
        # The bar of the tabs names the filter that the list below it shows.
        shown = f"holds “{text}”" if name == "absent" else rf"/{text}$[\s\S]*^.L-\d"
        steps += (
            Step("open the filter", "/", pause=2, counts=False),
            Step(f"filter: {name}", text, shown, gap=0.15),
            Step("clear", "\x15\r", r"(All|Uninstalled) [\d,]+$[\s\S]*^.L-\d", counts=False),
        )
    return tuple(steps)


def desk(folder: Path, count: int) -> Program:
    """Our desk on so many licenses."""
    sort = (
        Step("open the line", ":sort customer", pause=1, counts=False),
        Step("sort", "\r", "Customer ▲"),
        Step("open the line again", ":sort name", pause=3, counts=False),
        Step("sort back", "\r", "License ▼", counts=False),
    )
    moves = (
        Step("start", "", r"L-\d{5}"),
        Step("settle", "", r"All \d", counts=False),
        Step("down", DOWN, times=10),
        Step("page", PAGE, times=6),
        Step("end", END, r"L-00001"),
        Step("home", HOME, counts=False),
    )
    return Program(
        f"lmo-tui, {count:,}",
        (str(Path(sys.executable).with_name("lmo-tui")), "demo", "--licenses", str(count)),
        (*moves, *sort, *_filter_steps()),
        {"LMO_TUI_HOME": str(stores.home(folder, count))},
    )


def peers(folder: Path, bin_folder: Path | None) -> list[Program]:
    """Other programs on 10,000 licenses as CSV, each where it is found."""
    data = str(csv_of(folder, PEER_ROWS))
    moves = (Step("down", "j", times=10), Step("page", "\x06", times=6))
    top = (Step("start", "", r"L-1\d{4}"),)
    less = (*top, *moves, Step("end", "G", r"L-00001"))
    visidata = (
        *top,
        Step("settle", counts=False),
        *moves,
        Step("end", "G", r"L-00001"),
        Step("home", "gg", r"L-10000", counts=False),
        Step("to the column", "ll", counts=False),
        Step("sort", "["),
    )
    table = (
        *top,
        Step("down", DOWN, times=10),
        Step("page", PAGE, times=6),
        Step("end", "\x1b[1;5F"),
        Step("home", "\x1b[1;5H", counts=False),
        Step("sort", "s"),
    )
    python = str(bin_folder / "python") if bin_folder else sys.executable
    fast = Program("textual-fastdatatable", (python, str(HERE / "fast_table.py"), data), table)
    return [
        _found(Program("less", ("less", "-S", data), less), None),
        _found(Program("VisiData", ("vd", data), visidata), bin_folder),
        fast if bin_folder else Program(fast.name, (), (), missing="needs --peers"),
        Program("a bare Textual app", (sys.executable, str(HERE / "bare.py")), (Step("start", "", "Hello"),)),
    ]


def csv_of(folder: Path, count: int) -> Path:
    """The same licenses as a table for others."""
    path = folder / f"licenses-{count}.csv"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        columns = "name status account package version seats used expires org_id edition contact contact_email"
        names = columns.split()
        lines = [",".join(names)]
        lines += (
            ",".join(str(getattr(each, name)).replace(",", " ") for name in names) for each in stores.licenses(count)
        )
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _found(program: Program, bin_folder: Path | None) -> Program:
    where = os.pathsep.join(filter(None, (str(bin_folder or ""), os.environ.get("PATH", ""))))
    if path := shutil.which(program.command[0], path=where):
        return Program(program.name, (path, *program.command[1:]), program.steps)
    return Program(program.name, (), (), missing="not installed here")
