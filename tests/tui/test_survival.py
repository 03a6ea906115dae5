"""The desk over files that come to harm while it is open: it says so, and loads what was lost."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from lmo_tui.domain.errors import StorageError, UnreachableError
from lmo_tui.domain.filters import View
from lmo_tui.domain.licenses import License
from lmo_tui.services import memory
from lmo_tui.services.troubles import Troubles
from lmo_tui.storage.faults import damaged
from lmo_tui.storage.store import Store
from tests.fakes.clocks import MovingClock
from tests.fakes.licenses import TODAY, a_license, license_id, sample_licenses
from tests.fakes.repository import an_org, with_licenses
from tests.fakes.workbench import a_workbench
from tests.robots.desk import at_the_desk
from tests.storage.damage import MANY, run_sql, tear


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acme.db"


def forget_pages(store: Store) -> None:
    """What a connection has read once it need not read again: let it."""
    for database in (store._files.front, store._files.back, store._files.scan):
        with database.reading() as connection:
            connection.execute("PRAGMA shrink_memory")


async def test_damage_found_by_a_key_is_told_and_everything_is_loaded_again(file: Path) -> None:
    repository = with_licenses([a_license(number) for number in range(1, MANY + 1)])
    repository.page_size = MANY
    troubles = Troubles()
    store = Store(file, troubles.add)
    async with at_the_desk(repository=repository, store=store, clock=MovingClock(), troubles=troubles) as desk:
        await desk.expect("400 licenses").expect_on("L-00400")
        run_sql(file, "PRAGMA wal_checkpoint(TRUNCATE)")
        forget_pages(store)
        assert tear(file, cells=True) > 20
        await desk.press("end")
        assert store.losses == 1
        desk.list.tick()
        await desk.rest()
        assert "was damaged. It is kept as" in desk.app.said[-1]
        await desk.expect("400 licenses").press("end").expect_on("L-00001").press("home").expect_on("L-00400")
    assert store.fact(memory.ORG) is not None, "the next start knows where it is"
    assert store.get(license_id(1)) == a_license(1)
    store.close()


class Stubborn(Store):
    """A store that another process holds, now and then."""

    held = False

    def rows(self, keys: Sequence[int]) -> Sequence[License]:
        """The rows, unless it is held."""
        if self.held:
            raise StorageError("Another process holds the local copy.", remedy="Wait for it to end.")
        return super().rows(keys)


async def test_a_copy_that_cannot_be_read_for_a_while_is_told_once_and_comes_back() -> None:
    store = Stubborn(":memory:")
    licenses = [a_license(number) for number in range(1, 201)]
    async with at_the_desk(licenses, store=store) as desk:
        await desk.expect_on("L-00200")
        desk.app.said.clear()
        store.held = True
        await desk.press("end")
        for _ in range(3):
            desk.list.tick()
            await desk.rest()
        assert desk.app.said == ["Another process holds the local copy. Wait for it to end."]
        store.held = False
        desk.list.tick()
        await desk.expect_on("L-00200").press("end").expect_row("L-00001")


async def test_what_was_found_at_the_start_is_told_on_the_screen() -> None:
    troubles = Troubles()
    troubles.add(StorageError("The journal was damaged.", "It is kept elsewhere."))
    async with at_the_desk(troubles=troubles) as desk:
        await desk.expect_on("L-00040").expect(r"The journal was damaged\. It is kept")


async def test_a_disk_that_fills_up_while_loading_is_told_and_what_was_there_stays(file: Path) -> None:
    store = Store(file)
    store.put(sample_licenses())
    with store._files.back.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 30}")
    repository = with_licenses([*sample_licenses(), *(a_license(number) for number in range(100, 600))])
    bench = a_workbench(repository=repository, store=store, remembered=False)
    await bench.session.connect()
    store.put(sample_licenses())
    await bench.sync.load()
    assert "disk is full" in str(bench.sync.error)
    assert store.get(license_id(1)) == sample_licenses()[-1]
    with store._files.back.reading() as connection:
        connection.execute(f"PRAGMA max_page_count = {1 << 30}")
    await bench.sync.load()
    assert (bench.sync.error, len(store.order(View(), TODAY))) == (None, 540)
    store.close()


async def test_damage_while_loading_never_ends_as_a_whole_copy(file: Path) -> None:
    store = Store(file)
    repository = with_licenses(sample_licenses())
    bench = a_workbench(repository=repository, store=store, remembered=False)
    await bench.session.connect()
    repository.before["page"] = lambda: store._files.mend(damaged(), 0)
    await bench.sync.load()
    assert "damaged while it was filled" in str(bench.sync.error)
    assert bench.sync.is_due(timedelta(0)), "nobody waits for it"
    await bench.sync.look()
    assert (bench.sync.error, len(store.order(View(), TODAY))) == (None, 40)
    assert not bench.sync.is_due(timedelta(0))
    store.close()


async def test_the_copy_of_another_user_is_emptied_before_anything_is_loaded(file: Path) -> None:
    store = Store(file)
    store.put([a_license(7, account="Seen by somebody else")])
    store.remember(memory.ORG, memory.org_to_text(an_org(user="0055g0000000OTHER1")))
    repository = with_licenses(sample_licenses())
    repository.fail("newest", UnreachableError("The line broke."), times=9)
    async with at_the_desk(repository=repository, store=store, remembered=False) as desk:
        await desk.expect_not("Seen by somebody else")
    assert len(store.order(View(), TODAY)) == 0
    store.close()
