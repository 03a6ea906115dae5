"""Feature values reach the local copy behind the licenses, keep up with the org, and harm nothing if there are none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.errors import NoAccessError, StorageError, UnreachableError
from lmo_tui.domain.features import FeatureAccess, Kind, spoken_content
from lmo_tui.domain.licenses import License
from lmo_tui.services import features as service
from lmo_tui.services.workbench import Workbench
from lmo_tui.storage.store import Store
from tests.fakes.clocks import MovingClock
from tests.fakes.features import PACKAGE, FakeBatches, FakeFeatures, a_parameter, a_value, with_features
from tests.fakes.licenses import sample_licenses
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import a_connected_workbench


@pytest.fixture
def owned() -> list[License]:
    return [replace(each, package_id=PACKAGE) for each in sample_licenses()[:4]]


@pytest.fixture
def org(owned: list[License]) -> FakeRepository:
    org = with_licenses(owned)
    org.parameters = with_features(owned)
    return org


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


async def opened(org: FakeRepository, clock: MovingClock, store: Store | None = None) -> Workbench:
    """A desk that has done what it does when it opens."""
    bench = await a_connected_workbench(org, store=store or Store(":memory:"), clock=clock)
    await bench.sync.catch_up()
    await bench.features.keep_up()
    return bench


def said(bench: Workbench, license_: License) -> dict[str, str]:
    return {each.parameter.name: spoken_content(each.content) for each in bench.features.of(license_) if each.value}


async def test_everything_is_loaded_once(org: FakeRepository, owned: list[License], clock: MovingClock) -> None:
    bench = await opened(org, clock)
    assert org.parameters.calls == ["access", "parameters", "count", "everything"]
    assert said(bench, owned[3])["Max_Envelopes"] == "500"
    assert len(bench.features.of(owned[3])) == 6
    assert bench.features.synced_at == clock.now
    assert (bench.features.error, bench.features.progress, bench.features.notice) == (None, None, "")


async def test_what_moved_comes_after_a_pause(org: FakeRepository, owned: list[License], clock: MovingClock) -> None:
    bench = await opened(org, clock)
    org.parameters.calls.clear()
    await bench.features.keep_up()
    assert org.parameters.calls == []
    clock.advance(seconds=service.PAUSE.total_seconds())
    org.parameters.set("Max_Envelopes", 750, owned[0].id, clock.now)
    org.parameters.deleted = [replace(org.parameters.values.pop(0), modified=clock.now)]
    await bench.features.keep_up()
    assert org.parameters.calls == ["changed_since"]
    assert bench.features.news == 2
    assert said(bench, owned[0])["Max_Envelopes"] == "750"
    assert "E_Signature" not in said(bench, owned[0])


async def test_a_parameter_of_a_new_version_comes_with_its_first_value(
    org: FakeRepository, owned: list[License], clock: MovingClock
) -> None:
    bench = await opened(org, clock)
    clock.advance(hours=1)
    new = a_parameter("Brand_New", number=9)
    org.parameters.held.append(new)
    org.parameters.values.append(a_value(owned[0].id, new, True, number=999, modified=clock.now))
    await bench.features.keep_up()
    assert org.parameters.calls[-2:] == ["changed_since", "parameters"]
    assert said(bench, owned[0])["Brand_New"] == "on"


async def test_a_later_run_reads_only_what_moved(org: FakeRepository, owned: list[License], clock: MovingClock) -> None:
    store = Store(":memory:")
    await opened(org, clock, store)
    org.parameters.calls.clear()
    clock.advance(hours=1)
    bench = await opened(org, clock, store)
    assert org.parameters.calls == ["access", "changed_since"]
    assert len(said(bench, owned[0])) == 5


@pytest.mark.parametrize("why", ["a day has passed", "the licenses were read in full"])
async def test_now_and_then_everything_is_read_again(org: FakeRepository, clock: MovingClock, why: str) -> None:
    bench = await opened(org, clock)
    org.parameters.values = org.parameters.values[:-1]  # Deleted for good, or hidden: no change tells.
    org.parameters.calls.clear()
    if why == "a day has passed":
        clock.advance(hours=25)
    else:
        clock.advance(minutes=1)
        await bench.sync.load()
    await bench.features.keep_up(now=True)
    assert "everything" in org.parameters.calls
    assert len(said(bench, org.licenses[-1])) == 4


async def test_an_org_without_the_app_has_everything_else(
    org: FakeRepository, owned: list[License], clock: MovingClock
) -> None:
    org.parameters = FakeFeatures()
    bench = await opened(org, clock)
    assert org.parameters.calls == ["access"]
    assert bench.features.of(owned[0]) == []
    assert bench.features.notice.startswith("This org has no feature parameters that your user may see.")
    assert await bench.features.refresh(owned[0]) == ()
    assert bench.sync.error is None
    clock.advance(hours=1)
    await bench.features.keep_up()
    assert org.parameters.calls == ["access"]


async def test_access_that_is_taken_away_takes_the_values_with_it(
    org: FakeRepository, owned: list[License], clock: MovingClock
) -> None:
    store = Store(":memory:")
    await opened(org, clock, store)
    org.parameters = replace(org.parameters, permitted=FeatureAccess(missing=True))
    bench = await opened(org, clock, store)
    assert bench.features.of(owned[0]) == []
    assert bench.features.synced_at is None
    org.parameters = replace(org.parameters, permitted=FeatureAccess())
    bench = await opened(org, clock, store)
    assert len(said(bench, owned[0])) == 5


async def test_a_type_that_comes_into_sight_is_read(org: FakeRepository, clock: MovingClock) -> None:
    store = Store(":memory:")
    org.parameters.permitted = FeatureAccess(readable=frozenset({Kind.BOOLEAN}))
    await opened(org, clock, store)
    org.parameters = replace(org.parameters, permitted=FeatureAccess(), calls=[])
    await opened(org, clock, store)
    assert "everything" in org.parameters.calls


@pytest.mark.parametrize("call", ["access", "parameters", "count", "everything"])
async def test_what_goes_wrong_is_told_and_leaves_what_was_there(
    org: FakeRepository, owned: list[License], clock: MovingClock, call: str
) -> None:
    bench = await a_connected_workbench(org, store=Store(":memory:"), clock=clock)
    org.parameters.errors[call] = UnreachableError("The org did not answer.")
    await bench.features.keep_up()
    assert bench.features.notice == "Feature values could not be loaded: The org did not answer."
    assert bench.sync.error is None
    calls = len(org.parameters.calls)
    await bench.features.keep_up()
    assert len(org.parameters.calls) == calls  # Not at once again: the org may be short of calls.
    clock.advance(minutes=21)
    await bench.features.keep_up()
    assert bench.features.notice == ""
    assert len(said(bench, owned[0])) == 5


async def test_one_license_can_be_read_anew(org: FakeRepository, owned: list[License], clock: MovingClock) -> None:
    bench = await opened(org, clock)
    heard: list[Changed] = []
    bench.changes.subscribe(heard.append)
    org.parameters.set("E_Signature", False, owned[1].id, clock.now)
    await bench.features.refresh(owned[1])
    assert said(bench, owned[1])["E_Signature"] == "off"
    assert said(bench, owned[0])["E_Signature"] == "on"
    assert heard == [Changed(frozenset(), moved=False, features=True)]
    await bench.features.refresh(owned[1])
    assert len(heard) == 1
    org.parameters.errors["of_license"] = NoAccessError("Not for you.")
    with pytest.raises(NoAccessError):
        await bench.features.refresh(owned[1])


async def test_a_license_can_be_read_before_all_are(
    org: FakeRepository, owned: list[License], clock: MovingClock
) -> None:
    bench = await a_connected_workbench(org, store=Store(":memory:"), clock=clock)
    found = await bench.features.refresh(owned[2])
    assert org.parameters.calls == ["access", "of_license", "parameters"]
    assert len([each for each in found if each.value]) == 5


async def test_of_very_many_only_those_asked_for_are_read(
    org: FakeRepository, owned: list[License], clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_VALUES", 19)
    bench = await opened(org, clock)
    assert bench.features.too_many
    assert bench.features.notice == "More than 19 values: a license's are read when it is looked at."
    assert "everything" not in org.parameters.calls
    assert said(bench, owned[0]) == {}
    clock.advance(hours=1)
    await bench.features.keep_up()
    assert "changed_since" not in org.parameters.calls
    await bench.features.refresh(owned[0])
    assert len(said(bench, owned[0])) == 5
    org.parameters.values = org.parameters.values[:10]
    clock.advance(hours=25)
    await bench.features.keep_up()
    assert bench.features.synced_at == clock.now
    assert bench.features.notice == ""


async def test_a_value_read_meanwhile_is_not_overwritten_by_the_load(
    org: FakeRepository, owned: list[License], clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_AT_ONCE", 1)
    bench = await a_connected_workbench(org, store=Store(":memory:"), clock=clock)
    fake = org.parameters
    batches = fake.everything()

    def changed_after_the_page() -> FakeBatches:
        rows = [row for row in fake.of_license(owned[0].id) if row.content == 500]
        later = int((clock.now + timedelta(seconds=5)).timestamp())
        bench.sync._store.features.put([rows[0]._replace(content=750, modified=later)])
        return batches

    monkeypatch.setattr(fake, "everything", changed_after_the_page)
    await bench.features.keep_up()
    assert said(bench, owned[0])["Max_Envelopes"] == "750"


async def test_another_process_that_loads_is_left_to_it(org: FakeRepository, clock: MovingClock) -> None:
    store = Store(":memory:")
    bench = await a_connected_workbench(org, store=store, clock=clock)

    def another_begins() -> None:
        store.features.begin()

    org.parameters.before["everything"] = another_begins
    await bench.features.keep_up()
    assert bench.features.error is None
    assert bench.features.synced_at is None


async def test_a_store_that_cannot_be_read_shows_nothing_and_says_so(
    org: FakeRepository, owned: list[License], clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = await opened(org, clock)

    def failing(_: License) -> None:
        raise StorageError("The disk is gone.")

    monkeypatch.setattr(bench.sync._store.features, "of", failing)
    assert bench.features.of(owned[0]) == ()
    assert [str(each) for each in bench.troubles.take()] == ["The disk is gone."]


async def test_the_load_of_a_page_of_nobody_is_dropped(
    org: FakeRepository, owned: list[License], clock: MovingClock
) -> None:
    parameter = org.parameters.held[0]
    org.parameters.values.append(a_value("a0L5g0000099999", parameter, True, number=999))
    bench = await opened(org, clock)
    assert bench.features.error is None
    assert said(bench, owned[0])["E_Signature"] == "on"


def progress_told(bench: Workbench) -> list[str]:
    """What is said of the load while it goes on."""
    told: list[str] = []

    def note(_: Changed) -> None:
        told.append(bench.features.notice)

    bench.changes.subscribe(note)
    return told


async def test_while_it_loads_it_says_so(org: FakeRepository, clock: MovingClock) -> None:
    bench = await a_connected_workbench(org, store=Store(":memory:"), clock=clock)
    told = progress_told(bench)
    await bench.features.keep_up()
    assert told == ["Feature values are being loaded.", ""]
