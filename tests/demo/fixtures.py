"""Demo LMOs for tests: small, on a port of their own, each with a working copy of its own.

In a conftest.py: `from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo  # noqa: F401 (fixtures)`.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

import pytest

from lmo_tui.demo.seed import ODD_CASES, SMALLEST, ensure_database
from lmo_tui.demo.server import DemoLmo, Options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY: Final = date(2026, 11, 24)
SEED: Final = 7
DEFAULT: Final = Options()


class MakeDemoLmo(Protocol):
    """Starts a demo LMO that is stopped when the test ends; without a day of its own, on TODAY."""

    def __call__(self, options: Options = DEFAULT) -> DemoLmo:
        """Start one."""


@pytest.fixture(scope="session")
def pristine_lmo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a demo LMO with 60 licenses, all odd cases among them, as on TODAY."""
    return ensure_database(SEED, SMALLEST, TODAY, tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def make_demo_lmo(pristine_lmo: Path) -> Iterator[MakeDemoLmo]:
    """Start demo LMOs with options: `make_demo_lmo(Options(profile="read-only", lag_ms=50))`."""
    with ExitStack() as running:

        def make(options: Options = DEFAULT) -> DemoLmo:
            chosen = replace(options, today=options.today or TODAY)
            return running.enter_context(DemoLmo(pristine_lmo, chosen))

        yield make


@pytest.fixture
def demo_lmo(make_demo_lmo: MakeDemoLmo) -> DemoLmo:
    """A demo LMO of this test's own, on TODAY, with an administrator's session."""
    return make_demo_lmo()


def odd_license(lmo: DemoLmo, case: str) -> str:
    """The id of the license that shows an odd case of the seed, such as "uninstalled" or "checkout"."""
    found = lmo.value("SELECT Id FROM sfLma__License__c WHERE Name = ?", ODD_CASES[case])
    assert isinstance(found, str), case
    return found
