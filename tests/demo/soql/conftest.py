"""The records every test of SOQL asks about; nothing writes to them, so one database serves a whole run."""

from __future__ import annotations

import pytest

from tests.demo.soql.world import World


@pytest.fixture(scope="package")
def world() -> World:
    return World()
