"""Everything by either road: the same licenses to the last character, none lost, none twice, and none without need."""

import threading

import pytest

from lmo_tui.demo.bulk import admission
from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.domain.errors import RefusedError, RoadClosedError, UnreachableError
from lmo_tui.domain.licenses import License
from lmo_tui.domain.loads import Batch, Road
from lmo_tui.salesforce import bulk, loading
from tests.demo.fixtures import MakeDemoLmo, odd_license
from tests.salesforce.conftest import Open
from tests.salesforce.whole import STARTED, batches, everything

ROADS = list(Road)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty licenses are many enough for spans, parts of pages, and no wait between polls."""
    monkeypatch.setattr(loading, "WORTH_A_SPAN", 9)
    monkeypatch.setattr(bulk, "LINES", 4)
    monkeypatch.setattr(bulk, "FIRST_PAUSE", 0.001)


@pytest.fixture
def lmo(make_demo_lmo: MakeDemoLmo) -> DemoLmo:
    return make_demo_lmo(Options(job_page=7))


def by_id(licenses: list[License]) -> dict[str, License]:
    return {each.id: each for each in licenses}


@pytest.mark.parametrize("road", ROADS)
def test_both_roads_bring_each_license_just_as_it_is_read_alone(road: Road, lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(lmo)
    found = everything(repository, road)
    assert len(found) == len(by_id(found)) == repository.count() == 60
    assert by_id(found) == {key: repository.license(key) for key in by_id(found)}


@pytest.mark.parametrize("profile", ["hidden-fields", "read-only"])
@pytest.mark.parametrize("road", ROADS)
def test_both_roads_show_what_the_user_may_see(
    road: Road, profile: str, make_demo_lmo: MakeDemoLmo, open_lmo: Open
) -> None:
    repository = open_lmo(make_demo_lmo(Options(profile=profile)))
    found = everything(repository, road)
    assert len(found) == 60
    assert found[7] == repository.license(found[7].id)
    assert {each.unseen for each in found} == {repository.access().unseen}


def test_many_go_by_a_job_and_few_by_spans(lmo: DemoLmo, open_lmo: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = open_lmo(lmo)
    few = repository.begin_load(STARTED)
    assert (few.road, few.total, len(few.spans)) == (Road.RANGES, 60, 6)
    monkeypatch.setattr(loading, "MOST_BY_RANGES", 59)
    assert repository.begin_load(STARTED).road is Road.JOB


@pytest.mark.parametrize("kind", ["html-200", "412", "bad-json"])
def test_where_the_org_makes_no_job_the_spans_serve(
    kind: str, lmo: DemoLmo, open_lmo: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MOST_BY_RANGES", 59)
    lmo.fault(kind, "POST", "/jobs/query")
    assert open_lmo(lmo).begin_load(STARTED).road is Road.RANGES


def test_an_object_with_bulk_off_is_read_by_spans(
    lmo: DemoLmo, open_lmo: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_item: object) -> None:
        raise ApiError(400, "INVALIDENTITY", "Entity 'sfLma__License__c' is not supported by the Bulk API.")

    monkeypatch.setattr(loading, "MOST_BY_RANGES", 59)
    monkeypatch.setattr(admission, "check_object", refuse)
    repository = open_lmo(lmo)
    assert repository.begin_load(STARTED).road is Road.RANGES
    with pytest.raises(RefusedError):
        repository.begin_load(STARTED, Road.JOB)


def test_a_job_that_fails_closes_its_road(lmo: DemoLmo, open_lmo: Open) -> None:
    lmo.fault("job-failed", "POST", "/jobs/query")
    with pytest.raises(RoadClosedError, match="could not carry out"):
        batches(open_lmo(lmo), Road.JOB)


def test_a_job_that_the_org_has_forgotten_closes_its_road(lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(lmo)
    load = repository.begin_load(STARTED, Road.JOB)
    repository.end_load(load)
    with pytest.raises(RoadClosedError):
        repository.batches(load).take()
    repository.end_load(load)


@pytest.mark.parametrize("job_ms", [0.0, 60_000.0])
def test_a_job_is_cleared_away_whether_it_is_done_or_not(
    job_ms: float, make_demo_lmo: MakeDemoLmo, open_lmo: Open
) -> None:
    lmo = make_demo_lmo(Options(job_ms=job_ms))
    repository = open_lmo(lmo, may_write=lambda: False)
    load = repository.begin_load(STARTED, Road.JOB)
    repository.end_load(load)
    with pytest.raises(RoadClosedError):
        repository.batches(load).take()


@pytest.mark.parametrize("road", ROADS)
def test_a_load_goes_on_from_any_batch_without_a_gap(road: Road, lmo: DemoLmo, open_lmo: Open) -> None:
    """As if the program were killed again and again, whatever it had been about to do next."""
    lmo.fault("short-page", path="0/query/", times=None, size=3)
    repository = open_lmo(lmo)
    load = repository.begin_load(STARTED, road)
    found: list[str] = []
    for _ in range(100):
        reading = repository.batches(load)
        came: list[Batch] = []
        while not any(batch.over or batch.mark for batch in came) and (some := reading.take()):
            came += some
        reading.close()
        for batch in came:
            load = load.after(batch, "")
            found += [str(row[0]) for row in batch.rows]
        if not came:
            break
    assert set(found) == set(by_id(everything(repository)))
    assert len(found) == len(set(found)) or road is Road.JOB, "a page of a job is read again from its beginning"


def test_what_is_made_and_deleted_meanwhile_does_no_harm(lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(lmo)
    load = repository.begin_load(STARTED, Road.RANGES)
    gone = odd_license(lmo, "site")
    lmo.delete("sfLma__License__c", gone)
    lmo.live(100)
    reading = repository.batches(load)
    found: list[str] = []
    while some := reading.take():
        found += [str(row[0]) for batch in some for row in batch.rows]
    assert gone not in found
    assert len(found) == len(set(found)) == repository.count()


def test_another_users_load_is_not_gone_on_with(make_demo_lmo: MakeDemoLmo, open_lmo: Open) -> None:
    load = open_lmo(make_demo_lmo()).begin_load(STARTED, Road.RANGES)
    with pytest.raises(RoadClosedError):
        open_lmo(make_demo_lmo(Options(profile="hidden-fields"))).batches(load)


@pytest.mark.parametrize("road", ROADS)
def test_what_goes_wrong_in_the_middle_is_told_after_what_went_well(road: Road, lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(lmo)
    load = repository.begin_load(STARTED, road)
    lmo.fault("403", path="ORDER BY Id" if road is Road.RANGES else "/results", times=None, skip=2)
    reading = repository.batches(load)
    with pytest.raises(UnreachableError):
        list(iter(reading.take, []))


def test_a_closed_load_ends(lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(lmo)
    reading = repository.batches(repository.begin_load(STARTED, Road.RANGES))
    assert reading.take()
    reading.close()
    assert reading.take() == []


@pytest.mark.parametrize("road", ROADS)
def test_no_licenses_are_made_long_before_they_are_wanted(
    road: Road, lmo: DemoLmo, open_lmo: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, others = 0, set(threading.enumerate())  # A load that another test closed may still be at work.

    class Counting(Batch):
        def __init__(self, *of: object, **more: object) -> None:
            nonlocal made
            made += threading.current_thread() not in others
            super().__init__(*of, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(loading, "Batch", Counting)
    repository = open_lmo(lmo)
    reading = repository.batches(repository.begin_load(STARTED, road))
    taken = 0
    while some := reading.take():
        taken += len(some)
        assert made <= taken + 2  # One waits, and one is in the hands of whoever made it.
    assert made == taken >= 6
