"""Command lines to type."""

from collections.abc import Callable

import pytest

from tests.cli.world import CommandLine, FakeWorld, a_world
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo

__all__ = ["demo_lmo", "make_demo_lmo", "pristine_lmo"]

Typing = Callable[[FakeWorld], CommandLine]


@pytest.fixture
def in_world(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typing:
    """A command line in a world of the test's own making."""
    return lambda world: CommandLine(world, capsys, monkeypatch)


@pytest.fixture
def lmo_tui(in_world: Typing) -> CommandLine:
    """A command line in a world with the sample licenses and nobody at the terminal."""
    return in_world(a_world())
