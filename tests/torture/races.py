"""Two writers of one license: we, and somebody else over HTTP, in every order that the points of a write allow."""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.licenses import Field
from lmo_tui.salesforce.wire import EXPIRATION, SEATS, STATUS
from tests.demo.client import Client
from tests.demo.fixtures import TODAY
from tests.torture.misfortunes import APPLIED, BY_ID, CONFLICT, REFUSED
from tests.torture.scene import Scene
from tests.torture.verdicts import Told, commits, disagreements
from tests.torture.ways import opened

LICENSE: Final = "sfLma__License__c"
HERE: Final = "here"
"""The pause at which the other writer gets in."""

POINTS: Final = {
    "before the re-read": ("GET", BY_ID, 0, "before"),
    "after the re-read": ("GET", BY_ID, 0, "after"),
    "before the commit": ("PATCH", "", 0, "before"),
    "after the commit": ("PATCH", "", 0, "after"),
    "after the read back": ("GET", BY_ID, 1, "after"),
}
"""Where our write waits for the other: method, path, how many of these before, and on which side of the work."""

OTHERS: Final[Mapping[str, tuple[Mapping[str, Any], ...]]] = MappingProxyType(
    {
        "seats": ({SEATS: 77},),
        "seats to what we want": ({SEATS: 31},),
        "seats and back": ({SEATS: 77}, {SEATS: 25}),
        "status": ({STATUS: "Suspended"},),
        "expires": ({EXPIRATION: "2030-01-01"},),
        "uninstall": ({STATUS: "Uninstalled"},),
        "something we do not write": ({"sfLma__Used_Licenses__c": 3},),
    }
)
"""What the other writes, save by save."""


@dataclass(frozen=True)
class Race:
    """One order of two writers."""

    point: str
    other: str
    field: Field = Field.SEATS
    same_second: bool = False
    """Whether all happens within one second of the server, in which the license had been changed already."""

    def __str__(self) -> str:
        """Its name in a table."""
        return f"{self.field}; {self.other} {self.point}{', all in one second' * self.same_second}"


def everything() -> Iterator[Race]:
    """All of them."""
    for point in POINTS:
        for other in OTHERS:
            for same_second in (False, True):
                yield Race(point, other, same_second=same_second)
            if other in {"seats", "status", "uninstall"}:
                yield Race(point, other, Field.STATUS)


def daily() -> Iterator[Race]:
    """Those that matter most."""
    for other in ("seats", "uninstall"):
        for point in ("before the re-read", "before the commit", "after the commit"):
            yield Race(point, other)
    yield Race("before the commit", "seats", same_second=True)
    yield Race("before the commit", "seats to what we want", same_second=True)


def wrong_in(race: Race, pristine: Path, home: Path) -> list[str]:
    """What was lost or told wrongly."""
    with DemoLmo(pristine, Options(today=TODAY)) as lmo:
        scene = Scene.of(lmo, home, race.field)
        if race.same_second:
            lmo.clock.stand()
            lmo.change(LICENSE, scene.license_id, {"sfLma__Used_Licenses__c": 4})
        method, path, skip, at = POINTS[race.point]
        pause = lmo.pause(HERE, method, path, at=at, skip=skip)

        def meddle() -> None:
            if pause.reached.wait(10) and not done:
                _save_as_others(scene, OTHERS[race.other])
            lmo.faults.release(HERE)

        done: list[Told] = []
        with ThreadPoolExecutor(1) as others:
            meddling = others.submit(meddle)
            told = asyncio.run(_write(scene))
            done.append(told)
            pause.reached.set()
            meddling.result()
        return [*disagreements(scene, told), *_lost(scene), *_told_too_little(scene, told)]


async def _write(scene: Scene) -> Told:
    with opened(scene) as bench:
        await bench.session.connect()
        repository = bench.session.repository
        assert repository is not None
        edit = bench.edits.plan(repository.license_named(scene.name), {scene.field: scene.value})
        outcome = await bench.edits.save(edit)
        await bench.session.close()
    return Told(str(outcome.kind), str(outcome.error or ""))


def _save_as_others(scene: Scene, saves: tuple[Mapping[str, Any], ...]) -> None:
    client = Client(scene.lmo, scene.lmo.token, {"X-Demo-Token": scene.lmo.token})
    with closing(client.connection):
        for fields in saves:
            change = {"object": LICENSE, "id": scene.license_id, "fields": fields}
            assert client.ask("POST", "/__demo/change", change).status == 200


def _lost(scene: Scene) -> Iterator[str]:
    """What our commit overwrote that nobody had seen when it was approved, or wrote that may not be written."""
    (column,) = scene.sent
    approved: object = {SEATS: 25, STATUS: "Active"}[column]
    uninstalled = False
    for commit in scene.lmo.audit.commits:
        if commit.id != scene.license_id:
            continue
        if commit.by == "client" and commit.before.get(column, approved) != approved:
            yield f"an update was lost: {commit.before} was overwritten"
        if commit.by == "client" and uninstalled:
            yield "an uninstalled license was written"
        uninstalled = uninstalled or commit.after.get(STATUS) == "Uninstalled"


def _told_too_little(scene: Scene, told: Told) -> Iterator[str]:
    """A conflict must be shown, and what is told as applied must have been."""
    if told.kind not in {APPLIED, REFUSED, CONFLICT}:
        yield f"told {told}"
    if told.kind == CONFLICT and not told.words:
        yield "a conflict without a word"
    if told.kind == APPLIED and not commits(scene):
        yield "nothing was applied"


async def two_at_once(scene: Scene, other: Scene) -> tuple[Told, Told]:
    """Two runs of ours that change one license: the second begins and ends while the first waits before its commit."""
    pause = scene.lmo.pause(HERE, "PATCH")
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(asyncio.run, _write(scene))
        assert pause.reached.wait(10)
        second = await _write(other)
        scene.lmo.faults.release(HERE)
        return first.result(), second
