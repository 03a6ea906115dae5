"""`kill -9` of `lmo-tui set` at every request, before the server's work and after, and what the next start finds.

Of a license (`--seats` and its like), or of the value of a parameter (`--param`).
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import TODAY
from tests.torture.misfortunes import APPLIED, BY_ID, CONFLICT, UNKNOWN
from tests.torture.scene import Scene, scene_of
from tests.torture.verdicts import commits, disagreements
from tests.torture.ways import Services, settled, start_set

DEAD = "dead"
"""The pause at which the process dies."""


REQUESTS: Final = 20
"""More than a `set` makes: with the last ones it dies when all is done."""

OF_PARAMETERS: Final = REQUESTS + 10
"""The same with `--param`."""

READING, PATCH, BACK = ("GET", BY_ID, 0), ("PATCH", "", 0), ("GET", BY_ID, 1)
"""Requests by method, by what is in their path, and by how many records are read before."""


@dataclass(frozen=True)
class Kill:
    """Where the process dies."""

    method: str
    path: str
    skip: int
    at: str
    field: Field | Kind = Field.SEATS
    meddled: bool = False
    """Whether somebody else changes the record before the next start."""

    def __str__(self) -> str:
        """Its name in a table."""
        what = f"{self.method or 'request'} {self.path} {self.skip}"
        return f"{self.field} killed {self.at} {what}{', then changed by others' * self.meddled}"


def daily() -> Iterator[Kill]:
    """Those that matter most."""
    spots = ((READING, "after"), (PATCH, "before"), (PATCH, "after"), (BACK, "before"), (BACK, "after"))
    fields: tuple[Field | Kind, ...] = (Field.SEATS, Kind.BOOLEAN, Field.SEATS, Kind.DATE, Field.SEATS)
    yield from (Kill(*spot, at, field) for (spot, at), field in zip(spots, fields, strict=True))
    yield Kill(*PATCH, "after", Kind.INTEGER, meddled=True)


def everything() -> Iterator[Kill]:
    """More than a hundred of licenses, and more of parameters."""
    for field in (*Field, *Kind):
        for request in range(OF_PARAMETERS if isinstance(field, Kind) else REQUESTS):
            yield from (Kill("", "", request, at, field) for at in ("before", "after"))
    for spot in (READING, PATCH, BACK):
        for field in (Field.SEATS, Kind.INTEGER, Kind.DATE):
            yield from (Kill(*spot, at, field, meddled=True) for at in ("before", "after"))


def wrong_after(kill: Kill, pristine: Path, home: Path) -> list[str]:
    """In what journal and server differ after the next start."""
    with DemoLmo(pristine, Options(today=TODAY)) as lmo:
        scene = scene_of(lmo, home, kill.field)
        skip = kill.skip * scene.readings if kill.path else kill.skip
        pause = lmo.pause(DEAD, kill.method, kill.path, at=kill.at, skip=skip)
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
            lmo.change(scene.written, scene.record_id, dict.fromkeys(scene.sent, scene.others))
        told = asyncio.run(settled(scene))
        if kill.meddled:
            seen = told.kind == CONFLICT and f"not {scene.spoken}" in told.words
            return [] if seen else [f"told {told}, while others have set {scene.others}"]
        return disagreements(scene, told) + ["never settled"] * (told.kind == UNKNOWN) + _written_again(scene)


def _written_again(scene: Scene) -> list[str]:
    """Whether the record can be changed as if nothing had been: nothing is left over that stands in the way."""
    before = len(commits(scene))
    told = asyncio.run(Services().write(scene.once_more))
    return [] if (told.kind, len(commits(scene))) == (APPLIED, before + 1) else [f"cannot be written again: {told}"]
