"""`kill -9` of `lmo-tui set` at every request, before the server's work and after, and what the next start finds."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import TODAY
from tests.torture.misfortunes import APPLIED, BY_ID, CONFLICT, UNKNOWN
from tests.torture.scene import Scene
from tests.torture.verdicts import commits, disagreements
from tests.torture.ways import Services, settled, start_set

DEAD = "dead"
"""The pause at which the process dies."""


REQUESTS: Final = 20
"""More than a `set` makes: with the last ones it dies when all is done."""

READING, PATCH, BACK = ("GET", BY_ID, 0), ("PATCH", "", 0), ("GET", BY_ID, 1)
"""Requests by method, by what is in their path, and by how many of these come before."""


@dataclass(frozen=True)
class Kill:
    """Where the process dies."""

    method: str
    path: str
    skip: int
    at: str
    field: Field = Field.SEATS
    meddled: bool = False
    """Whether somebody else changes the license before the next start."""

    def __str__(self) -> str:
        """Its name in a table."""
        what = f"{self.method or 'request'} {self.path} {self.skip}"
        return f"{self.field} killed {self.at} {what}{', then changed by others' * self.meddled}"


def daily() -> Iterator[Kill]:
    """The six that matter most."""
    for spot, at in ((READING, "after"), (PATCH, "before"), (PATCH, "after"), (BACK, "before"), (BACK, "after")):
        yield Kill(*spot, at)
    yield Kill(*PATCH, "after", meddled=True)


def everything() -> Iterator[Kill]:
    """More than a hundred."""
    for field in Field:
        for request in range(REQUESTS):
            yield from (Kill("", "", request, at, field) for at in ("before", "after"))
    for spot in (READING, PATCH, BACK):
        yield from (Kill(*spot, at, meddled=True) for at in ("before", "after"))


def wrong_after(kill: Kill, pristine: Path, home: Path) -> list[str]:
    """In what journal and server differ after the next start."""
    with DemoLmo(pristine, Options(today=TODAY)) as lmo:
        scene = Scene.of(lmo, home, kill.field)
        pause = lmo.pause(DEAD, kill.method, kill.path, at=kill.at, skip=kill.skip)
        with start_set(scene) as process:
            while not pause.reached.wait(0.02) and process.poll() is None:
                pass
            process.kill()
            process.wait()
        lmo.clear_faults()
        lmo.faults.release()
        if pause.reached.is_set():
            assert pause.over.wait(10)
        if kill.meddled:
            lmo.change("sfLma__License__c", scene.license_id, {"sfLma__Seats__c": 77})
        told = asyncio.run(settled(scene))
        if kill.meddled:
            return [] if told.kind == CONFLICT and "not 31" in told.words else [f"told {told}, while others have 77"]
        return disagreements(scene, told) + ["never settled"] * (told.kind == UNKNOWN) + _written_again(scene)


def _written_again(scene: Scene) -> list[str]:
    """Whether the license can be changed as if nothing had been: nothing is left over that stands in the way."""
    before = len(commits(scene))
    again = Scene(scene.lmo, scene.home, Field.SEATS, 55, scene.license_id)
    told = asyncio.run(Services().write(again))
    return [] if (told.kind, len(commits(scene))) == (APPLIED, before + 1) else [f"cannot be written again: {told}"]
