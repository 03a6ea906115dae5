"""Two writers of one license, or of one value of a parameter: we, and somebody else over HTTP.

In every order that the points of a write allow.
"""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from lmo_tui.salesforce.wire import EXPIRATION, SEATS, STATUS
from tests.demo.client import Client
from tests.demo.fixtures import TODAY
from tests.torture.misfortunes import APPLIED, BY_ID, CONFLICT, REFUSED
from tests.torture.scene import LICENSE, Scene, scene_of
from tests.torture.verdicts import Told, commits, disagreements
from tests.torture.ways import Services

HERE: Final = "here"
"""The pause at which the other writer gets in."""

POINTS: Final = {
    "before the re-read": ("GET", BY_ID, 0, "before"),
    "after the re-read": ("GET", BY_ID, 1, "after"),
    "before the commit": ("PATCH", "", 0, "before"),
    "after the commit": ("PATCH", "", 0, "after"),
    "after the read back": ("GET", BY_ID, 2, "after"),
}
"""Where our write waits for the other: method, path, how often all was read by then, on which side of the work."""

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

OTHERS_OF_PARAMETERS: Final = (
    *("value", "value and back", "value to what we want", "deleted"),
    *("status", "uninstall", "another parameter"),
)
"""The same, where we write a parameter: of its value, of the license that has it, of another value of that."""


@dataclass(frozen=True)
class Race:
    """One order of two writers."""

    point: str
    other: str
    field: Field | Kind = Field.SEATS
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
        for other in OTHERS_OF_PARAMETERS:
            for kind in Kind:
                yield from (Race(point, other, kind, same_second) for same_second in (False, True))


def daily() -> Iterator[Race]:
    """Those that matter most."""
    for other in ("seats", "uninstall"):
        for point in ("before the re-read", "before the commit", "after the commit"):
            yield Race(point, other)
    yield Race("before the commit", "seats", same_second=True)
    yield Race("before the commit", "seats to what we want", same_second=True)
    yield Race("before the re-read", "uninstall", Kind.BOOLEAN)
    yield Race("before the commit", "value", Kind.DATE)
    yield Race("before the commit", "value and back", Kind.INTEGER, same_second=True)
    yield Race("after the re-read", "deleted", Kind.INTEGER)


def wrong_in(race: Race, pristine: Path, home: Path) -> list[str]:
    """What was lost or told wrongly."""
    with DemoLmo(pristine, Options(today=TODAY)) as lmo:
        scene = scene_of(lmo, home, race.field)
        approved = scene.held
        if race.same_second:
            lmo.clock.stand()
            lmo.change(scene.written, scene.record_id, _touched(scene))
        method, path, times, at = POINTS[race.point]
        skip = max(times * scene.readings - 1, 0) if path and at == "after" else 0
        pause = lmo.pause(HERE, method, path, at=at, skip=skip)

        def meddle() -> None:
            if pause.reached.wait(10) and not done:
                _save_as_others(scene, race.other, approved)
            lmo.faults.release(HERE)

        done: list[Told] = []
        with ThreadPoolExecutor(1) as others:
            meddling = others.submit(meddle)
            told = asyncio.run(Services().write(scene))
            done.append(told)
            pause.reached.set()
            meddling.result()
        return [*disagreements(scene, told), *_lost(scene, race, approved), *_told_too_little(scene, told)]


def _touched(scene: Scene) -> Mapping[str, Any]:
    """A change of the record that changes nothing of what we write."""
    return {"sfLma__Used_Licenses__c": 4} if scene.written == LICENSE else dict.fromkeys(scene.sent, scene.held)


def _save_as_others(scene: Scene, other: str, approved: object) -> None:
    if other == "deleted":
        scene.lmo.delete(scene.written, scene.record_id)
        return
    client = Client(scene.lmo, scene.lmo.token, {"X-Demo-Token": scene.lmo.token})
    with closing(client.connection):
        for object_, id_, fields in _saves(scene, other, approved):
            change = {"object": object_, "id": id_, "fields": fields}
            assert client.ask("POST", "/__demo/change", change).status == 200


def _saves(scene: Scene, other: str, approved: object) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    (column,) = scene.sent
    if other in OTHERS:
        yield from ((LICENSE, scene.license_id, fields) for fields in OTHERS[other])
    elif other == "another parameter":
        found = "SELECT Id FROM sfFma__FeatureParameterInteger__c WHERE sfFma__License__c = ? AND Id <> ?"
        another = str(scene.lmo.value(found, scene.license_id, scene.record_id))
        yield "sfFma__FeatureParameterInteger__c", another, {column: 78}
    else:
        yield scene.written, scene.record_id, scene.sent if other == "value to what we want" else {column: scene.others}
        if other == "value and back":
            yield scene.written, scene.record_id, {column: approved}


def _lost(scene: Scene, race: Race, approved: object) -> Iterator[str]:
    """What our commit overwrote that nobody had seen when it was approved, or wrote that may not be written."""
    (column,) = scene.sent
    seen = scene.written == LICENSE or race.point == "before the re-read"
    uninstalled = False
    for commit in scene.lmo.audit.commits:
        if commit.by == "client" and commit.before.get(column, approved) != approved:
            yield f"an update was lost: {commit.before} was overwritten"
        if commit.by == "client" and uninstalled and seen:
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
    """Two runs of ours that change one record: the second begins and ends while the first waits before its commit."""
    pause = scene.lmo.pause(HERE, "PATCH")
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(asyncio.run, Services().write(scene))
        assert pause.reached.wait(10)
        second = await Services().write(other)
        scene.lmo.faults.release(HERE)
        return first.result(), second
