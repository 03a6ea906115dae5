"""A long day at a bad org, in minutes: `python -m bench.soak [events] [seed]`.

Random keys on the desk over real HTTP, against a demo LMO in a process of its own that fails in every way it can while
its customers go on living. It ends with an error if anything was unhandled, or if memory grew by more than a tenth
between the first quarter and the end.
"""

import asyncio
import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from textual.screen import ModalScreen

from lmo_tui.cli.allocation import keep_memory_small
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.salesforce.connection import connect
from lmo_tui.services.session import Connection
from lmo_tui.services.workbench import Workbench, furnish
from lmo_tui.storage.journal import FileJournal
from lmo_tui.storage.runs import RunFiles
from lmo_tui.storage.store import Store
from lmo_tui.tui.app import LmoApp
from lmo_tui.tui.background import in_background
from lmo_tui.tui.screens.command_screen import CommandScreen
from tests.robots.desk import key

LICENSES: Final = 2_000
LIFE: Final = 60
"""What happens in the org a minute: more would let it grow by half meanwhile, and all that is kept of it."""
EVERY: Final = 9
"""Requests from one failure to the next."""

KINDS: Final = (
    *("before-commit-drop", "after-commit-drop", "redirect-302", "html-200", "truncated", "500", "503", "lock"),
    *("412", "bad-json", "partial", {"kind": "hang", "ms": 300}, {"kind": "trickle", "ms": 20}, "short-page"),
)
RARE: Final = ("401", "403")
"""What ends all work until one connects again, or until an hour has passed."""

PHRASES: Final = (
    *("j", "k", "jjj", "G", "\t", "[", "]", "l", "h", "1", "2", "3", "4", "5", "6", "7"),
    *("/\x15status:active\n", "/\x15exp<60d\n", "/\x15used>seats \n", "/\x15acme\n", "/\x15zzz\n", "/\x15sta\tsu\t\n"),
    *("/\x15\n", "/\x15\n", "/\x15\n", "/\x15\n", "gL-00042\n", "g99\n", "f", "ojj\n", "oj\n", "?sort\n", "\x10act\n"),
    *(
        "C\n",
        "w\n",
        "T",
        "r",
        "R",
        "b",
        "v",
        "B",
        "J",
        "p",
        "F",
        "O",
        "Ojl\n",
        "S",
        "Sj\n",
        "%",
        "P",
        "D",
        "K",
        "y",
        "Y",
    ),
    *("s\n\n", "sj\n\n", "x\n\n", "e\x1560\n\n", "e\tnever\n\n", "u\n", ":seats 7\n\n", ":expires +90d\n\n"),
    *(" ", "  jm", "M", "5a:seats 9\n\ndemo\n", "   x\n\n", "  s\n\n", "p", "c", "t\n\n"),
)
"""What people type; writes and changes of many licenses are confirmed."""


def faults(dice: random.Random, count: int) -> list[dict[str, Any]]:
    """Failures, one every few requests."""
    kinds = (dice.choice(RARE if dice.random() < 0.02 else KINDS) for _ in range(count))
    return [{"do": kind, "skip": EVERY * place} for place, kind in enumerate(kinds, start=1)]


def resident() -> int:
    """The memory that this process holds, in KiB, after what is garbage has gone."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


async def press(app: LmoApp, keys: str) -> int:
    """The keys, each when the one before has been handled; how many there were."""
    for letter in keys:
        app.post_message(key(letter))
        for _ in range(400):
            await asyncio.sleep(0.005 if app.keys.idle else 0.002)
            if app.keys.idle:
                break
        if app.stage.gone:
            raise RuntimeError(f"the program was left by {keys!r}: what follows would reach nobody")
    return len(keys)


async def home(app: LmoApp) -> int:
    """Out of whatever is open, but not out of the program."""
    pressed = 0
    while len(app.screen_stack) > 1 and pressed < 20:
        if isinstance(app.screen, ModalScreen):
            pressed += await press(app, "\x1b")
        elif isinstance(app.screen, CommandScreen):
            pressed += await press(app, "\x7f")
        else:
            await asyncio.sleep(0.02)
            pressed += 1
    return pressed


async def soak(bench: Workbench, events: int, dice: random.Random) -> tuple[int, int]:
    """Press so many keys; the memory after a quarter of them and at the end."""
    app, done, first = LmoApp(bench), 0, 0
    begun = told = time.perf_counter()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await asyncio.sleep(3)
        while done < events:
            done += await press(app, dice.choice(PHRASES))
            if dice.random() < 0.3:
                done += await home(app)
            if bench.session.connection is Connection.OFFLINE and dice.random() < 0.2:
                done += await press(app, "R")
            if dice.random() < 0.01:
                await pilot.resize_terminal(dice.choice((80, 100, 160, 40)), dice.choice((24, 40, 10)))
                await pilot.resize_terminal(120, 40)
            if app._exception is not None:
                raise app._exception
            if not first and done > events // 4:
                first = resident()
            if time.perf_counter() - told > 20:
                told = time.perf_counter()
                print(f"{done:,} events, {told - begun:.0f} s, {resident() // 1024} MB", flush=True)
        last = resident()
        await home(app)
    return first, last


def main(events: int, seed: int) -> int:
    """Soak, and say what came of it."""
    dice = random.Random(seed)  # noqa: S311 - test data
    keep_memory_small()
    unhandled: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "faults.json").write_text(json.dumps(faults(dice, events)), encoding="utf-8")
        command = (
            sys.executable,
            "-m",
            "lmo_tui",
            "demo",
            "serve",
            "--licenses",
            str(LICENSES),
            "--trickle",
            str(LIFE),
        )
        server = subprocess.Popen(  # noqa: S603 - our own program
            (*command, "--faults", str(folder / "faults.json")),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = json.loads(server.stdout.readline() if server.stdout else "")
        journal = FileJournal(folder / "journal.jsonl")
        bench = furnish(
            lambda may_write: connect(
                instance_url=said["instance_url"], access_token=said["access_token"], alias="demo", may_write=may_write
            ),
            store=Store(folder / "store.db"),
            journal=journal,
            runner=in_background,
            clock=lambda: datetime.now().astimezone(),
            alias="demo",
            org_class=OrgClass.DEMO,
            runs=RunFiles(folder / "runs", journal.writers),
        )

        async def watched() -> tuple[int, int]:
            asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(str(context)))
            return await soak(bench, events, dice)

        try:
            first, last = asyncio.run(watched())
            entries = list(journal.history())
        finally:
            with suppress(BrokenPipeError):
                server.communicate(timeout=20)
    growth = 100 * (last - first) / first
    endings = Counter(str(each.ending) for each in entries)
    print(f"{events:,} events, seed {seed}, {len(entries):,} changes {dict(endings)}, {len(unhandled)} unhandled,")
    print(f"{first // 1024} MB after a quarter, {last // 1024} MB at the end ({growth:+.1f} %)")
    for each in unhandled[:10]:
        print(f"  {each}")
    return 1 if unhandled or growth > 10 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
