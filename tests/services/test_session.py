from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import NoAccessError, RefusedError, SignedOutError, StorageError, UnreachableError
from lmo_tui.domain.filters import View
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import Org, OrgClass
from lmo_tui.domain.ports import Step, Usage
from lmo_tui.services import memory
from lmo_tui.services.session import Connection
from lmo_tui.storage.store import Store
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import RECORD_TYPES, a_license, sample_licenses
from tests.fakes.repository import FakeRepository, an_org, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench, a_workbench

READER = Access(frozenset({Field.SEATS}), True, frozenset({"lead"}))


async def test_connecting_tells_where_and_who_we_are() -> None:
    repository = FakeRepository(sample_licenses(), an_org(OrgClass.SANDBOX), READER)
    session = a_workbench(repository=repository, remembered=False).session
    assert (session.connection, session.org, session.usage) == (Connection.OFFLINE, None, None)
    await session.connect()
    assert session.connection is Connection.ONLINE
    assert session.org == an_org(OrgClass.SANDBOX)
    assert session.access == READER
    assert session.gate.org_class is OrgClass.SANDBOX
    assert session.usage == Usage(18, 100)
    assert session.error is None


@pytest.mark.parametrize("call", ["connect", "org", "access"])
@pytest.mark.parametrize("error", [UnreachableError("No answer."), SignedOutError("The session is over.")])
async def test_what_goes_wrong_is_kept_and_not_raised(call: str, error: UnreachableError | SignedOutError) -> None:
    repository = with_licenses(sample_licenses())
    repository.fail(call, error)
    bench = a_workbench(repository=repository)
    await bench.session.connect()
    assert (bench.session.connection, bench.session.error) == (Connection.OFFLINE, error)
    assert bench.session.repository is None
    assert len(bench.desk.open(View()).rows(0, 60)) == 40
    await bench.session.connect()
    assert bench.session.connection is Connection.ONLINE
    assert bench.session.error is None


async def test_org_access_and_offers_are_known_offline_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "acme.db"
    repository = FakeRepository(sample_licenses(), an_org(OrgClass.PRODUCTION), READER)
    repository.offers[RECORD_TYPES["Active"]] = ("Active", "Trial")
    repository.offers[RECORD_TYPES["Trial"]] = None
    first = a_workbench(repository=repository, store=Store(file), remembered=False)
    await first.session.connect()
    await first.sync.load()

    repository.fail("connect", UnreachableError("No answer."))
    session = a_workbench(repository=repository, store=Store(file), remembered=False).session
    assert session.org == an_org(OrgClass.PRODUCTION)
    assert session.access == READER
    assert session.offered(RECORD_TYPES["Active"]) == ("Active", "Trial")
    assert session.offered(RECORD_TYPES["Trial"]) is None
    assert not session.gate.is_open()
    await session.connect()
    assert session.org == an_org(OrgClass.PRODUCTION)


@pytest.mark.parametrize(
    "other", [replace(an_org(), id="00D5g0000000NEWEAK"), replace(an_org(), user_id="0055g0000000US2AAA")]
)
async def test_another_org_or_user_starts_with_an_empty_copy(other: Org) -> None:
    repository = with_licenses(sample_licenses())
    bench = a_workbench(repository=repository)
    repository.here = other
    await bench.session.connect()
    assert bench.session.org == repository.here
    assert bench.desk.open(View()).rows(0, 60) == []


async def test_the_same_org_by_a_short_id_keeps_its_copy() -> None:
    repository = with_licenses(sample_licenses())
    bench = a_workbench(repository=repository)
    repository.here = replace(repository.here, id=repository.here.id[:15])
    await bench.session.connect()
    assert len(bench.desk.open(View()).rows(0, 60)) == 40


async def test_an_org_that_turns_out_to_be_production_is_locked_for_the_transport_too() -> None:
    repository = with_licenses(sample_licenses(), OrgClass.SANDBOX)
    bench = a_workbench(repository=repository)
    assert bench.session.gate.is_open()
    repository.here = an_org(OrgClass.PRODUCTION)
    await bench.session.connect()
    assert not bench.session.gate.is_open()
    assert not repository.may_write()
    await bench.session.consent_and_unlock()
    assert repository.may_write()


async def test_connecting_again_to_the_same_org_keeps_it_open() -> None:
    bench = await a_connected_workbench(with_licenses([], OrgClass.PRODUCTION))
    await bench.session.consent_and_unlock()
    await bench.session.connect()
    assert bench.session.gate.is_open()


async def test_consent_is_recorded_once_per_org_and_the_unlock_ends() -> None:
    journal, clock, store = MemoryJournal(), MovingClock(), Store(":memory:")
    repository = with_licenses([], OrgClass.PRODUCTION)
    bench = await a_connected_workbench(repository, journal=journal, clock=clock, store=store)
    await bench.session.consent_and_unlock()
    clock.advance(minutes=14, seconds=59)
    assert bench.session.gate.time_left() == timedelta(seconds=1)
    clock.advance(seconds=1)
    assert not bench.session.gate.is_open()
    await bench.session.consent_and_unlock()
    assert journal.steps == [Step.CONSENT]
    assert memory.moment_from_text(store.fact(memory.CONSENT)) == MovingClock().now


async def test_no_record_of_consent_no_unlock() -> None:
    bench = await a_connected_workbench(with_licenses([], OrgClass.PRODUCTION), journal=MemoryJournal(full=True))
    with pytest.raises(StorageError):
        await bench.session.consent_and_unlock()
    assert not bench.session.gate.is_open()


async def test_a_read_only_run_and_an_unknown_org_cannot_be_unlocked() -> None:
    bench = await a_connected_workbench(read_only=True)
    with pytest.raises(RefusedError, match="--read-only"):
        await bench.session.consent_and_unlock()
    with pytest.raises(RefusedError, match="not known yet"):
        await a_workbench(remembered=False).session.consent_and_unlock()


async def test_an_org_that_does_not_tell_what_it_offers_does_no_harm() -> None:
    repository = with_licenses(sample_licenses())
    repository.fail("offered_statuses", NoAccessError("No UI API."), times=9)
    bench = await a_connected_workbench(repository)
    assert bench.session.connection is Connection.ONLINE
    assert bench.session.offered(RECORD_TYPES["Active"]) is None
    suspended = dict(bench.edits.statuses(a_license()))["Suspended"]
    assert suspended is None


async def test_closing_gives_up_the_connection_and_locks() -> None:
    repository = with_licenses([], OrgClass.PRODUCTION)
    bench = await a_connected_workbench(repository)
    await bench.session.consent_and_unlock()
    await bench.session.close()
    assert repository.closed
    assert not bench.session.gate.is_open()
    assert (bench.session.connection, bench.session.repository) == (Connection.OFFLINE, None)


class UnwritableStore(Store):
    """A store whose disk is full."""

    def remember(self, name: str, value: str) -> None:
        raise StorageError("The disk is full.")


async def test_a_store_that_cannot_remember_does_not_keep_us_out() -> None:
    bench = a_workbench(store=UnwritableStore(":memory:"), remembered=False)
    await bench.session.connect()
    assert bench.session.connection is Connection.ONLINE
    assert isinstance(bench.session.error, StorageError)


class StuckStore(UnwritableStore):
    """A store that cannot even be emptied."""

    def reset(self) -> None:
        raise StorageError("Another process holds the local copy.")


async def test_another_orgs_licenses_are_never_shown_as_this_ones() -> None:
    repository = with_licenses(sample_licenses())
    bench = a_workbench(repository=repository, store=StuckStore(":memory:"), remembered=False)
    await bench.session.connect()
    assert bench.session.connection is Connection.OFFLINE
    assert isinstance(bench.session.error, StorageError)
    assert repository.closed


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"org_class": "moon"}', '{"org_class": "demo", "more": "x"}'])
def test_damaged_facts_are_no_facts(text: str) -> None:
    assert memory.org_from_text(text) is None
    assert memory.access_from_text(text) is None
    assert memory.offers_from_text("[1]") == {}
    assert memory.moment_from_text("yesterday") is None


@pytest.mark.parametrize("org_class", OrgClass)
def test_facts_come_back_as_they_went_in(org_class: OrgClass) -> None:
    assert memory.org_from_text(memory.org_to_text(an_org(org_class))) == an_org(org_class)
    assert memory.access_from_text(memory.access_to_text(READER)) == READER
