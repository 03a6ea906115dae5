"""The matrix as the screen reads it: quick reads never fail, counts give way when nobody wants them."""

from dataclasses import replace

import pytest

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.feature_counts import Facet, Tally
from lmo_tui.domain.filters import View
from lmo_tui.services.workbench import Workbench
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.licenses import sample_licenses
from tests.fakes.repository import with_licenses
from tests.fakes.workbench import a_connected_workbench


@pytest.fixture
async def bench() -> Workbench:
    owned = [replace(each, package_id=PACKAGE) for each in sample_licenses()[:4]]
    org = with_licenses(owned)
    org.parameters = with_features(owned)
    bench = await a_connected_workbench(org)
    await bench.sync.catch_up()
    await bench.features.keep_up()
    return bench


async def test_counts_of_a_view_and_by_facet(bench: Workbench) -> None:
    parameters = bench.features.parameters(PACKAGE)
    tallies = await bench.matrix.tallies(View(), parameters)
    assert tallies is not None
    assert tallies[parameters[0].id] == Tally(((True, 4),))
    groups = await bench.matrix.rollout(View(), parameters[0], Facet.SANDBOX)
    assert groups is not None
    assert sum(each.tally.total for each in groups) == 4


async def test_what_nobody_waits_for_is_not_counted(bench: Workbench) -> None:
    parameters = bench.features.parameters(PACKAGE)
    assert await bench.matrix.tallies(View(), parameters, lambda: False) is None
    assert await bench.matrix.rollout(View(), parameters[0], Facet.VERSION, lambda: False) is None


async def test_a_window_that_cannot_be_read_is_empty_and_told(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise StorageError("The disk is gone.")

    store = bench.sync._store
    monkeypatch.setattr(store.feature_counts, "window", failing)
    monkeypatch.setattr(store.features, "parameters", failing)
    assert bench.matrix.window(["a0L5g0000000001"], []) == {}
    assert bench.features.parameters(PACKAGE) == ()
    assert [str(each) for each in bench.troubles.take()] == ["The disk is gone."] * 2
