"""A world for commands: a fake org, a clock that stands still, and a person who answers or is not there."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.ending import run
from lmo_tui.domain.checks.check import Check
from lmo_tui.domain.checks.machine import Surroundings, machine_checks
from lmo_tui.domain.journal import JournalEntry
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Runner
from lmo_tui.domain.profiles import Profile
from lmo_tui.domain.secrets import SecretStore, StoreKind
from lmo_tui.services.inbox_marks import MarksInMemory
from lmo_tui.services.troubles import Troubles
from lmo_tui.services.workbench import Workbench
from lmo_tui.storage.paths import settings_path
from lmo_tui.storage.settings import SettingsFile
from tests.fakes.licenses import fixed_clock, sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.secrets import MemorySecrets
from tests.fakes.workbench import MemoryJournal, a_workbench


@dataclass
class FakeWorld:
    """Fits Outside."""

    repository: FakeRepository
    somebody: bool = False
    """Whether a person is at the terminal."""
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    troubles: Troubles = field(default_factory=Troubles)
    opened: list[Chosen] = field(default_factory=list)
    """What every workbench was asked for with."""
    shown: int = 0
    """How often the screens were opened."""
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    inbox: MarksInMemory = field(default_factory=MarksInMemory)
    environment: frozenset[str] = frozenset()
    """The variables that were set when they were."""

    def now(self) -> datetime:
        return fixed_clock()

    @contextmanager
    def workbench(
        self, chosen: Chosen, runner: Runner, progress: Callable[[str], None] | None = None
    ) -> Iterator[Workbench]:
        self.opened.append(chosen)
        yield a_workbench(
            repository=self.repository,
            journal=self.journal,
            read_only=chosen.read_only,
            remembered=False,
            troubles=self.troubles,
            settings=SettingsFile(settings_path()),
            inbox=self.inbox,
        )

    def secret_store(self, profile: Profile, kind: StoreKind | None) -> SecretStore:
        return MemorySecrets(StoreKind.MEMORY) if kind is StoreKind.MEMORY else self.secrets

    def machine(self) -> Sequence[Callable[[], Check]]:
        return machine_checks(lambda: Surroundings({"TERM": "xterm"}, "utf-8"))

    def history(self) -> Iterator[JournalEntry]:
        return self.journal.history()

    def show(self, workbench: Workbench) -> int:
        self.shown += 1
        self.environment = frozenset(os.environ)
        return 0

    def someone_is_there(self) -> bool:
        return self.somebody

    def has_screen(self) -> bool:
        return self.somebody


@dataclass(frozen=True)
class Ran:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command printed
        return json.loads(self.out)


class CommandLine:
    """Types command lines into a world."""

    def __init__(self, world: FakeWorld, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, answers: str = "") -> Ran:
        """Run one command line in the demo's place, with what the person types."""
        self._monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(answers.encode())))
        code = run(arguments, self.world)
        out, err = self._capsys.readouterr()
        return Ran(int(code), out, err)

    @property
    def written(self) -> list[dict[str, object]]:
        """The fields and values of every write that reached the org."""
        return [{str(c.field): c.after for c in edit.changes} for edit, _since in self.world.repository.updates]


def a_world(
    licenses: list[License] | None = None, org_class: OrgClass = OrgClass.DEMO, *, somebody: bool = False
) -> FakeWorld:
    """A world with one org in it."""
    return FakeWorld(with_licenses(sample_licenses() if licenses is None else licenses, org_class), somebody)
