"""The ways of writing that are put to the torture: a new one (a bulk run) is one more `Way`."""

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from lmo_tui.domain.errors import LmoError, SignedOutError
from lmo_tui.domain.journal import Ending, JournalQuery
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.domain.settling import COMMITS_WITHIN
from lmo_tui.salesforce.connection import connect
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.services.workbench import Workbench, furnish
from lmo_tui.storage.journal import FileJournal
from lmo_tui.storage.runs import RunFiles
from lmo_tui.storage.store import Store
from tests.cli.program import ROOT
from tests.fakes.clocks import MovingClock
from tests.fakes.repository import FakeRepository, an_org
from tests.fakes.workbench import MemoryJournal, at_once
from tests.robots.desk import Desk, WatchedApp
from tests.torture.misfortunes import APPLIED, CONFLICT, REFUSED, UNKNOWN
from tests.torture.scene import Scene
from tests.torture.verdicts import Told

IMPATIENT = Timing(read=30.0, whole=0.3)
"""For what takes long: the deadline of a whole call, so that nobody waits for two minutes."""


class Way(Protocol):
    """A way of writing, and what it says of it."""

    patient: bool
    """Whether it has the patience that a person has: misfortunes that take minutes are not for it."""

    async def write(self, scene: Scene, *, patience: Timing | None = None) -> Told:
        """Carry the change of the scene out, and give what the program said."""
        ...


@contextmanager
def opened(scene: Scene, *, later: timedelta = timedelta(), patience: Timing | None = None) -> Iterator[Workbench]:
    """The program's services over the scene's org and its files, some time later."""

    def refresh() -> str:
        if scene.refresh == "refused":
            raise SignedOutError("The refresh was refused.")
        return scene.lmo.token

    def reach(may_write: Callable[[], bool]) -> LicenseRepository:
        return connect(
            instance_url=scene.lmo.url,
            access_token=scene.lmo.token,
            alias="demo",
            may_write=may_write,
            refresh=refresh if scene.refresh else None,
            timing=patience,
        )

    async def pass_time(seconds: float) -> None:
        scene.lmo.clock.advance(seconds)

    clock = MovingClock(datetime.now(UTC) + later)
    with closing(Store(":memory:")) as store, closing(FileJournal(scene.home / "data" / "journal.jsonl")) as journal:
        yield furnish(
            reach,
            store=store,
            journal=journal,
            runner=at_once,
            clock=clock,
            alias="demo",
            wait=pass_time,
            runs=RunFiles(scene.home / "data" / "runs", journal.writers),
        )


class Services:
    """The services in this process, over real HTTP and a real journal."""

    patient = False

    async def write(self, scene: Scene, *, patience: Timing | None = None) -> Told:
        """Read, plan, save."""
        with opened(scene, patience=patience) as bench:
            await bench.session.connect()
            try:
                edit = await scene.plan(bench)
            except LmoError as error:
                return Told(REFUSED, str(error))
            outcome = await bench.edits.save(edit, "CASE-1")
            await bench.session.close()
        return Told(str(outcome.kind), str(outcome.error or ""))


class Program:
    """`lmo-tui set` in a process of its own: what it prints, and its exit code."""

    patient = True

    async def write(self, scene: Scene, *, patience: Timing | None = None) -> Told:
        """Run the command; exit code and JSON must say the same."""
        with start_set(scene) as process:
            out, err = process.communicate(timeout=50)
        assert "Traceback" not in err, err
        if not out:
            return Told(REFUSED, err) if process.returncode else Told("silent", err)
        answer = json.loads(out)
        kind = str(answer["outcome"])
        if (process.returncode == 0) != (kind == APPLIED):
            return Told(f"{kind}, but exit {process.returncode}", err)
        return Told(kind, err)


@contextmanager
def started(scene: Scene, *command: str, out: int = subprocess.PIPE) -> "Iterator[subprocess.Popen[str]]":
    """A command of the program on its way, in a process of its own."""
    token = scene.home / "token"
    token.touch(mode=0o600)
    token.write_text(scene.lmo.token)
    session = ("--instance-url", scene.lmo.url, "--access-token-file", str(token))
    with subprocess.Popen(
        [sys.executable, "-m", "lmo_tui", *command, *session, "--json"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=out,
        text=True,
        env=os.environ | {"LMO_TUI_HOME": str(scene.home)},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def start_set(scene: Scene) -> "AbstractContextManager[subprocess.Popen[str]]":
    """`lmo-tui set` on its way."""
    return started(scene, "set", scene.name, *scene.typed)


@dataclass
class Screens:
    """The desk, with keys pressed and words read."""

    patient = False
    said: str = ""

    async def write(self, scene: Scene, *, patience: Timing | None = None) -> Told:
        """Go to the license, change it, confirm, and read what the desk says."""
        async with at_the_desk_over_http(scene, patience=patience) as desk:
            before = len(desk.app.said)
            await desk.select(scene.name)
            pressed, typed = scene.keys
            await desk.press(*pressed).command(typed)
            if "Enter save" in desk.text:
                await desk.press("enter")
            return heard(desk.app.said[before:])


def heard(said: list[str]) -> Told:
    """What the desk's messages of one change say of it."""
    words = " ".join(said)
    if re.search(r"^Saved L-|^L-\d+: .*, saved in the LMO", words, re.MULTILINE):
        return Told(APPLIED, words)
    if "It is not confirmed that" in words:
        return Told(UNKNOWN, words)
    if "Press v to compare" in words:
        return Told(CONFLICT, words)
    return Told(REFUSED if words else "silent", words)


@asynccontextmanager
async def at_the_desk_over_http(scene: Scene, *, patience: Timing | None = None) -> AsyncIterator[Desk]:
    """The screens over the scene's org: nothing in them stands for something else but the terminal."""
    with opened(scene, patience=patience) as bench:
        app = WatchedApp(bench)
        app.said = []
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            desk = Desk(app, pilot, FakeRepository([], an_org()), MemoryJournal(), bench)
            desk.list.views.rest = 0.0
            await desk.rest()
            yield desk


async def settled(scene: Scene) -> Told:
    """What the next run says of the scene's change, when it opens after all that may still come has come."""
    with opened(scene, later=COMMITS_WITHIN + timedelta(minutes=1)) as bench:
        await bench.session.connect()
        await bench.settler.settle()
        found = list(bench.history.matching(JournalQuery()))
        await bench.session.close()
    if not found:
        return Told(REFUSED, "It never came to be intended.")
    (entry,) = found
    words = {Ending.APPLIED: APPLIED, Ending.REFUSED: REFUSED, Ending.CONFLICT: CONFLICT}
    return Told(words.get(entry.ending, str(entry.ending)), entry.detail)
