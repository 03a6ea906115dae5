"""The matrix: every misfortune by every way of writing, and the program's word held against the server's audit."""

import asyncio
import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.features import Kind
from lmo_tui.domain.licenses import Field
from tests.demo.fixtures import TODAY
from tests.torture.misfortunes import ALL, OF_LICENSES, UNKNOWN, Misfortune
from tests.torture.scene import Scene, scene_of
from tests.torture.verdicts import Told, disagreements
from tests.torture.ways import IMPATIENT, Program, Screens, Services, Way, settled


@dataclass(frozen=True)
class Case:
    """One run: a misfortune, a way of writing, a field."""

    misfortune: Misfortune
    way: Way
    field: Field | Kind
    """A field of the license, or a type of which one of its parameters is."""

    def __str__(self) -> str:
        """Its name in a table."""
        return f"{type(self.way).__name__} {self.field} · {self.misfortune}"


@dataclass(frozen=True)
class Ran:
    """What came of it."""

    case: Case
    told: Told
    after: Told
    """What the next run said, when the org was well again."""
    wrong: Sequence[str]


def cases(way: Way, fields: Sequence[Field | Kind]) -> Iterator[Case]:
    """Every misfortune that this way can meet, for each of the fields."""
    for misfortune in ALL:
        if way.patient and (misfortune.slow or misfortune.refresh):
            continue
        for field in fields:
            if isinstance(field, Kind) and misfortune.name in OF_LICENSES:
                continue
            yield Case(misfortune, way, field)


def everything() -> Iterator[Case]:
    """The whole matrix."""
    yield from cases(Services(), tuple(Field))
    yield from cases(Screens(), (Field.SEATS, Field.STATUS))
    yield from cases(Program(), (Field.EXPIRES,))
    yield from cases(Services(), tuple(Kind))
    yield from cases(Screens(), (Kind.BOOLEAN, Kind.INTEGER))
    yield from cases(Program(), (Kind.DATE,))


def ran(case: Case, pristine: Path) -> Ran:
    """One run on an org of its own."""
    options = Options(profile=case.misfortune.profile, today=TODAY)
    with DemoLmo(pristine, options) as lmo, tempfile.TemporaryDirectory() as home:
        which, refresh = case.misfortune.case, case.misfortune.refresh
        scene = scene_of(lmo, Path(home), case.field, case=which, refresh=refresh)
        case.misfortune.arrange(lmo, scene.readings, scene.met)
        told, after = asyncio.run(_both(case, scene))
        wrong = disagreements(scene, told)
        if told.kind != case.misfortune.told:
            wrong.append(f"told {told.kind}, where {case.misfortune.told} was to be told: {told.words}")
        wrong += [f"afterwards: {each}" for each in disagreements(scene, after)]
        if after.kind == UNKNOWN:
            wrong.append("never settled")
        return Ran(case, told, after, wrong)


async def _both(case: Case, scene: Scene) -> tuple[Told, Told]:
    told = await case.way.write(scene, patience=IMPATIENT if case.misfortune.slow else None)
    scene.heal()
    return told, await settled(scene)


@contextlib.contextmanager
def without_pauses() -> Iterator[None]:
    """Nobody waits here before a request is sent once more."""
    from lmo_tui.salesforce import transport

    before = transport._BACKOFF
    setattr(transport, "_BACKOFF", 0.0)  # noqa: B010 - it is Final for everybody else
    try:
        yield
    finally:
        setattr(transport, "_BACKOFF", before)  # noqa: B010 - the same
