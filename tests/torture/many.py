"""A change of many licenses, or of one parameter of many, put to the torture.

Every fault at every point, `kill -9` at every request and at random. What the program said of each record, and what
the journal says after the next start, must be what the server's audit says; going on with what was left must leave
every record with its new value, and none with two commits.
"""

import asyncio
import contextlib
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.change_sets import MOST, Draft
from lmo_tui.domain.features import Kind as DataType
from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.journal import Ending, JournalQuery
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.settling import COMMITS_WITHIN
from lmo_tui.domain.wishes import Wish
from lmo_tui.services import bulk
from lmo_tui.services.subjects import key_of
from lmo_tui.services.workbench import Workbench
from lmo_tui.services.writing import Kind
from lmo_tui.storage.change_sets import written
from tests.demo.fixtures import TODAY, odd_license
from tests.fakes.bulk import carried_out
from tests.torture.misfortunes import ALL, Misfortune, Point
from tests.torture.scene import CONTENTS, PARAMETERS, WANTED, ParameterScene, Scene, license_of, scene_of
from tests.torture.ways import IMPATIENT, opened, started

BY_IDS: Final = "WHERE Id IN "
"""In the queries that read the licenses of a chunk before and after a write, and in no other of a run."""

CHUNK: Final = 12
"""Licenses in one call here, so that few licenses make several chunks."""

NOTHING: Final = Draft()

REQUESTS: Final = 24
"""More than an `apply` makes: with the last ones it dies when all is done."""

OF_PARAMETERS: Final = REQUESTS + 12
"""The same for a plan of a parameter: its values are read besides the licenses."""

LARGER: Final = 300
LARGER_STILL: Final = 900
"""Licenses of an org in which more than two hundred have the same parameter."""


@dataclass(frozen=True)
class Fault:
    """One run: a misfortune of one call, or of some licenses in it, and what is changed."""

    name: str
    misfortune: Misfortune
    field: Field | DataType
    skip: int = 0
    """How many chunks go well before."""
    fail: tuple[int, ...] = ()
    """The places of the licenses in the call that somebody else is just saving."""

    def __str__(self) -> str:
        """Its name in a table."""
        return f"many {self.field} · {self.name}{f', after {self.skip}' if self.skip else ''}"

    def arrange(self, scene: Scene) -> None:
        """Let it happen to one of the chunks."""
        lmo = scene.lmo
        if self.fail:
            lmo.fault("partial", "PATCH", times=None if len(self.fail) < CHUNK else 1, fail=list(self.fail))
            return
        options = dict(self.misfortune.do)
        if not options:
            return
        kind, point, times = options.pop("kind"), self.misfortune.point, self.misfortune.times
        if point in {Point.READING, Point.BACK}:
            skip = (2 * self.skip + int(point is Point.BACK)) * scene.readings + scene.met
            lmo.fault(kind, "GET", BY_IDS, times=times, skip=skip, **options)
        else:
            lmo.fault(kind, "PATCH", times=times, skip=self.skip, commits=point is Point.AFTER, **options)


def faults() -> Iterator[Fault]:
    """Every misfortune of a call, for the first chunk and for the second; and k of n licenses that fail."""
    calls = [each for each in ALL if each.profile == "admin" and each.case == "over_used" and not each.refresh]
    for place, misfortune in enumerate(calls):
        for skip in (0, 1):
            for what in (tuple(Field)[(place + skip) % 3], tuple(DataType)[(place + skip) % 3]):
                yield Fault(f"{misfortune.point} · {misfortune.name}", misfortune, what, skip)
    for count in (1, CHUNK - 1, CHUNK):
        for field in (Field.SEATS, DataType.INTEGER):
            yield Fault(f"{count} of {CHUNK} locked", calls[0], field, fail=tuple(range(count)))


@contextlib.contextmanager
def small_chunks() -> Iterator[None]:
    """Chunks of which a small org has several, one after the other: which of them meets a fault is no luck."""
    before = [getattr(bulk, name) for name in ("MOST_TOGETHER", "IN_FLIGHT")]
    for name, value in zip(("MOST_TOGETHER", "IN_FLIGHT"), (CHUNK, 1), strict=True):
        setattr(bulk, name, value)
    try:
        yield
    finally:
        for name, value in zip(("MOST_TOGETHER", "IN_FLIGHT"), before, strict=True):
            setattr(bulk, name, value)


def wrong_in_fault(fault: Fault, pristine: Path, home: Path) -> list[str]:
    """In what the program's word and the server's differ, at once and after the next start."""
    with DemoLmo(pristine, Options(today=TODAY)) as lmo, small_chunks():
        scene = scene_of(lmo, home, fault.field)
        return asyncio.run(_met(scene, fault))


async def _met(scene: Scene, fault: Fault) -> list[str]:
    patience = IMPATIENT if fault.misfortune.slow else None
    with opened(scene, patience=patience) as bench:
        drafted = await _drafted(bench, scene)
        fault.arrange(scene)
        run = await carried_out(bench, drafted, about="torture")
        told = {run.edits[place].key: each.kind for place, each in run.results.items()}
        await bench.session.close()
    wrong = [f"at once: {each}" for each in _against_audit(scene, told)]
    if len(run.edits) < 2 * CHUNK:
        wrong.append(f"only {len(run.edits)} records: this shows nothing of a second chunk")
    scene.heal()
    return wrong + await wrong_afterwards(scene, drafted)


async def _drafted(bench: Workbench, scene: Scene) -> Draft:
    """The same change of every license that may be changed so, but for the one that a rule of the demo forbids."""
    never, field = odd_license(scene.lmo, "deactivated_proxy"), scene.field
    await bench.session.connect()
    await bench.sync.load()
    await bench.session.learn_offers()
    if isinstance(scene, ParameterScene):
        return await _drafted_of_parameter(bench, scene)
    every = [each for each in bench.desk.every(View()) if not same_id(each.id, never)]
    return await bench.bulk.draft(lambda: every, Wish({field: WANTED[field]}))


async def _drafted_of_parameter(bench: Workbench, scene: ParameterScene) -> Draft:
    """The same value for every license that has the parameter: each checkbox the other way round."""
    await bench.features.keep_up(now=True)
    package = license_of(bench, scene.name).package_id
    (parameter,) = (each for each in bench.features.parameters(package) if each.full_name == PARAMETERS[scene.kind])
    column = await bench.matrix.column(View(), parameter, MOST)
    held = [each for each in column if each.feature.value is not None]
    after = CONTENTS[scene.kind]
    wanted = after if scene.kind is not DataType.BOOLEAN else None
    return await bench.bulk.draft_features(held, lambda each: not each.feature.content if wanted is None else wanted)


async def wrong_afterwards(scene: Scene, drafted: Draft = NOTHING) -> list[str]:
    """In what the journal differs after the next start; then what was left is gone on with, and all must be done."""
    with opened(scene, later=COMMITS_WITHIN + timedelta(minutes=1)) as bench:
        await bench.session.connect()
        await bench.settler.settle()
        entries = list(bench.history.matching(JournalQuery()))
        endings = {
            key_of(entry.license_id, entry.parameter): Kind(entry.ending)
            for entry in entries
            if entry.ending is not Ending.OPEN
        }
        wrong = [f"settled: {each}" for each in _against_audit(scene, endings)]
        wrong += [f"{entry.license_name} is open" for entry in entries if entry.ending is Ending.OPEN]
        wrong += [f"{entry.license_name} is unknown" for entry in entries if entry.ending is Ending.UNKNOWN]
        rows = bench.bulk.change_set(drafted).rows
        again = await bench.bulk.redraft(rows)
        if again.edits:
            run = await carried_out(bench, again)
            failed = (each for each in run.results.values() if each.kind is not Kind.APPLIED)
            wrong += [f"going on: {each.kind} {each.error}" for each in failed]
        await bench.session.close()
    twice = [key for key, count in _commits(scene).items() if count > 1]
    return wrong + [f"{key} was committed more than once" for key in twice]


def _commits(scene: Scene) -> "Counter[str]":
    return Counter(short_id(each.id) for each in scene.lmo.audit.commits if each.by == "client")


def _against_audit(scene: Scene, told: Mapping[str, Kind]) -> list[str]:
    commits, wrong = _commits(scene), []
    for key, kind in told.items():
        if kind is Kind.APPLIED and commits[key] != 1:
            wrong.append(f"{key} told as applied, with {commits[key]} commits")
        if kind in {Kind.REFUSED, Kind.CONFLICT} and commits[key]:
            wrong.append(f"{key} told as {kind}, but it was committed")
    wrong += [f"{key} was committed, and nothing is told of it" for key in commits if key not in told]
    return wrong


@dataclass(frozen=True)
class Kill:
    """Where `apply` dies: at a request, before the server's work or after it; or some time after it was started."""

    path: str = ""
    method: str = ""
    skip: int = 0
    at: str = "before"
    after: float | None = None
    """Seconds."""
    field: Field | DataType = Field.SEATS

    def __str__(self) -> str:
        """Its name in a table."""
        if self.after is not None:
            return f"many {self.field} killed after {self.after:.3f} s"
        return f"many {self.field} killed {self.at} {self.method or 'request'} {self.path} {self.skip}"


def daily_kills() -> Iterator[Kill]:
    """Those that matter most."""
    for field in (Field.SEATS, DataType.INTEGER):
        yield from (Kill("", "PATCH", 0, at, field=field) for at in ("before", "after"))


def kills() -> Iterator[Kill]:
    """A hundred of licenses, and more of parameters: each request of a run, before and after, and moments at random."""
    dice = random.Random(4)  # noqa: S311 - test data
    for field, requests, reads in ((Field.SEATS, REQUESTS, 4), (DataType.INTEGER, OF_PARAMETERS, 8)):
        for at in ("before", "after"):
            yield from (Kill("", "", request, at, field=field) for request in range(requests))
            yield from (Kill("", "PATCH", skip, at, field=field) for skip in (0, 1))
            yield from (Kill(BY_IDS, "GET", skip, at, field=field) for skip in range(reads))
        yield from (Kill(after=dice.uniform(0.2, 2.5), field=field) for _ in range(40))


def wrong_after_kill(kill: Kill, pristine: Path, home: Path) -> list[str]:
    """In what journal and server differ after the next start; what was left is gone on with."""
    with DemoLmo(pristine, Options(today=TODAY)) as lmo:
        scene = scene_of(lmo, home, kill.field)
        drafted = asyncio.run(_planned(scene))
        pause = (
            None if kill.after is not None else lmo.pause("dead", kill.method, kill.path, at=kill.at, skip=kill.skip)
        )
        with started(scene, "apply", str(scene.home / "plan.toml"), "--yes", out=subprocess.DEVNULL) as process:
            if pause is None:
                time.sleep(kill.after or 0.0)
            while pause is not None and not pause.reached.wait(0.02) and process.poll() is None:
                pass
            process.kill()
            process.wait()
        lmo.clear_faults()
        lmo.faults.release()
        if pause is not None and pause.reached.is_set():
            assert pause.over.wait(10)
        return asyncio.run(wrong_afterwards(scene, drafted)) + asyncio.run(_left(scene))


async def _planned(scene: Scene) -> Draft:
    """The plan of a run of `CHUNK` chunks, in a file."""
    with opened(scene) as bench:
        drafted = await _drafted(bench, scene)
        plan = replace(bench.bulk.change_set(drafted), about="torture")
        (scene.home / "plan.toml").write_text("".join(written(plan)), encoding="utf-8")
        await bench.session.close()
    return drafted


async def _left(scene: Scene) -> list[str]:
    """What is still offered to be gone on with, though all of it was done: at most the one run that died."""
    with opened(scene, later=timedelta(hours=1)) as bench:
        await bench.session.connect()
        left = await bench.bulk.look()
        wrong = [f"{len(left)} runs are left"] if len(left) > 1 else []
        for plan in left:
            again = await bench.bulk.redraft(plan.rows)
            wrong += [f"{edit.license.name} is not done" for edit in again.edits]
        await bench.session.close()
    return wrong


def daily_faults() -> Sequence[Fault]:
    """A few for every day, of licenses and parameters in turn."""
    wanted = ("the connection breaks", "the session is over", "no JSON of the API: deep")
    some = [each for each in faults() if each.fail or (each.skip == 1 and each.misfortune.name in wanted)]
    pairs = zip(some[::2], some[1::2], strict=True)
    return [pair[place % 2] for place, pair in enumerate(pairs)]
